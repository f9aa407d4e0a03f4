"""What goes out by mail, to a real server: its headers, its ids, and what the server says of it."""

import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, NotGenuine
from amends.channels.outgoing import Part
from amends.channels.providers import email_ids
from amends.channels.received import Call
from tests.channels.email_harness import KIM, SUPPORT
from tests.channels.harness import AT

THREAD = email_ids.digest("<k1@example.com>")


def part(text="We have looked at it.", **other):
    return Part(text, "en", **other)


def send(channel, key="12-0", to=KIM, thread=THREAD, **other):
    return channel.send(to, part(**other), key, thread)


def test_an_answer_is_in_the_thread_of_the_customers_mail(email_channel, smtp):
    sent = send(email_channel, answers="<k2@example.com>", begun_by="<k1@example.com>", subject="Order 10001")
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


def test_the_same_part_has_the_same_id_on_each_try(email_channel, smtp):
    assert send(email_channel) == send(email_channel)
    assert send(email_channel, key="12-1") != send(email_channel)
    assert email_ids.thread_of([send(email_channel)], "") == THREAD


def test_words_of_any_script_and_length_arrive_as_they_are(email_channel, smtp):
    text = "Kjære kunde – 退款 🙂\n\n" + "x" * 5000 + "\n.\nFrom here on"
    send(email_channel, text=text)
    assert smtp.messages[0].get_content().replace("\r\n", "\n").strip() == text


@pytest.mark.parametrize("subject", ["a\r\nBcc: other@example.com", "kjøpt to ganger 🙂", "x" * 200])
def test_a_subject_is_one_line_whatever_is_in_it(email_channel, smtp, subject):
    send(email_channel, subject=" ".join(subject.split()))
    assert smtp.messages[0]["Bcc"] is None
    assert smtp.messages[0]["Subject"] == f"Re: {' '.join(subject.split())}"


def test_ids_that_are_none_are_left_out(email_channel, smtp):
    send(email_channel, answers="sha256digest", begun_by="<a b>")
    assert smtp.messages[0]["References"] is None
    assert smtp.messages[0]["Subject"] == "Re:"


def test_a_mail_of_ours_alone_is_about_its_first_words(email_channel, smtp):
    email_channel.send(KIM, part("This is a test message. " * 10), "test-1")
    assert smtp.messages[0]["Subject"].startswith("This is a test message. This is")
    assert len(smtp.messages[0]["Subject"]) <= 72


def test_an_address_in_letters_of_its_own_is_written_as_servers_take_it(email_channel, smtp):
    send(email_channel, to="kim@müller.example")
    send(email_channel, to="kåre@example.com")
    assert smtp.messages[0]["To"] == "kim@xn--mller-kva.example"
    assert "kåre@example.com" in str(smtp.messages[1]["To"])


@pytest.mark.parametrize(
    "to", ["kim", "kim@", "@example.com", "kim@exa mple.com", "", "a@b.example\r\nBcc: c@d.example"]
)
def test_an_address_that_is_none_is_refused(email_channel, smtp, to):
    with pytest.raises(ChannelRefused):
        send(email_channel, to=to)
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
def test_what_is_refused_for_good_is_told_in_the_servers_words_without_the_address(
    email_channel, smtp, answer, kind, code
):
    smtp.answers.append(answer)
    with pytest.raises(ChannelRefused) as refused:
        send(email_channel)
    assert (type(refused.value), refused.value.code) == (kind, code)
    assert str(refused.value).startswith("The mail server said: ")
    assert KIM not in str(refused.value)


@pytest.mark.parametrize(
    "answer", ["451 4.7.1 Greylisted", "RCPT 450 4.2.0 try later", "421 4.3.2 shutting down", "452 4.2.2 mailbox full"]
)
def test_what_is_refused_for_now_is_tried_again(email_channel, smtp, answer):
    smtp.answers.append(answer)
    with pytest.raises(ChannelUnavailable) as fault:
        send(email_channel)
    assert fault.value.retry_after_s
    send(email_channel)
    assert len(smtp.messages) == 1


def test_a_server_that_is_away_is_tried_again(email_channel, smtp):
    smtp.stop()
    with pytest.raises(ChannelUnavailable):
        send(email_channel)


def test_nobody_calls_for_a_mailbox(email_channel):
    with pytest.raises(NotGenuine):
        email_channel.take(Call("POST", "https://chat.example.com", {}, b"{}", AT))
