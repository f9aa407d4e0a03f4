"""What an agent writes outlives their session, and nobody else reads it."""

import pytest
from playwright.sync_api import expect

from amends.db.tables import DeskSessionRow
from tests.web_desk.house import PASSWORD
from tests.web_desk.test_order_now import grantable
from tests.web_desk.test_windows import hide

SIGNED_OUT = "You were signed out"


@pytest.fixture
def at_case(house, window):
    """Anna, on the page of a case."""
    number, chat = house.review()
    seen = window("anna")
    seen.page.goto(f"/desk/cases/{number}")
    return seen.page, number, chat


def end_sessions(house, page):
    """As the idle time-out does; the page looks at once, for it was turned to."""
    hide(page)
    with house.database.begin() as session:
        session.query(DeskSessionRow).delete()
    hide(page, False)


def sign_in_again(page, who="anna"):
    page.fill("#email", f"{who}@example.com")
    page.fill("#password", PASSWORD)
    page.click("button.main")


def test_an_answer_is_kept_over_a_sign_in_that_leads_back_to_it(house, at_case):
    page, number, _ = at_case
    page.fill("#answer", "Half an answer")
    page.fill("#note", "Half a note")
    end_sessions(house, page)
    page.locator("#fault", has_text=SIGNED_OUT).wait_for()
    assert page.input_value("#answer") == "Half an answer"
    page.get_by_role("link", name="Sign in again").click()
    sign_in_again(page)
    page.wait_for_url(f"**/desk/cases/{number}")
    assert page.input_value("#answer") == "Half an answer"
    assert page.input_value("#note") == "Half a note"
    page.get_by_role("button", name="Send").click()
    page.locator("#transcript .says.agent", has_text="Half an answer").wait_for()
    expect(page.locator("#answer")).to_have_value("")
    page.reload()
    assert page.input_value("#answer") == ""
    assert page.input_value("#note") == "Half a note"


def test_a_draft_that_was_put_back_locks_nothing(house, window):
    number, _ = house.review(grantable(), decided=False)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("summary", has_text="Grant another remedy").wait_for()
    page.fill("#note", "Half a note")
    page.locator("summary", has_text="Close without a remedy").click()
    page.fill("#c-text", "Half a farewell")
    page.goto("/desk")
    page.goto(f"/desk/cases/{number}")
    page.locator("summary", has_text="Grant another remedy").wait_for()
    assert (page.input_value("#note"), page.input_value("#c-text")) == ("Half a note", "Half a farewell")
    assert page.locator("#stale").is_hidden()


def test_sending_without_a_session_says_so_and_loses_nothing(house, at_case):
    page, number, chat = at_case
    page.fill("#answer", "The whole answer")
    with house.database.begin() as session:
        session.query(DeskSessionRow).delete()
    page.get_by_role("button", name="Send").click()
    page.locator("#fault", has_text=SIGNED_OUT).wait_for()
    page.get_by_role("link", name="Sign in again").click()
    sign_in_again(page)
    page.wait_for_url(f"**/desk/cases/{number}")
    assert page.input_value("#answer") == "The whole answer"
    assert not any(author == "agent" for _, author, _ in house.events(chat))


def test_a_page_on_which_nothing_is_written_goes_to_sign_in_and_comes_back(house, at_case):
    page, number, _ = at_case
    end_sessions(house, page)
    page.wait_for_url(f"**/desk/sign-in?next=%2Fdesk%2Fcases%2F{number}")
    sign_in_again(page)
    page.wait_for_url(f"**/desk/cases/{number}")


def test_a_queue_comes_back_as_it_was_narrowed(house, window):
    page = window("anna").page
    page.goto("/desk?view=mine&q=bank")
    end_sessions(house, page)
    page.wait_for_url("**/desk/sign-in?next=*")
    sign_in_again(page)
    page.wait_for_url("**/desk?view=mine&q=bank")


def test_somebody_else_who_signs_in_reads_nothing_of_it(house, at_case):
    page, number, _ = at_case
    page.fill("#answer", "Between Anna and the customer")
    end_sessions(house, page)
    page.get_by_role("link", name="Sign in again").click()
    for who in ("siri", "anna"):
        sign_in_again(page, who)
        page.wait_for_url(f"**/desk/cases/{number}")
        assert page.input_value("#answer") == ""
        end_sessions(house, page)
        page.wait_for_url("**/desk/sign-in?next=*")


def test_a_window_that_was_shown_to_somebody_else_is_loaded_anew(house, at_case):
    page, _, _ = at_case
    page.fill("#answer", "Between Anna and the customer")
    hide(page)
    other = page.context.new_page()
    with house.database.begin() as session:
        session.query(DeskSessionRow).delete()
    other.goto("/desk/sign-in")
    sign_in_again(other, "siri")
    other.wait_for_url("**/desk")
    hide(page, False)
    page.locator(".who", has_text="Siri Dahl").wait_for()
    assert page.input_value("#answer") == ""


def test_signing_out_forgets_what_was_written_in_every_window(house, at_case):
    page, number, _ = at_case
    page.fill("#answer", "Never sent")
    hide(page)
    other = page.context.new_page()
    other.goto("/desk")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/desk/sign-in")
    expect(page.locator("#answer")).to_have_value("")
    hide(page, False)
    page.wait_for_url("**/desk/sign-in?next=*")
    sign_in_again(page)
    page.wait_for_url(f"**/desk/cases/{number}")
    assert page.input_value("#answer") == ""


def test_a_form_of_an_earlier_session_says_what_to_do_and_loses_nothing(house, at_case):
    page, _, _ = at_case
    page.fill("#answer", "Still here")
    hide(page)
    other = page.context.new_page()
    with house.database.begin() as session:
        session.query(DeskSessionRow).delete()
    other.goto("/desk/sign-in")
    sign_in_again(other)
    other.wait_for_url("**/desk")
    page.get_by_role("button", name="Send").click()
    page.locator("#fault", has_text="Load the page again").wait_for()
    page.reload()
    assert page.input_value("#answer") == "Still here"
