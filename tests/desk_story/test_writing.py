"""Answers that were prepared, and a desk that is worked by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from amends.db.desk_tables import DeskCaseRow
from tests.conversations.customer import Customer
from tests.desk_story.claims import claims_unseen
from tests.desk_story.conftest import Arrives, SignsIn
from tests.desk_story.ending import case_of
from tests.desk_story.records import case
from tests.stack import Stack


def test_a_prepared_answer_is_in_the_customers_language_with_their_own_particulars(
    arrives: Arrives, signs_in: SignsIn, system: Stack
) -> None:
    visitor = arrives("norrnet", "nb")
    visitor.talk(("NN-10002, ola.berg@example.com", "Hva gikk galt"))
    visitor.press("Jeg vil avbestille")
    visitor.talk(("Jeg trenger det ikke lenger", "Hvilken tjeneste|saksnummer"))
    visitor.at_rest()
    number = case_of(system, visitor.conversation()["id"]).number
    anna = signs_in("anna")
    anna.goes_to(number)
    field = anna.page.locator("#answer")
    expect(field).to_have_attribute("placeholder", re.compile("Answer in Norwegian"))
    anna.page.select_option("#canned", label="welcome")
    welcome = f"Hei Ola Berg, dette er Anna Vik hos NorrNet Services. Jeg har lest saken din {number} og ser på den nå."
    expect(field).to_have_value(welcome)
    field.press_sequentially(" Takk for bildet.")
    anna.page.select_option("#canned", label="anything else")
    both = f"{welcome} Takk for bildet. Er det noe mer jeg kan hjelpe deg med?"
    expect(field).to_have_value(both)
    field.press("Control+Enter")
    visitor.reads(both)
    expect(field).to_have_value("")


def test_the_keys_that_the_help_lists_do_what_it_says(signs_in: SignsIn, system: Stack) -> None:
    customer, number = claims_unseen(
        system, "I want to cancel my VPN access because it is too slow, IT-20005, clara.vogel@example.com", "itnet"
    )
    siri = signs_in("siri")
    page, keys = siri.page, siri.page.keyboard
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()
    keys.press("/")
    keys.type("IT-20005")
    keys.press("Escape")
    expect(page.locator("#search")).not_to_be_focused()
    page.goto("/desk?merchant=itnet&q=IT-20005")
    keys.press("j")
    expect(page.locator("tr.here")).to_contain_text(number)
    with page.expect_navigation():
        keys.press("Enter")

    keys.press("n")
    expect(page.locator("#note")).to_be_focused()
    keys.press("Escape")
    keys.press("t")
    siri.is_told("You have the chat")
    keys.press("r")
    keys.type("I am looking into it")
    keys.press("Control+Enter")
    siri.reads("agent", "I am looking into it")
    keys.press("Escape")
    keys.press("h")
    siri.is_told("The bot has the chat again")
    for key, title in (("s", "Supervision"), ("a", "Audit"), ("q", "Queue")):
        with page.expect_navigation():
            keys.type(f"g{key}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    customer.close()


def test_the_claim_key_takes_the_marked_case_and_no_other(signs_in: SignsIn, system: Stack) -> None:
    customer, number = claims_unseen(
        system, "My VPN access was never activated, IT-20004, milan.peters@example.com", "itnet"
    )
    siri = signs_in("siri")
    page = siri.page
    page.goto("/desk?view=free")
    page.keyboard.press("c")
    marks(page, number)

    # Somebody who asks for a person is answered sooner, so this case comes in above the marked one.
    hurried = Customer(system.settings.public_url, "norrnet")
    hurried.say("The network monitoring was never switched on")
    hurried.press("Talk to a person")
    above = case_of(system, hurried.id)
    siri.finds(above.number)
    expect(page.locator("tr.here")).to_contain_text(number)
    expect(page.get_by_role("link", name=number)).to_be_focused()
    page.keyboard.press("c")
    siri.is_told("The case is yours")
    expect(page).to_have_url(re.compile("view=free"))
    assert (has(system, number), has(system, above.number)) == ("Siri Dahl", None)

    page.goto("/desk")
    marks(page, number)
    page.keyboard.press("c")  # it is hers already
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=number)).to_be_visible()
    assert has(system, above.number) is None
    customer.close()
    hurried.close()


def marks(page: Page, number: str) -> None:
    """Go down the queue by key until the case is marked."""
    expect(page.locator("tbody tr", has_text=number)).to_be_visible()
    for _ in range(page.locator("tbody tr").count()):
        page.keyboard.press("j")
        if number in page.locator("tr.here").inner_text():
            return
    pytest.fail(f"{number} is not marked")


def has(system: Stack, number: str) -> str | None:
    """Whose case it is."""
    with system.database.read() as session:
        desk = session.get(DeskCaseRow, case(system, number).id)
        return None if desk is None else desk.assigned_name
