"""Small things that a whole day at the desk meets."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from amends import clock
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.conversations import log
from amends.db.tables import ConversationRow
from tests.web_desk.house import Face, review_scenarios

DESK = ("answers", "macros", "teams", "automation", "rules")
LEAD = ("supervision", "quality", "reports", "policy")


@pytest.mark.parametrize("listed", [DESK, LEAD], ids=["desk", "lead"])
def test_pages_behind_one_word_of_the_bar_lead_to_each_other(window, listed):
    page = window("siri").page
    for path in listed:
        page.goto(f"/desk/{path}")
        ways = page.locator(".head nav.tabs").first.get_by_role("link")
        found = [each.get_attribute("href").partition("?")[0] for each in ways.all()]
        assert found == [f"/desk/{each}" for each in listed]
        expect(page.locator(".head nav.tabs").first.locator("[aria-current=page]")).to_have_count(1)


def test_a_picture_that_comes_late_does_not_hide_what_was_said_last(house, window):
    number, chat = house.review()
    with house.database.begin() as session:
        row = session.get_one(ConversationRow, chat)
        for at in range(3):
            file = {"id": f"f{at}", "name": "page.png", "pages": 1}
            body = {"text": "See here", "files": [file], "data": {"agent": "Anna Vik"}}
            log.append(session, row, kind="reply", author="agent", body=body, now=clock.now())
    house.says(chat, "This is what was said last")
    drawn = io.BytesIO()
    Image.new("RGB", (240, 240), "green").save(drawn, "PNG")
    page = window("anna").page
    page.route("**/thumb", lambda route: route.fulfill(body=drawn.getvalue(), content_type="image/png"))
    page.goto(f"/desk/cases/{number}")
    loaded = "[...document.querySelectorAll('#transcript img')].every((each) => each.complete && each.naturalHeight)"
    page.wait_for_function(loaded)
    box = page.locator("#transcript")
    page.wait_for_function("(box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2", arg=box.element_handle())


def test_no_choice_is_wider_than_its_form(house, window):
    twice = next(each for each in review_scenarios() if each.number == "NN-10007")
    number, _ = house.review(twice)
    page = window("anna", width=1440, height=900).page
    page.goto(f"/desk/cases/{number}")
    page.locator("summary", has_text="Grant another remedy").click()
    form = page.locator("#a-grant form").bounding_box()
    for each in page.locator("#a-grant select").all():
        box = each.bounding_box()
        assert box["x"] + box["width"] <= form["x"] + form["width"]


def test_an_entry_of_the_audit_log_is_a_card_on_a_telephone(house, window):
    house.review()
    page = window("siri", width=390, height=844).page
    page.goto("/desk/audit?merchant=norrnet")
    row = page.locator(".audit tbody tr", has_text="AM-").first
    assert row.bounding_box()["height"] < 110
    for place in ("who", "at", "what", "subject", "details"):
        box = row.locator(f".{place}").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_row_has_two_lines_whatever_the_address(house, window):
    long = "drift.og.forvaltning.fjordkontor@customers.example.com"
    number, _ = house.review(face=Face(email=long))
    page = window("anna", width=1440, height=900).page
    page.goto("/desk")
    row = page.locator("tbody tr", has_text=number)
    assert row.bounding_box()["height"] < 64
    expect(row.locator(".customer bdi").first).to_have_attribute("title", long)


def test_a_closed_case_says_since_when(house, window):
    number, _ = house.review()
    with house.database.begin() as session:
        case = session.merge(house.case(number))
        store.move(session, case, CaseStatus.DENIED, "agent", house.now)
    page = window("anna").page
    page.goto("/desk?view=closed")
    expect(page.locator("thead th").first).to_have_text("Closed")
    expect(page.locator("tbody tr", has_text=number).locator(".due-cell time")).to_be_visible()
