"""An agent at work in a real browser, and what the customer gets of it through the chat API's own log."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from amends import clock
from amends.accounts import account
from amends.db.tables import CaseRow, MailRow, RemedyRow
from tests.web_desk.house import Face, review_scenarios
from tests.web_desk.xss import FORMULAS
from web.desk.csv_export import harmless, sheet
from web.events import read_page


@pytest.fixture
def at_work(house, window):
    """Anna, on the page of a case."""
    number, chat = house.review()
    seen = window("anna")
    seen.page.goto(f"/desk/cases/{number}")
    return seen.page, number, chat


def said(house, chat, author):
    return [text for kind, who, text in house.events(chat) if who == author and text]


def test_the_chat_is_taken_over_answered_and_handed_back(house, at_work):
    page, _, chat = at_work
    page.get_by_role("button", name="Take over the chat").click()
    page.locator(".said", has_text="You have the chat").wait_for()
    assert house.chat(chat).owner == "person"
    page.fill("#answer", "Hello, this is Anna.")
    page.get_by_role("button", name="Send").click()
    page.locator("#transcript .says.agent", has_text="Hello, this is Anna.").wait_for()
    expect(page.locator("#answer")).to_have_value("")
    assert said(house, chat, "agent") == ["Hello, this is Anna."]
    page.get_by_role("button", name="Hand back to the bot").click()
    page.locator(".said", has_text="The bot has the chat again").wait_for()
    assert house.chat(chat).owner == "bot"


def test_what_the_customer_writes_appears_by_itself(house, at_work):
    page, _, chat = at_work
    house.says(chat, "Are you still there?")
    page.locator("#transcript .says.customer", has_text="Are you still there?").wait_for()


def test_a_prepared_answer_fills_the_field_and_nothing_is_sent_yet(house, at_work):
    page, _, chat = at_work
    before = house.events(chat)
    page.select_option("#canned", index=1)
    assert page.input_value("#answer")
    assert house.events(chat) == before


def test_a_refused_answer_stays_in_its_field(house, at_work):
    page, _, chat = at_work
    page.fill("#answer", "\u2003")
    page.get_by_role("button", name="Send").click()
    page.locator("#fault", has_text="Nothing was sent").wait_for()
    assert said(house, chat, "agent") == []


def test_colleagues_see_each_other_at_the_same_case(house, at_work, window):
    page, number, _ = at_work
    siri = window("siri").page
    siri.goto(f"/desk/cases/{number}")
    page.locator(".casehead", has_text="Siri Dahl is looking too").wait_for()
    siri.goto("/desk")
    siri.locator("tr", has_text="Anna Vik is looking").wait_for()


def test_a_new_case_appears_in_an_open_queue(house, window):
    page = window("anna").page
    number, _ = house.review()
    page.locator("tr", has_text=number).wait_for()


def test_a_case_is_found_by_number_order_address_and_words(house, window):
    number, _ = house.review(face=Face(said="My rødgrød is 100% cold_", email="zoe.needle@example.com"))
    house.review()
    order = house.case(number).order_number
    page = window("anna").page
    for q in (number, number.lower().replace("-", " "), order, "zoe.needle", "rødgrød", "100%", "cold_"):
        page.fill("#search", q)
        with page.expect_navigation():
            page.press("#search", "Enter")
        assert page.locator("tbody tr").count() == 1, q
        assert page.locator("tbody tr", has_text=number).count() == 1, q


def test_a_case_is_found_by_what_people_answered_and_noted(house, at_work):
    page, number, _ = at_work
    house.review()
    page.fill("#answer", "The parcel is in Tromsø")
    page.get_by_role("button", name="Send").click()
    page.locator("#transcript .says.agent", has_text="Tromsø").wait_for()
    add_note(page, "Spoke to their bank, extension 4471")
    for q in ("in Tromsø", "extension 4471"):
        page.goto(f"/desk?q={q}")
        assert page.locator("tbody tr").count() == 1, q
        assert page.locator("tbody tr", has_text=number).count() == 1, q


def test_a_case_without_an_order_says_what_can_be_done_and_offers_it(house, window):
    number, _ = house.review(decided=False)
    with house.database.begin() as session:
        case = session.query(CaseRow).filter_by(number=number).one()
        case.order_number = case.email = None
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.get_by_text("Answer the customer, or close the case.").wait_for()
    assert page.locator("summary", has_text="Ask for information").count() == 0
    page.locator("summary", has_text="Close without a remedy").click()
    page.locator("#c-text").wait_for()


def test_notes_and_labels_stay_among_colleagues(house, at_work):
    page, number, chat = at_work
    add_note(page, "Called the bank")
    page.locator("summary", has_text="Labels").click()
    page.fill("#l-new", "bank")
    with page.expect_navigation():  # the label comes before it, by the page's own events
        page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".casehead .tag", has_text="bank").wait_for()
    assert not any("bank" in text for _, _, text in house.events(chat))
    page.goto("/desk?label=bank")
    assert page.locator("tr", has_text=number).count() == 1


def add_note(page, text):
    """The note comes by the page's own events, and by the way back to the page, in either order."""
    page.fill("#note", text)
    with page.expect_navigation():
        page.get_by_role("button", name="Add note").click()
    page.locator(".note-here", has_text=text).wait_for()


def grantable():
    """A case in review whose order holds money and no dispute."""
    return next(each for each in review_scenarios() if each.decides not in {"N01", "N02"})


def grant(page, amount):
    page.locator("summary", has_text="Grant another remedy").click()
    page.select_option("#g-remedy", "partial_refund")
    page.fill("#g-amount", amount)
    page.select_option("#g-reason", index=1)
    page.locator("details", has_text="Grant another remedy").get_by_role("button", name="Grant").click()


def test_a_remedy_of_a_person_goes_through_the_ledger_and_is_told(house, window):
    number, chat = house.review(grantable())
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    grant(page, "10,50")
    page.locator(".said", has_text="Decided").wait_for()
    with house.database.read() as session:
        remedy = session.query(RemedyRow).one()
        assert (remedy.kind, remedy.amount_minor, remedy.state) == ("refund", 1050, "requested")
        assert session.query(MailRow).count() == 0  # it is mailed when it is done
    assert any("10.50" in text for text in said(house, chat, "agent"))


def test_more_than_was_paid_is_refused_and_what_was_typed_stays(house, window):
    number, _ = house.review(grantable())
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    grant(page, "999999")
    page.locator("#fault .fault").wait_for()
    assert page.input_value("#g-amount") == "999999"
    with house.database.read() as session:
        assert session.query(RemedyRow).count() == 0


def test_an_amount_is_asked_for_a_remedy_that_has_one(house, window):
    number, _ = house.review(grantable())
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("summary", has_text="Grant another remedy").click()
    page.select_option("#g-remedy", "partial_refund")
    page.locator("#g-amount").wait_for()
    page.select_option("#g-remedy", "cancellation")
    page.locator("#g-amount").wait_for(state="hidden")


def test_signing_out_ends_the_session_in_every_window(house, at_work):
    page, number, _ = at_work
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/desk/sign-in")
    page.goto(f"/desk/cases/{number}")
    assert page.url.endswith(f"/desk/sign-in?next=/desk/cases/{number}")


def test_a_disabled_account_is_out_at_the_next_step(house, at_work):
    page, number, _ = at_work
    page.goto("about:blank")  # or the page might find out by itself, and go to sign in, at that moment
    with house.database.begin() as session:
        account.disable(session, "anna@example.com", house.now)
    page.goto(f"/desk/cases/{number}")
    assert "/desk/sign-in" in page.url


def test_the_export_holds_the_cases_of_the_filter_as_text(house, window):
    number, _ = house.review(face=Face(email="=1+1@example.com"), due=timedelta(hours=1))
    page = window("siri").page
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["number"] for row in rows] == [number]
    assert rows[0]["e-mail"] == "'=1+1@example.com"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_field_begins_as_a_formula(text):
    first = next(csv.reader(io.StringIO(sheet([(text,)]).decode("utf-8-sig"))))[0]
    assert not first.lstrip(" \u200b").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["AM-7K21901", "ola.berg@example.com", "12.50", "", "Zoë"])
def test_ordinary_fields_stay_as_they_are(text):
    assert harmless(text) == text


def test_the_customer_sees_that_a_person_is_writing(house, at_work):
    page, _, chat = at_work
    before = clock.now()
    at_that_moment = replace(house.web.deps, clock=lambda: before)
    assert not read_page(at_that_moment, chat, 0).typing
    with page.expect_response("**/typing"):
        page.locator("#answer").press_sequentially("Hel")
    assert read_page(at_that_moment, chat, 0).typing
