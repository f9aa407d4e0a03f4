"""Automation rules in the app: written, tried on last week, put in order, turned off."""

import re

import pytest
from playwright.sync_api import expect

from amends.db.tables import AutomationRuleRow, DeskCaseRow
from tests.web_desk.house import Face


def write(page, name, condition, action):
    form = page.locator("#new")
    form.get_by_label("Name, as the log").fill(name)
    term, value = condition
    form.get_by_label("Condition 1", exact=True).select_option(label=term)
    form.get_by_label("Values of condition 1").fill(value)
    kind, what = action
    form.get_by_label("Action 1", exact=True).select_option(label=kind)
    form.get_by_label("days or answer of action 1").fill(what)
    return form


@pytest.fixture
def page(window):
    page = window("siri").page
    page.goto("/desk/automation?merchant=norrnet")
    page.get_by_text("New rule").click()
    return page


def test_a_rule_is_tried_on_last_week_before_it_is_kept(house, page):
    found, _ = house.review(face=Face(said="The chargeback is on its way"))
    house.review(face=Face(said="Good morning"))
    form = write(page, "Chargebacks", ("the customer’s words have", "chargeback"), ("put on the label", "bank"))
    form.get_by_role("button", name="Try it on last week").click()
    tried = page.locator("#new-tried")
    expect(tried).to_contain_text("it would have run 1 time out of the 2 times that a case comes to a person")
    expect(tried.get_by_role("link")).to_have_text(found)
    with house.database.read() as session:
        assert session.query(AutomationRuleRow).count() == 0
    form.get_by_role("button", name="Add the rule").click()
    page.get_by_role("status").filter(has_text="The rule was saved").wait_for()
    page.locator("summary", has_text="Chargebacks").click()
    kept = page.locator("[id^=rule-]").first
    expect(kept).to_contain_text("the customer’s words have chargeback")
    expect(kept).to_contain_text("put on the label bank")


def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(page):
    form = write(page, "Wrong", ("its priority is", "very high"), ("set the priority to", "now"))
    form.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("there is no very high. Use: high, low, normal, urgent.")
    expect(form.get_by_label("Values of condition 1")).to_have_value("very high")
    form.get_by_label("Values of condition 1").fill("high")
    form.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("use one of low, normal, high, urgent")


def test_rules_are_put_in_order_changed_turned_off_and_removed(house, page):
    for name in ("One", "Two"):
        form = write(page, name, ("its priority is", "high"), ("put on the label", name))
        form.get_by_role("button", name="Add the rule").click()
        page.get_by_role("status").filter(has_text="The rule was saved").wait_for()
        page.goto("/desk/automation?merchant=norrnet")
        page.get_by_text("New rule").click()
    page.locator("summary", has_text="2. Two").click()
    page.get_by_role("button", name="Earlier: Two").click()
    page.locator("summary", has_text="1. Two").wait_for()
    page.locator("summary", has_text="1. Two").click()
    rule = page.locator("details", has=page.locator("summary", has_text="1. Two"))
    expect(rule.get_by_label("Values of condition 1")).to_have_value("high")
    rule.get_by_label("Values of condition 1").fill("urgent")
    rule.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="The rule was saved").wait_for()
    page.locator("summary", has_text="1. Two").click()
    page.locator("details", has=page.locator("summary", has_text="1. Two")).get_by_role(
        "button", name="Turn off"
    ).click()
    expect(page.locator("summary", has_text="1. Two")).to_contain_text("off")
    page.locator("summary", has_text="2. One").click()
    page.locator("details", has=page.locator("summary", has_text="2. One")).get_by_role("button", name="Remove").click()
    expect(page.locator("summary", has_text="One")).to_have_count(0)
    with house.database.read() as session:
        (kept,) = session.query(AutomationRuleRow).all()
        assert (kept.name, kept.is_on, kept.conditions[0]["values"]) == ("Two", False, ["urgent"])


def test_an_agent_reads_them_and_writes_none(house, window):
    page = window("anna").page
    page.goto("/desk/automation")
    expect(page.get_by_text("New rule")).to_have_count(0)
    expect(page.get_by_text("No rules yet.")).to_be_visible()


def test_a_draft_of_a_rule_is_put_into_the_answer(house, window):
    number, _ = house.review()
    with house.database.begin() as session:
        session.add(DeskCaseRow(case_id=house.case(number).id, reopened=0, suggested="one_moment"))
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    expect(page.locator("#suggested")).to_contain_text("A rule laid out “one moment”")
    page.fill("#answer", "Hello.")
    page.get_by_role("button", name="Put it into the answer").click()
    expect(page.locator("#answer")).to_have_value(re.compile(r"^Hello\.\n\n\S"))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#answer")).to_have_value("")
    expect(page.locator("#suggested p")).to_have_count(0)
