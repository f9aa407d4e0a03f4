"""Conversations in the window, from the first word to the outcome, whatever happens to page, tab and server."""

import re

from playwright.sync_api import expect

from amends.db.tables import MailRow
from tests.stack import Stack
from tests.widget.browser import ANSWER_MS, Visitor
from tests.widget.conftest import Arrives, agent_says

ORDER = ("NN-10006", "kari.holm@example.com")


def test_a_duplicate_payment_is_paid_back(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    visitor.shot("01-opened")
    visitor.talk(("My card shows the amount twice", "order number"), (ORDER[0], "Which e-mail"))
    visitor.shot("02-asked")
    visitor.talk((ORDER[1], r"Pay NOK\s490.00 back"))
    visitor.shot("03-asked-before-it-pays")
    visitor.press("Yes, please")
    visitor.reads(re.compile(r"has been made: NOK\s490\.00"))
    visitor.at_rest()
    visitor.shot("04-refunded")

    visitor.dialog.get_by_role("button", name="More").click()
    visitor.shot("05-menu")
    visitor.dialog.get_by_role("button", name="E-mail me this conversation").click()
    visitor.reads("A copy of this conversation is on its way")
    with system.database.read() as session:
        mails = [mail for mail in session.query(MailRow) if mail.recipient == ORDER[1]]
    assert any("My card shows the amount twice" in mail.text for mail in mails)


def test_who_is_known_withdraws_with_the_button_that_is_always_there(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"), ("NN-10043", "Which e-mail"))
    visitor.say("ola.berg@example.com")
    visitor.dialog.get_by_role("button", name="Withdraw from contract here").click()
    visitor.reads("about to withdraw")
    visitor.shot("06-withdrawal")
    visitor.press("Confirm withdrawal")
    visitor.reads("Your withdrawal was received")
    visitor.reads("590.00")


def test_the_withdrawal_button_goes_when_the_right_has_ended(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"), ("NN-10038", "Which e-mail"))
    expect(visitor.dialog.get_by_role("link", name="Withdraw from contract here")).to_be_visible()
    visitor.say("kari.holm@example.com")
    for role in ("link", "button"):
        expect(visitor.dialog.get_by_role(role, name="Withdraw from contract here")).to_have_count(0, timeout=ANSWER_MS)


def test_a_person_is_one_press_away(visitor: Visitor) -> None:
    visitor.open()
    visitor.call_a_person()
    visitor.reads(re.compile("person|colleague", re.I))
    assert visitor.own() == ["Talk to a person"]


def test_a_reload_in_the_middle_loses_nothing(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"), ("NN-10009", "Which e-mail"))
    before = visitor.log.locator(".bubble").all_inner_texts()
    visitor.page.reload()
    visitor.open()
    visitor.reads(re.compile("Which e-mail"))
    assert visitor.log.locator(".bubble").all_inner_texts() == before
    visitor.talk(("sofie.lund@example.com", "service"))


def test_two_tabs_show_one_conversation(arrives: Arrives) -> None:
    one = arrives()
    other = arrives(beside=one)
    one.launcher.click()
    other.launcher.click()
    one.reads("welcome")
    other.reads("welcome")
    assert one.conversation()["id"] == other.conversation()["id"]
    one.say("I was charged twice")
    other.reads("order number")
    expect(other.log.locator(".own .bubble")).to_have_text(["I was charged twice"])
    other.say("NN-10009")
    one.reads("Which e-mail")
    assert one.own() == other.own() == ["I was charged twice", "NN-10009"]


def test_a_server_that_is_away_gets_the_message_when_it_is_back(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    system.kill("web")
    try:
        visitor.say("NN-10009")
        expect(visitor.dialog.locator(".banner")).to_contain_text("connection was lost", timeout=ANSWER_MS)
        visitor.shot("06-server-away")
    finally:
        system.begin("web")
    visitor.reads("Which e-mail")
    visitor.at_rest()
    assert visitor.own() == ["I was charged twice", "NN-10009"]
    expect(visitor.dialog.locator(".banner")).to_be_hidden(timeout=ANSWER_MS)


def test_where_streams_are_held_back_it_asks_instead(visitor: Visitor) -> None:
    visitor.page.route("**/stream*", lambda route: route.abort())
    visitor.open()
    visitor.talk(("I was charged twice", "order number"), ("NN-10009", "Which e-mail"))
    expect(visitor.dialog.locator(".banner")).to_be_hidden(timeout=ANSWER_MS)
    visitor.problems.clear()  # the browser reports each stream that the test cut off


def test_a_tab_that_was_not_looked_at_catches_up(visitor: Visitor, system: Stack) -> None:
    visitor.page.clock.install()
    visitor.open()
    look = "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
    look += "document.dispatchEvent(new Event('visibilitychange')) }"
    visitor.page.evaluate(look, True)
    visitor.page.clock.fast_forward(61_000)
    agent_says(system, visitor.conversation()["id"], "Are you still there?")
    visitor.page.wait_for_timeout(700)
    expect(visitor.log.get_by_text("Are you still there?")).to_have_count(0)
    visitor.page.evaluate(look, False)
    visitor.reads("Are you still there?")


def test_what_is_written_offline_is_kept_and_sent_afterwards(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.context.set_offline(True)
    expect(visitor.dialog.locator(".banner")).to_contain_text("You are offline")
    visitor.say("I was charged twice")
    visitor.say("NN-10009")
    expect(visitor.log.locator(".own.waiting")).to_have_count(2)
    visitor.shot("07-offline")
    assert visitor.violations() == []
    visitor.page.context.set_offline(False)
    visitor.reads("Which e-mail")
    visitor.at_rest()
    assert visitor.own() == ["I was charged twice", "NN-10009"]


def test_what_was_not_sent_survives_a_reload(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route("**/messages", lambda route: route.abort())
    visitor.say("I was charged twice")
    expect(visitor.log.locator(".own")).to_have_count(1)
    visitor.page.unroute("**/messages")
    visitor.page.reload()
    visitor.open()
    visitor.reads("order number")
    assert visitor.own() == ["I was charged twice"]
    visitor.problems.clear()  # the browser reports each request that the test cut off


def test_what_shows_nothing_is_not_sent(visitor: Visitor) -> None:
    visitor.open()
    send = visitor.dialog.get_by_role("button", name="Send")
    visitor.box.fill("\u200b \u2060\u3164")
    expect(send).to_be_disabled()
    visitor.box.press("Enter")
    expect(visitor.log.locator(".own")).to_have_count(0)
    visitor.box.fill("\u200bI was charged twice")
    expect(send).to_be_enabled()
    visitor.box.press("Enter")
    visitor.reads("order number")
    assert len(visitor.own()) == 1


def test_a_refused_message_can_be_tried_again_or_removed(visitor: Visitor) -> None:
    visitor.open()
    refusal = '{"type": "urn:amends:problem:invalid-message"}'
    visitor.page.route("**/messages", lambda route: route.fulfill(status=422, body=refusal))
    visitor.say("I was charged twice")
    expect(visitor.log.get_by_text("Not sent.")).to_be_visible()
    visitor.shot("08-failed")
    assert visitor.violations() == []
    visitor.page.unroute("**/messages")
    visitor.log.get_by_role("button", name="Try again").click()
    visitor.reads("order number")
    assert visitor.own() == ["I was charged twice"]
    visitor.problems.clear()  # the browser reports the refusal that the test made up


def test_what_an_employee_writes_arrives_by_itself(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    conversation = visitor.conversation()["id"]
    agent_says(system, conversation, "Hello, this is support. I am looking at NN-10020 now.")
    visitor.reads("I am looking at NN-10020")
    visitor.dialog.get_by_role("button", name="Close the chat").click()
    agent_says(system, conversation, "It is done.")
    expect(visitor.page.get_by_role("button", name="1 unread message")).to_be_visible(timeout=ANSWER_MS)
    visitor.shot("09-unread")
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="1 unread message")).to_be_visible(timeout=ANSWER_MS)
    visitor.open()
    visitor.reads("It is done.")
    visitor.dialog.get_by_role("button", name="Close the chat").click()
    expect(visitor.page.get_by_role("button", name="Open the chat", exact=True)).to_be_visible()


def test_a_removed_conversation_leaves_nothing_in_the_browser(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    before = visitor.conversation()["id"]
    visitor.dialog.get_by_role("button", name="More").click()
    visitor.dialog.get_by_role("button", name="End and remove").click()
    visitor.dialog.get_by_role("button", name="Really end it?").click()
    expect(visitor.log.locator(".own")).to_have_count(0)
    visitor.reads("welcome")
    assert visitor.conversation()["id"] != before


def test_a_conversation_that_the_server_forgot_begins_anew(visitor: Visitor) -> None:
    visitor.page.evaluate(
        "localStorage.setItem('amends:norrnet', JSON.stringify("
        "{id: 'cv_aaaaaaaaaaaaaaaaaaaaaaaaaa', secret: 'x', language: 'en', seen: 3, unsent: []}))"
    )
    visitor.page.reload()
    visitor.open()
    visitor.reads("welcome")
    visitor.talk(("I was charged twice", "order number"))
    visitor.problems.clear()  # the browser reports the 401
