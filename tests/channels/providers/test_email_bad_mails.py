"""Whatever lies in a mailbox: read, told or left for people; no machine is answered, and nothing is taken twice."""

import pytest

from amends.channels.providers import email_letters
from amends.channels.providers.email_letters import Mail
from amends.channels.received import Delivery, DeliveryState, Files, Text, Unreadable
from amends.errors import LetterRefused
from tests.channels.contract import Scene
from tests.channels.email_harness import KIM, SUPPORT, EmailHarness
from tests.channels.harness import AT
from tests.channels.providers.bad_mails import LEFT, OURS, PLAIN, SAID, UNREADABLE, bounce, raw
from tests.channels.providers.email_reading import read


def test_there_are_enough_of_them():
    assert len(LEFT) + len(SAID) + len(UNREADABLE) >= 60


@pytest.mark.parametrize("name", LEFT)
def test_what_is_no_customers_message_is_left_for_people(name):
    sent, reason = LEFT[name]
    with pytest.raises(LetterRefused) as refused:
        read(sent)
    assert refused.value.reason == reason


@pytest.mark.parametrize("name", SAID)
def test_what_a_customer_wrote_is_read_however_it_is_written(name):
    sent, text = SAID[name]
    received = read(sent)
    assert received.address == KIM
    assert received.what == Text(text)
    assert received.key


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told(name):
    received = read(UNREADABLE[name])
    assert (received.address, type(received.what)) == (KIM, Unreadable)


def test_of_a_mail_that_is_too_long_the_beginning_tells_who_wrote_it():
    received = email_letters.read(Mail("1:2", AT, 50_000_000, raw(body="x" * 9000)), SUPPORT)
    assert (received.address, type(received.what)) == (KIM, Unreadable)


def test_a_bounce_is_news_of_our_mail():
    assert read(bounce()).what == Delivery(
        OURS,
        DeliveryState.FAILED,
        "5.1.1",
        "The mail server said: 550 5.1.1 the address: Recipient address rejected: User unknown",
    )


@pytest.mark.parametrize("part", ["text/rfc822-headers", "message/rfc822"])
def test_a_bounce_may_hold_the_headers_alone(part):
    assert read(bounce(part=part)).what.of == OURS


def test_a_bounce_in_words_alone_is_one_too():
    sent = raw(
        "X-Failed-Recipients: kim@example.com",
        sender="Mail Delivery System <Mailer-Daemon@mx.example.com>",
        body=f"Not delivered:\r\n  kim@example.com\r\n    550 5.2.2 mailbox full\r\n\r\nMessage-ID: {OURS}",
    )
    assert read(sent).what == Delivery(
        OURS, DeliveryState.FAILED, "5.2.2", "The mail server said: 550 5.2.2 mailbox full"
    )


def test_an_absent_persons_answer_is_no_bounce():
    with pytest.raises(LetterRefused):
        read(raw("Return-Path: <>", "Auto-Submitted: auto-replied", f"In-Reply-To: {OURS}", body=f"I am away {OURS}"))


def test_a_confirmed_delivery_is_told():
    assert read(bounce("delivered", status="2.0.0")).what == Delivery(OURS, DeliveryState.DELIVERED)


@pytest.fixture
def scene(sqlite):
    scene = Scene(sqlite, EmailHarness())
    scene.inbound = type(scene.inbound)(
        scene.database, scene.inbound.threads, scene.stand_in, scene.watch, per_minute=1000
    )
    yield scene
    scene.stop()


def test_none_of_them_keeps_another_waiting_and_none_is_taken_twice(scene):
    """Each is delivered with an id of its own and all lie there at once; then the server forgets what was seen."""
    own = {name: sent for name, (sent, _) in {**LEFT, **SAID}.items()} | UNREADABLE
    for number, sent in enumerate(own.values()):
        scene.harness.imap.deliver((sent or b"\r\n").replace(b"<b1@example.com>", b"<b%d@example.com>" % number))
    scene.ask()
    taken = len(scene.deliveries())
    assert taken >= len(SAID) + len(UNREADABLE) - 2
    words = scene.words()
    assert PLAIN in words
    scene.harness.imap.unsee()
    scene.ask()
    assert (len(scene.deliveries()), scene.words()) == (taken, words)
    scene.do()
    assert {str(message["To"]) for message in scene.harness.smtp.messages} == {KIM}
    assert all(not isinstance(row.body.get("files"), Files) for row in scene.deliveries())
