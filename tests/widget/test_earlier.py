"""Earlier conversations: found again, gone on with where that can be, and read where they are closed."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from amends import clock
from amends.db.tables import CaseRow, ConversationRow
from tests.stack import Stack
from tests.widget.browser import Visitor
from tests.widget.conftest import Arrives
from tests.widget.test_signed_identity import signed_in

__all__ = ["signed_in"]


def menu(visitor: Visitor, title: str) -> None:
    visitor.dialog.get_by_role("button", name="More", exact=True).click()
    visitor.dialog.get_by_role("button", name=title, exact=True).click()


def entries(visitor: Visitor) -> list[str]:
    listed = visitor.dialog.get_by_role("region", name="Earlier conversations").get_by_role("listitem")
    expect(listed.first).to_be_visible()
    return [text.replace("\n", " | ") for text in listed.all_inner_texts()]


def test_a_browser_finds_its_own_and_goes_on_with_one(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice, this is the first", "order number"))
    first = visitor.conversation()["id"]
    menu(visitor, "New conversation")
    visitor.reads("welcome")
    expect(visitor.log.locator(".own")).to_have_count(0)
    assert visitor.conversation()["id"] != first
    visitor.talk(("I want to cancel, this is the second", "order number"))
    menu(visitor, "Earlier conversations")
    found = entries(visitor)
    assert "this is the second" in found[0]
    assert "Open now" in found[0]
    assert "this is the first" in found[1]
    assert visitor.violations() == []
    visitor.shot("26-earlier")
    visitor.dialog.get_by_role("listitem").nth(1).get_by_role("button").click()
    visitor.reads("order number")
    assert visitor.own() == ["I was charged twice, this is the first"]
    expect(visitor.box).to_be_focused()
    visitor.talk(("NN-10009", "Which e-mail"))
    visitor.page.reload()
    visitor.open()
    assert visitor.own() == ["I was charged twice, this is the first", "NN-10009"]


def test_the_list_is_used_by_keyboard_and_left_by_escape(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    menu(visitor, "Earlier conversations")
    expect(visitor.dialog.get_by_role("heading", name="Earlier conversations")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.box).to_be_focused()
    menu(visitor, "Earlier conversations")
    visitor.dialog.get_by_role("button", name="Back to the conversation").click()
    expect(visitor.box).to_be_focused()


def test_a_new_one_leaves_none_behind_in_which_nothing_was_said(visitor: Visitor) -> None:
    visitor.open()
    first = visitor.conversation()["id"]
    menu(visitor, "New conversation")
    visitor.reads("welcome")
    assert visitor.conversation()["id"] == first
    menu(visitor, "Earlier conversations")
    expect(visitor.dialog.get_by_text("no earlier conversations")).to_be_visible()


def test_a_closed_one_is_there_to_read(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    visitor.call_a_person()
    visitor.reads(re.compile("person|colleague", re.I))
    closed = visitor.conversation()["id"]
    menu(visitor, "New conversation")
    visitor.reads("welcome")
    closes(system, closed)
    menu(visitor, "Earlier conversations")
    visitor.dialog.get_by_role("listitem").get_by_role("button").click()
    expect(visitor.dialog.get_by_text("This conversation is closed")).to_be_visible()
    expect(visitor.box).to_have_count(0)
    expect(visitor.log.locator(".choice")).to_have_count(0)
    expect(visitor.dialog.get_by_role("link", name="Withdraw from contract here")).to_be_visible()
    assert visitor.violations() == []
    visitor.shot("27-closed")
    visitor.dialog.locator(".closed").get_by_role("button", name="New conversation").click()
    visitor.reads("welcome")
    expect(visitor.box).to_be_visible()


def closes(system: Stack, conversation: str) -> None:
    """Its cases were closed long ago, and nobody has written since."""
    long_ago = clock.now() - timedelta(days=3)
    with system.database.begin() as session:
        row = session.get_one(ConversationRow, conversation)
        row.owner, row.last_event_at = "bot", long_ago
        for case in session.query(CaseRow).filter_by(conversation_id=conversation):
            case.status, case.closed_at, case.due_at = "resolved", long_ago, None


def test_what_is_removed_from_the_device_is_not_found_again(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    menu(visitor, "New conversation")
    visitor.reads("welcome")
    visitor.talk(("I want to cancel", "order number"))
    menu(visitor, "End and remove from this device")
    visitor.dialog.get_by_role("button", name="Really end it? Press again").click()
    visitor.reads("welcome")
    menu(visitor, "Earlier conversations")
    expect(visitor.dialog.get_by_text("no earlier conversations")).to_be_visible()


def test_who_is_vouched_for_finds_theirs_in_another_browser(signed_in, arrives: Arrives) -> None:
    first = signed_in(timedelta(hours=1), "customer-90")
    first.talk(("I was charged twice, this is Kari", "order number"))
    first.page.evaluate("localStorage.clear()")
    again = signed_in(timedelta(hours=1), "customer-90")
    menu(again, "Earlier conversations")
    (found,) = entries(again)
    assert "this is Kari" in found
    again.dialog.get_by_role("listitem").get_by_role("button").click()
    again.reads("order number")
    again.talk(("NN-10009", "service|order|e-mail"))
    other = signed_in(timedelta(hours=1), "customer-91")
    menu(other, "Earlier conversations")
    expect(other.dialog.get_by_text("no earlier conversations")).to_be_visible()


def test_where_the_list_cannot_be_read_it_says_so(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route("**/history", lambda route: route.abort())
    menu(visitor, "Earlier conversations")
    expect(visitor.dialog.get_by_text("The chat cannot be reached at the moment")).to_be_visible()
    visitor.problems.clear()  # the browser reports the request that the test cut off


@pytest.mark.parametrize(
    ("language", "said", "title"),
    [("nl", "Er is iets mis", "Eerdere gesprekken"), ("nb", "Noe er galt", "Tidligere samtaler")],
)
def test_on_a_narrow_screen_it_fits(arrives: Arrives, language: str, said: str, title: str) -> None:
    visitor = arrives(viewport={"width": 320, "height": 568}).speaking(language).open()
    visitor.say(said)
    visitor.at_rest()
    visitor.dialog.locator("#menu-button").click()
    visitor.shot(f"28-menu-320-{language}")
    visitor.dialog.get_by_role("button", name=title).click()
    expect(visitor.dialog.get_by_role("heading", name=title)).to_be_visible()
    visitor.shot(f"29-earlier-320-{language}")
    assert visitor.violations() == []
