"""A mailbox on a real server, answered by another: what is sent, what is taken, and what happens when they fail."""

import threading
import time
from contextlib import contextmanager

import pytest
from pydantic import SecretStr, ValidationError

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, NotGenuine
from amends.channels.outgoing import Part
from amends.channels.providers import email_ids
from amends.channels.providers.email import EmailChannel, EmailCredentials
from amends.channels.received import Call, RemoteFile
from amends.errors import EvidenceRejected
from tests.channels import mail_servers
from tests.channels.email_harness import KIM, SUPPORT, EmailHarness, mail
from tests.channels.harness import AT
from tests.helpdesks.imap import imap_server
from tests.web.server import until

THREAD = email_ids.digest("<k1@example.com>")


@pytest.fixture
def harness():
    made = EmailHarness()
    yield made
    made.close()


@pytest.fixture
def channel(harness):
    return EmailChannel(harness.credentials(), look_s=0.5)


@pytest.fixture
def smtp(harness):
    return harness.smtp


def part(text="We have looked at it.", **other):
    return Part(text, "en", **other)


def send(channel, key="12-0", to=KIM, thread=THREAD, **other):
    return channel.send(to, part(**other), key, thread)


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


def test_an_answer_is_in_the_thread_of_the_customers_mail(channel, smtp):
    sent = send(channel, answers="<k2@example.com>", begun_by="<k1@example.com>", subject="Order 10001")
    [message] = smtp.messages
    assert message["Message-ID"] == sent
    assert message["In-Reply-To"] == "<k2@example.com>"
    assert message["References"] == "<k1@example.com> <k2@example.com>"
    assert message["Subject"] == "Re: Order 10001"
    assert (message["From"], message["To"]) == (f"The Shop <{SUPPORT}>", KIM)
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Content-Language"] == "en"
    assert message["Date"]
    assert message.get_content().strip() == "We have looked at it."


def test_the_same_part_has_the_same_id_on_each_try(channel, smtp):
    assert send(channel) == send(channel)
    assert send(channel, key="12-1") != send(channel)
    assert email_ids.thread_of([send(channel)], "") == THREAD


def test_words_of_any_script_and_length_arrive_as_they_are(channel, smtp):
    text = "Kjære kunde – 退款 🙂\n\n" + "x" * 5000 + "\n.\nFrom here on"
    send(channel, text=text)
    assert smtp.messages[0].get_content().replace("\r\n", "\n").strip() == text


@pytest.mark.parametrize("subject", ["a\r\nBcc: other@example.com", "kjøpt to ganger 🙂", "x" * 200])
def test_a_subject_is_one_line_whatever_is_in_it(channel, smtp, subject):
    send(channel, subject=" ".join(subject.split()))
    assert smtp.messages[0]["Bcc"] is None
    assert smtp.messages[0]["Subject"] == f"Re: {' '.join(subject.split())}"


def test_ids_that_are_none_are_left_out(channel, smtp):
    send(channel, answers="sha256digest", begun_by="<a b>")
    assert smtp.messages[0]["References"] is None
    assert smtp.messages[0]["Subject"] == "Re:"


def test_a_mail_of_ours_alone_is_about_its_first_words(channel, smtp):
    channel.send(KIM, part("This is a test message. " * 10), "test-1")
    assert smtp.messages[0]["Subject"].startswith("This is a test message. This is")
    assert len(smtp.messages[0]["Subject"]) <= 72


def test_an_address_in_letters_of_its_own_is_written_as_servers_take_it(channel, smtp):
    send(channel, to="kim@müller.example")
    send(channel, to="kåre@example.com")
    assert smtp.messages[0]["To"] == "kim@xn--mller-kva.example"
    assert "kåre@example.com" in str(smtp.messages[1]["To"])


@pytest.mark.parametrize(
    "to", ["kim", "kim@", "@example.com", "kim@exa mple.com", "", "a@b.example\r\nBcc: c@d.example"]
)
def test_an_address_that_is_none_is_refused(channel, smtp, to):
    with pytest.raises(ChannelRefused):
        send(channel, to=to)
    assert smtp.messages == []


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ("550 5.1.1 <kim@example.com> no such user", AddressGone, "5.1.1"),
        ("RCPT 550 5.1.1 <kim@example.com> no such user", AddressGone, "5.1.1"),
        ("RCPT 550 no such user", AddressGone, "550"),
        ("554 5.7.1 Message rejected as spam", ChannelRefused, "5.7.1"),
        ("552 5.3.4 Message too big", ChannelRefused, "5.3.4"),
    ],
)
def test_what_is_refused_for_good_is_told_in_the_servers_words_without_the_address(channel, smtp, answer, kind, code):
    smtp.answers.append(answer)
    with pytest.raises(ChannelRefused) as refused:
        send(channel)
    assert (type(refused.value), refused.value.code) == (kind, code)
    assert str(refused.value).startswith("The mail server said: ")
    assert KIM not in str(refused.value)


@pytest.mark.parametrize(
    "answer", ["451 4.7.1 Greylisted", "RCPT 450 4.2.0 try later", "421 4.3.2 shutting down", "452 4.2.2 mailbox full"]
)
def test_what_is_refused_for_now_is_tried_again(channel, smtp, answer):
    smtp.answers.append(answer)
    with pytest.raises(ChannelUnavailable) as fault:
        send(channel)
    assert fault.value.retry_after_s
    send(channel)
    assert len(smtp.messages) == 1


def test_a_server_that_is_away_is_tried_again(channel, smtp):
    smtp.stop()
    with pytest.raises(ChannelUnavailable):
        send(channel)


def test_nobody_calls_for_a_mailbox(channel):
    with pytest.raises(NotGenuine):
        channel.take(Call("POST", "https://chat.example.com", {}, b"{}", AT))


def test_a_listener_takes_what_is_unseen_and_marks_it(harness, channel):
    harness.imap.deliver(bytes(mail(1, "one")))
    harness.imap.deliver(bytes(mail(2, "two")))
    with listening(channel) as taken:
        until(lambda: len(taken) == 2 and harness.imap.unseen() == 0)
    assert [each.what.text for each in taken] == ["one", "two"]


def test_what_comes_while_it_waits_is_told_by_the_server(harness):
    """IDLE: long before it would look by itself."""
    with listening(EmailChannel(harness.credentials(), look_s=60)) as taken:
        time.sleep(1)
        harness.imap.deliver(bytes(mail(1, "one")))
        begun = time.monotonic()
        until(lambda: taken)
        assert time.monotonic() - begun < 15
        harness.imap.deliver(bytes(mail(2, "two")))
        until(lambda: len(taken) == 2)
        assert time.monotonic() - begun < 30


def test_a_server_that_tells_nothing_is_looked_at(harness, monkeypatch):
    monkeypatch.setattr("imaplib.IMAP4._get_capabilities", lambda self: setattr(self, "capabilities", ("IMAP4REV1",)))
    channel = EmailChannel(harness.credentials(), look_s=0.2)
    assert any("IDLE" in each for each in channel.check().to_do)
    with listening(channel) as taken:
        time.sleep(0.5)
        harness.imap.deliver(bytes(mail(1, "one")))
        until(lambda: taken)


def test_what_is_left_for_people_stays_unseen_and_is_not_read_again(harness, channel, caplog):
    caplog.set_level("INFO")
    harness.imap.deliver(bytes(mail(1, "words of theirs", sender="noreply@example.com")))
    for _ in range(2):
        with listening(channel) as taken:
            until(lambda: not harness.is_anything_there())
            time.sleep(0.5)
    assert (taken, harness.imap.unseen()) == ([], 1)
    lines = [record.getMessage() for record in caplog.records if "left for people" in record.getMessage()]
    assert len(lines) == 1
    assert "no_answerable_sender" in lines[0]
    assert "theirs" not in caplog.text
    assert "noreply@" not in caplog.text


def test_what_is_older_than_a_week_is_left_alone(harness, channel):
    with harness.imap.login() as server:
        server.append("INBOX", None, '"20-Nov-2020 10:00:00 +0000"', bytes(mail(1, "an old one")))
    with listening(channel) as taken:
        harness.imap.deliver(bytes(mail(2, "a new one")))
        until(lambda: taken)
    assert [each.what.text for each in taken] == ["a new one"]
    assert harness.imap.unseen() == 1


def test_a_mail_that_was_kept_and_not_marked_comes_again_under_the_same_key(harness, channel):
    """A worker that is killed between the two."""
    harness.imap.deliver(bytes(mail(1, "one")))
    kept = []

    def dies(received):
        kept.extend(received)
        raise SystemExit

    thread = threading.Thread(target=channel.listen, args=(dies, lambda: False), daemon=True)
    thread.start()
    thread.join(30)
    assert harness.imap.unseen() == 1
    with listening(channel) as taken:
        until(lambda: taken and harness.imap.unseen() == 0)
    assert taken == kept


def test_a_mail_that_cannot_be_taken_keeps_no_other_waiting(harness, channel, caplog):
    harness.imap.deliver(bytes(mail(1, "poison")))
    harness.imap.deliver(bytes(mail(2, "two")))
    taken = []

    def take(received):
        if received[0].what.text == "poison":
            raise RuntimeError("poison")
        taken.extend(received)

    with listening(channel, take):
        until(lambda: taken)
    assert harness.imap.unseen() == 1
    assert "poison" not in caplog.text


def test_a_server_that_goes_away_ends_the_session_and_the_next_takes_what_came():
    smtp = mail_servers.SmtpServer()
    faults = []
    with imap_server() as server:
        harness = type("Ports", (), {"imap": server, "smtp": smtp})
        channel = EmailChannel(EmailHarness.credentials(harness), look_s=60)

        def run():
            try:
                channel.listen(lambda _: None, lambda: False)
            except ChannelUnavailable as fault:
                faults.append(fault)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        time.sleep(1.5)
    thread.join(60)
    smtp.stop()
    assert [type(each) for each in faults] == [ChannelUnavailable]


def test_files_are_fetched_whole_and_by_their_number(harness, channel):
    message = mail(1, "two pictures")
    message.add_attachment(b"first" * 100_000, "image", "jpeg", filename="kvittering æ.jpg")
    message.add_attachment(b"second", "image", "png", filename="2.png")
    harness.imap.deliver(bytes(message))
    with listening(channel) as taken:
        until(lambda: taken)
    one, two = taken[0].what.files
    assert one.name == "kvittering æ.jpg"
    assert channel.fetch(one) == b"first" * 100_000
    assert channel.fetch(two) == b"second"


def test_a_file_of_a_mail_that_was_moved_is_found_by_its_id_or_refused(harness, channel):
    message = mail(1, "a picture")
    message.add_attachment(b"first", "image", "jpeg", filename="1.jpg")
    harness.imap.deliver(bytes(message))
    moved = RemoteFile("1:99999:1:<k1@example.com>", "1.jpg")
    assert channel.fetch(moved) == b"first"
    for gone in (
        "1:99999:1:<other@example.com>",
        "1:99999:1:",
        '1:x:1:<a"b@c>',
        "",
        ":::",
        "1:99999:99:<k1@example.com>",
    ):
        with pytest.raises(ChannelRefused):
            channel.fetch(RemoteFile(gone))


def test_a_file_that_is_too_large_is_not_taken(channel):
    with pytest.raises(EvidenceRejected):
        channel.fetch(RemoteFile("1:1:1:", size=11 * 1024 * 1024))


def test_who_we_are_and_what_would_be_answered_is_told(harness, channel):
    harness.imap.deliver(bytes(mail(1, "unread")))
    checked = channel.check()
    assert checked.account == SUPPORT
    [to_do] = checked.to_do
    assert to_do.startswith("1 unread mails of the last 7 days will be answered")
    assert harness.smtp.logins == 1


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        ({"imap_password": SecretStr("of nobody")}, "imap_login", "password"),
        ({"imap_user": "of nobody", "imap_password": SecretStr("blå")}, "imap_login", "password"),
        ({"imap_port": 1}, "imap", "imap_port"),
        ({"imap_tls": "tls"}, "imap", "imap_tls"),
        ({"smtp_password": SecretStr("of nobody")}, "smtp_login", "password"),
        ({"smtp_port": 1}, "smtp", "smtp_port"),
        ({"smtp_tls": "tls"}, "smtp", "smtp_tls"),
        ({"smtp_tls": "starttls"}, "smtp", "smtp_tls"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(harness, wrong, code, says):
    with pytest.raises(ChannelRefused) as refused:
        EmailChannel(harness.credentials(**wrong)).check()
    assert refused.value.code == code
    assert says in str(refused.value)
    assert "of nobody" not in str(refused.value)
    assert str(refused.value).count(". ") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "support"},
        {"imap_host": ""},
        {"imap_port": 0},
        {"imap_tls": "ssl"},
        {"imap_host": "imap.example.com", "imap_tls": "none"},
        {"smtp_host": "smtp.example.com", "smtp_tls": "none"},
    ],
)
def test_credentials_that_cannot_be_are_refused(harness, wrong):
    with pytest.raises(ValidationError):
        harness.credentials(**wrong)


def test_passwords_are_in_no_description(harness):
    given = harness.credentials()
    channel = EmailChannel(given)
    said = f"{given!r} {channel._server!r} {channel._smtp!r} {vars(channel)}"
    assert mail_servers.PASSWORD not in said
    assert isinstance(given, EmailCredentials)
