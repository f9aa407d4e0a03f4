"""What pays money is asked again before it is done, and the question is never in the way of what came of it."""

from playwright.sync_api import expect

from amends.cases.status import CaseStatus
from tests.web_desk.house import review_scenarios

PAYS = next(each for each in review_scenarios() if each.number == "NN-10020")
"""The policy recommends a refund of 7,490 kroner, which an agent may grant alone."""


def test_one_press_pays_nothing(house, window):
    number, _ = house.review(PAYS)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    approve, question = (
        page.get_by_role("button", name="Approve: full refund, NOK 7,490.00"),
        page.get_by_role("dialog"),
    )
    approve.click()
    expect(question).to_contain_text("full refund, NOK 7,490.00?")
    expect(question).to_contain_text("which is cancelled")
    page.keyboard.press("Enter")  # what is before whoever presses on by mistake is the way back
    expect(question).to_have_count(0)
    assert house.case(number).status == CaseStatus.REVIEW

    approve.click()
    question.get_by_role("button", name="Yes, approve it").click()
    expect(page.locator(".said.once")).to_contain_text("Decided")
    assert house.case(number).status == CaseStatus.CARRYING_OUT


def test_what_is_refused_is_told_where_it_can_be_seen(house, window):
    number, _ = house.review(PAYS)
    page, beside = window("anna").page, window("siri").page
    for each in (page, beside):
        each.goto(f"/desk/cases/{number}")
    page.route("**/state", lambda route: route.abort())  # the news that would replace what is asked about comes late
    page.get_by_role("button", name="Approve: ").click()
    beside.get_by_role("button", name="Approve: ").click()
    beside.get_by_role("button", name="Yes, approve it").click()
    expect(beside.locator(".said.once")).to_contain_text("Decided")
    page.get_by_role("button", name="Yes, approve it").click()
    expect(page.locator("#fault .fault")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
