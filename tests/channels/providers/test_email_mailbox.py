"""A mailbox on a real server: what is taken of it, once, and what happens when the server or the worker fails."""

import threading
import time
from contextlib import contextmanager, suppress

import pytest

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers.email import EmailChannel
from amends.channels.received import RemoteFile
from amends.errors import EvidenceRejected
from tests.channels import mail_servers
from tests.channels.email_harness import mail
from tests.web.server import until


@contextmanager
def listening(channel, take=None):
    """The mails that a listener took, while it listens."""
    taken, over = [], threading.Event()
    thread = threading.Thread(target=channel.listen, args=(take or taken.extend, over.is_set), daemon=True)
    thread.start()
    yield taken
    over.set()
    thread.join(30)
    assert not thread.is_alive()


def test_a_listener_takes_what_is_unseen_and_marks_it(mailbox, email_channel):
    mailbox.imap.deliver(bytes(mail(1, "one")))
    mailbox.imap.deliver(bytes(mail(2, "two")))
    with listening(email_channel) as taken:
        until(lambda: len(taken) == 2 and mailbox.imap.unseen() == 0)
    assert [each.what.text for each in taken] == ["one", "two"]


def test_what_comes_while_it_waits_is_told_by_the_server(mailbox):
    """IDLE: long before it would look by itself."""
    with listening(EmailChannel(mailbox.credentials(), look_s=60)) as taken:
        time.sleep(1)
        mailbox.imap.deliver(bytes(mail(1, "one")))
        begun = time.monotonic()
        until(lambda: taken)
        assert time.monotonic() - begun < 15
        mailbox.imap.deliver(bytes(mail(2, "two")))
        until(lambda: len(taken) == 2)
        assert time.monotonic() - begun < 30


def test_a_server_that_tells_nothing_is_looked_at(mailbox, monkeypatch):
    monkeypatch.setattr("imaplib.IMAP4._get_capabilities", lambda self: setattr(self, "capabilities", ("IMAP4REV1",)))
    channel = EmailChannel(mailbox.credentials(), look_s=0.2)
    assert any("IDLE" in each for each in channel.check().to_do)
    with listening(channel) as taken:
        time.sleep(0.5)
        mailbox.imap.deliver(bytes(mail(1, "one")))
        until(lambda: taken)


def test_what_is_left_for_people_stays_unseen_and_is_not_read_again(mailbox, email_channel, caplog):
    caplog.set_level("INFO")
    mailbox.imap.deliver(bytes(mail(1, "words of theirs", sender="noreply@example.com")))
    for _ in range(2):
        with listening(email_channel) as taken:
            until(lambda: not mailbox.is_anything_there())
            time.sleep(0.5)
    assert (taken, mailbox.imap.unseen()) == ([], 1)
    lines = [record.getMessage() for record in caplog.records if "left for people" in record.getMessage()]
    assert len(lines) == 1
    assert "no_answerable_sender" in lines[0]
    assert "theirs" not in caplog.text
    assert "noreply@" not in caplog.text


def test_what_is_older_than_a_week_is_left_alone(mailbox, email_channel):
    with mailbox.imap.login() as server:
        server.append("INBOX", None, '"20-Nov-2020 10:00:00 +0000"', bytes(mail(1, "an old one")))
    with listening(email_channel) as taken:
        mailbox.imap.deliver(bytes(mail(2, "a new one")))
        until(lambda: taken)
    assert [each.what.text for each in taken] == ["a new one"]
    assert mailbox.imap.unseen() == 1


def test_a_mail_that_was_kept_and_not_marked_comes_again_under_the_same_key(mailbox, email_channel):
    """A worker that is killed between the two."""
    mailbox.imap.deliver(bytes(mail(1, "one")))
    kept = []

    def dies(received):
        kept.extend(received)
        raise SystemExit

    def killed():
        with suppress(SystemExit):
            email_channel.listen(dies, lambda: False)

    thread = threading.Thread(target=killed, daemon=True)
    thread.start()
    thread.join(30)
    assert mailbox.imap.unseen() == 1
    with listening(email_channel) as taken:
        until(lambda: taken and mailbox.imap.unseen() == 0)
    assert taken == kept


def test_a_mail_that_cannot_be_taken_keeps_no_other_waiting(mailbox, email_channel, caplog):
    mailbox.imap.deliver(bytes(mail(1, "poison")))
    mailbox.imap.deliver(bytes(mail(2, "two")))
    taken = []

    def take(received):
        if received[0].what.text == "poison":
            raise RuntimeError("poison")
        taken.extend(received)

    with listening(email_channel, take):
        until(lambda: taken)
    assert mailbox.imap.unseen() == 1
    assert "poison" not in caplog.text


def test_a_server_that_goes_away_ends_the_session_and_the_next_takes_what_came(mailbox):
    way = mail_servers.Relay(mailbox.imap.port)
    way.up()
    channel = EmailChannel(mailbox.credentials(imap_port=way.port), look_s=60)
    faults = []

    def run():
        try:
            channel.listen(lambda _: None, lambda: False)
        except ChannelUnavailable as fault:
            faults.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    time.sleep(1.5)
    way.down()
    thread.join(60)
    assert [type(each) for each in faults] == [ChannelUnavailable]
    mailbox.imap.deliver(bytes(mail(1, "while it was away")))
    with pytest.raises(ChannelUnavailable):
        channel.listen(lambda _: None, lambda: False)
    way.up()
    with listening(channel) as taken:
        until(lambda: taken)
    way.down()


def test_files_are_fetched_whole_and_by_their_number(mailbox, email_channel):
    message = mail(1, "two pictures")
    message.add_attachment(b"first" * 100_000, "image", "jpeg", filename="kvittering æ.jpg")
    message.add_attachment(b"second", "image", "png", filename="2.png")
    mailbox.imap.deliver(bytes(message))
    with listening(email_channel) as taken:
        until(lambda: taken)
    one, two = taken[0].what.files
    assert one.name == "kvittering æ.jpg"
    assert email_channel.fetch(one) == b"first" * 100_000
    assert email_channel.fetch(two) == b"second"


def test_a_file_of_a_mail_that_was_moved_is_found_by_its_id_or_refused(mailbox, email_channel):
    message = mail(1, "a picture")
    message.add_attachment(b"first", "image", "jpeg", filename="1.jpg")
    mailbox.imap.deliver(bytes(message))
    moved = RemoteFile("1:99999:1:<k1@example.com>", "1.jpg")
    assert email_channel.fetch(moved) == b"first"
    for gone in (
        "1:99999:1:<other@example.com>",
        "1:99999:1:",
        '1:x:1:<a"b@c>',
        "",
        ":::",
        "1:99999:99:<k1@example.com>",
    ):
        with pytest.raises(ChannelRefused):
            email_channel.fetch(RemoteFile(gone))


def test_a_file_that_is_too_large_is_not_taken(email_channel):
    with pytest.raises(EvidenceRejected):
        email_channel.fetch(RemoteFile("1:1:1:", size=11 * 1024 * 1024))
