"""Out by SMTP, back by IMAP: with a real server of each."""

from email.message import EmailMessage

import pytest

from amends.db.job_kinds import JobKind
from amends.errors import HelpdeskUnavailable
from amends.helpdesks.mailbox import Mailbox
from tests.helpdesks.house import HELPDESK
from tests.helpdesks.imap import PASSWORD, USER
from tests.postgres import sqlite_url


@pytest.fixture
def database_url(tmp_path):
    """One database is enough here: what differs between the two is tested with outbound and inbound."""
    return sqlite_url(tmp_path)


@pytest.fixture
def house(open_house, imap):
    house = open_house("mail", imap.port)
    house.imap = imap
    return house


def sent(house):
    """(case number, the message that the helpdesk got)"""
    number = house.desk.reviewed()
    house.work()
    [message] = [message for message in house.receiver.messages if message["To"] == HELPDESK]
    return number, message


def answering(message, text="We refund it.", sender=HELPDESK, message_id="<a@support.example.com>"):
    """A reply as a mail program makes it: quoted, to the Reply-To address."""
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Message-ID"] = sender, message["Reply-To"], message_id
    reply["Subject"] = f"Re: {message['Subject']}"
    reply["In-Reply-To"] = message["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in message.get_content().splitlines())
    reply.set_content(f"{text}\n\nOn Tue, Amends wrote:\n{quoted}\n")
    return bytes(reply)


def poll(house):
    return house.helpdesks.mailboxes["norrnet"].poll()


def test_a_reply_to_the_case_reaches_the_customer_without_what_it_quotes(house):
    number, message = sent(house)
    house.imap.deliver(answering(message))
    assert poll(house) == 1
    house.work()
    assert house.desk.said(number, "agent") == ["We refund it."]
    assert "We refund it." in house.desk.mails()[-1].text
    [line] = house.timeline(number, "helpdesk_answer")
    assert line.actor == "helpdesk:mail"
    assert [entry.actor for entry in house.audited("helpdesk_answer")] == ["helpdesk:mail"]
    assert house.desk.talk(number).owner == "bot"  # a letter takes no chat over


def test_a_message_that_was_read_is_not_read_again_and_one_that_comes_twice_is_said_once(house):
    number, message = sent(house)
    house.imap.deliver(answering(message))
    assert [poll(house), poll(house)] == [1, 0]
    assert house.imap.unseen() == 0
    house.imap.unsee()
    house.imap.deliver(answering(message))
    assert poll(house) == 0
    house.work()
    assert house.desk.said(number, "agent") == ["We refund it."]


def test_an_answer_of_somebody_else_does_not_count_and_stays_for_people_to_see(house):
    number, message = sent(house)
    house.imap.deliver(answering(message, sender="eve@example.com"))
    assert poll(house) == 0
    house.work()
    assert house.desk.said(number, "agent") == []
    assert house.imap.unseen() == 0


def test_one_bad_message_does_not_hold_up_the_next(house):
    _, message = sent(house)
    house.imap.deliver(b"Subject: nothing\r\n\r\nat all\r\n")
    house.imap.deliver(answering(message))
    assert poll(house) == 1


def test_the_thread_at_the_helpdesk_stays_one(house):
    number, first = sent(house)
    house.desk.customer(house.desk.row(number).conversation_id, "any news?")
    house.work()
    more = [message for message in house.receiver.messages if message["To"] == HELPDESK][-1]
    assert more["In-Reply-To"] == first["Message-ID"] == more["References"]
    assert more["Subject"] == first["Subject"]
    assert more["Reply-To"] == first["Reply-To"]


def test_the_worker_looks_by_itself_and_goes_on_looking(house):
    number, message = sent(house)
    house.imap.deliver(answering(message))
    house.work(6, seconds=31)
    assert house.desk.said(number, "agent") == ["We refund it."]
    [job] = house.queued(JobKind.POLL_MAILBOX)
    assert job.state == "waiting"


def test_a_mailbox_that_was_away_for_long_is_looked_into_again(house, monkeypatch):
    number, message = sent(house)
    house.imap.deliver(answering(message))
    with monkeypatch.context() as away:
        away.setattr(Mailbox, "_connect", lambda _self: (_ for _ in ()).throw(ConnectionRefusedError("away")))
        house.desk.later(seconds=31)
        for _ in range(3):
            house.worker.turn()
            house.desk.later(seconds=9)
        assert house.desk.said(number, "agent") == []
    house.work(8, seconds=31)
    assert house.desk.said(number, "agent") == ["We refund it."]


def test_a_wrong_password_or_a_server_that_is_away_is_told(imap):
    with pytest.raises(HelpdeskUnavailable), Mailbox("127.0.0.1", 1, USER, PASSWORD, tls=False).open():
        pass
    with pytest.raises(HelpdeskUnavailable), Mailbox("127.0.0.1", imap.port, USER, "wrong", tls=False).open():
        pass
