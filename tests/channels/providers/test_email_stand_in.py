"""The stand-in for a mail provider, to our channel, to Python's own clients, and to whoever has no business there."""

import imaplib
import smtplib
import threading
from contextlib import contextmanager

import pytest

from amends.channels.outgoing import Part
from amends.channels.providers.email import EmailChannel
from amends.channels.received import Files, Text
from demo.phones.carriers import email_credentials
from demo.providers.email import EmailStandIn
from tests.web.server import until

KIM, EVE = "kim@mail.example", "eve@mail.example"


@pytest.fixture
def provider():
    with EmailStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def channel(provider):
    """It would look by itself once in a minute."""
    return EmailChannel(email_credentials(provider), look_s=60)


@contextmanager
def heard(channel):
    taken, over = [], threading.Event()
    thread = threading.Thread(target=channel.listen, args=(taken.extend, over.is_set), daemon=True)
    thread.start()
    yield taken
    over.set()
    thread.join(30)
    assert not thread.is_alive()


def test_a_first_mail_its_answer_and_the_answer_to_that_are_one_thread(provider, channel):
    with heard(channel) as taken:
        provider.say(KIM, "Where is my order æ?", "NN-10006")
        until(lambda: taken)
        first = taken[0]
        channel.send(KIM, Part("It is on its way.", "en", subject="NN-10006", answers=first.key), "1-0", first.thread)
        provider.say(KIM, "Thanks")
        until(lambda: len(taken) == 2)
    assert (first.what, first.subject) == (Text("Where is my order æ?"), "NN-10006")
    assert (taken[1].what, taken[1].thread) == (Text("Thanks"), first.thread)
    [sent] = provider.sent_to(KIM)
    assert (sent.text, sent.raw["subject"]) == ("It is on its way.", "Re: NN-10006")
    assert provider.sent_to(EVE) == []
    assert provider.mailbox.unseen() == 0


def test_a_picture_is_fetched_as_it_was_sent(provider, channel):
    raw = bytes(range(256)) * 1200
    with heard(channel) as taken:
        provider.photo(KIM, raw, "the receipt")
        until(lambda: taken)
    assert isinstance(taken[0].what, Files)
    assert taken[0].what.caption == "the receipt"
    assert channel.fetch(taken[0].what.files[0]) == raw


def test_a_subject_begins_another_thread(provider, channel):
    with heard(channel) as taken:
        provider.say(KIM, "one", "First")
        until(lambda: taken)
        channel.send(KIM, Part("answer", "en", subject="First", answers=taken[0].key), "1-0", taken[0].thread)
        provider.say(KIM, "two", "Second")
        until(lambda: len(taken) == 2)
    assert taken[0].thread != taken[1].thread
    assert taken[1].continues == ()


def test_what_a_mail_server_refuses_is_refused(provider):
    with imaplib.IMAP4("127.0.0.1", provider.imap_port, timeout=60) as server:
        server.send(b'a1 SELECT "INBOX"\r\n')
        assert server.readline() == b"a1 BAD log in first\r\n"
        with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
            server.login(provider.address, "another")
        server.login(provider.address, provider.password)
        assert server.select("Archive")[0] == "NO"
        assert server.select("INBOX")[0] == "OK"
        for wrong in ("BEFORE 1-Jan-2026", "LARGER 5"):
            with pytest.raises(imaplib.IMAP4.error, match="unknown search key"):
                server.uid("SEARCH", wrong)
        with pytest.raises(imaplib.IMAP4.error, match="unknown UID command"):
            server.uid("COPY", "1", "Archive")


def test_nobody_else_sends_for_the_shop(provider):
    with smtplib.SMTP("127.0.0.1", provider.smtp_port, timeout=60) as server:
        with pytest.raises(smtplib.SMTPSenderRefused):
            server.sendmail(provider.address, [KIM], b"Subject: hello\r\n\r\nhello")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            server.login(provider.address, "another")
    assert provider.sent == []
