"""Finished conversations in the browser: the week's sample, grades, their figures, and a test made of a case."""

import re
from datetime import date, timedelta

import pytest
import yaml
from playwright.sync_api import expect

from amends.accounts import account
from amends.desk.actor import Actor
from amends.desk.case_actions import CaseActions
from tests.web_desk.test_permissions import Caller

WEEK = re.compile(r"week=(\d{4}-\d\d-\d\d)")


@pytest.fixture
def ended(house):
    """The number of a case that Anna closed just now."""
    number, chat = house.review()
    house.says(chat, "It works again, thank you")
    with house.database.read() as session:
        anna = account.find(session, "anna@example.com")
    CaseActions(house.context).close(Actor(anna.id, anna.name, anna.role, anna.merchants), number, "Good to hear.")
    return number


def this_week(page):
    page.goto("/desk/quality")
    page.get_by_role("link", name="Later").click()


def test_a_conversation_of_the_week_is_read_and_scored(house, window, ended):
    page = window("siri").page
    page.goto("/desk/supervision")
    page.get_by_role("link", name="Quality").click()
    expect(page.locator("main")).to_contain_text("Nobody has scored")
    this_week(page)
    row = page.locator(".sample li").filter(has_text=ended)
    expect(row).to_contain_text("Anna Vik")
    expect(row).to_contain_text("to score")
    row.get_by_role("link").click()
    expect(page.locator(".transcript")).to_contain_text("It works again, thank you")
    page.get_by_role("group", name="Was the customer understood?").get_by_label("yes").check()
    page.get_by_role("group", name="Was it clear and friendly?").get_by_label("partly").check()
    page.fill("#q-comment", "Short and kind")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="assessment is kept").wait_for()
    expect(page.locator("#q-comment")).to_have_value("Short and kind")
    this_week(page)
    expect(page.locator(".sample li").filter(has_text=ended)).to_contain_text("scored by Siri Dahl")
    scores = page.get_by_role("region", name="Scores by question").get_by_role("row").filter(has_text="Anna Vik")
    expect(scores.get_by_role("cell").nth(0)).to_have_text("1")
    expect(scores.get_by_role("cell").nth(1)).to_have_text("75 %")


def test_without_a_grade_nothing_is_kept(window, ended):
    page = window("siri").page
    page.goto(f"/desk/quality/{ended}")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").filter(has_text="one question at least").wait_for()


def test_a_test_is_made_of_a_case_without_who_the_customer_is(house, window, ended):
    page = window("siri").page
    page.goto(f"/desk/quality/{ended}")
    page.get_by_role("link", name="Make a test of this case").click()
    expect(page.locator("main")).to_contain_text("read every line before you keep it")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download").click()
    text = coming.value.path().read_text("utf-8")
    case = house.case(ended)
    assert case.email not in text
    assert case.order_number not in text
    assert "It works again, thank you" in yaml.safe_load(text)["steps"]
    assert coming.value.suggested_filename.endswith(".yml")


@pytest.mark.parametrize("week", ["", "2026-02-31", "0001-01-01", "9999-12-31", "x", "2026-11-25&week=y"])
def test_any_week_that_is_typed_shows_a_week(house, week):
    assert Caller(house, "siri")("GET", f"/desk/quality?week={week}") == 200


def test_a_week_ago_stands_before_this_one(house):
    siri = Caller(house, "siri")
    text = siri.http.get("/desk/quality", headers=siri.cookie).text
    earlier, later = (date.fromisoformat(found) for found in WEEK.findall(text))
    assert later - earlier == timedelta(weeks=2)
