"""Conversations by e-mail, from the customer's mail program and back, on real servers."""

import asyncio
import threading
from datetime import timedelta

import pytest

from amends.channels.listening import Listening
from amends.conversations import log
from amends.conversations.delivery import Reply
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow
from amends.messages.carried import is_carried
from amends.messages.mail import queue_news
from tests import shipped
from tests.channels.contract import CHANNEL, Scene
from tests.channels.email_harness import KIM, EmailHarness, mail
from tests.channels.harness import Post
from tests.channels.providers.bad_mails import bounce
from tests.evidence import pictures
from tests.web.server import until


@pytest.fixture
def scene(sqlite, sandbox):
    scene = Scene(sqlite, EmailHarness(), sandbox)
    yield scene
    scene.stop()


@pytest.fixture
def sent(scene):
    return scene.harness.smtp.messages


def write(scene, number, text, **headers):
    scene.hear(Post(bytes(mail(number, text, **headers))))


def answered(scene, text, quoted=True, sender=KIM, number=9, **headers):
    """A reply to our newest mail, as a program makes it."""
    last = scene.harness.smtp.messages[-1]
    quote = "\n".join(f"> {line}" for line in last.get_content().splitlines())
    below = f"\n\nOn Tue, 1 Dec 2026 at 10:00, The Shop <support@shop.example> wrote:\n{quote}" if quoted else ""
    headers = {
        "Subject": str(last["Subject"]),
        "In_Reply_To": str(last["Message-ID"]),
        "References": f"{last['References'] or ''} {last['Message-ID']}".strip(),
        **headers,
    }
    write(scene, number, text + below, sender=sender, **headers)


def body(message):
    return message.get_content().replace("\r\n", "\n").strip()


def case_of(scene, number="AM-7K2Q9X1", email=KIM):
    """A case of the one conversation."""
    now = scene.watch()
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversations()[0].id)
        case = CaseRow(
            number=number,
            merchant="norrnet",
            conversation_id=talk.id,
            language="en",
            order_number="NN-10015",
            email=email,
            issue="duplicate_payment",
            status="review",
            claim={},
            opened_at=now,
            created_at=now,
        )
        session.add(case)
        session.flush()
        talk.case_id = case.id
        return case.id


def test_a_talk_of_two_mails(scene, sent):
    scene.bot.says = lambda due: (
        [Reply("Which one?", (("Refund", "/refund"), ("Credit", "/credit")))] if not due.payload else [Reply("Done.")]
    )
    write(scene, 1, "I was charged twice\n\nSent from my iPhone", Subject="Order NN-10015")
    [first] = sent
    assert scene.words() == ["Order NN-10015\n\nI was charged twice"]
    assert "automated assistant" in body(first)
    assert body(first).endswith("Which one?\n\n1. Refund\n2. Credit")
    assert first["Subject"] == "Re: Order NN-10015"
    assert (first["In-Reply-To"], first["References"]) == ("<k1@example.com>", "<k1@example.com>")
    answered(scene, "2")
    assert scene.bot.heard[-1] == ("Credit", "/credit")
    second = sent[-1]
    assert (len(sent), body(second)) == (2, "Done.")
    assert second["Subject"] == "Re: Order NN-10015"
    assert (second["In-Reply-To"], second["References"]) == ("<k9@example.com>", "<k1@example.com> <k9@example.com>")
    assert len(scene.conversations()) == 1


@pytest.mark.parametrize("subject", ["", "Re: an order", "Sv: bestilling", "Antw: bestelling", "VS: tilaus"])
def test_a_subject_that_says_nothing_is_no_word(scene, subject):
    write(scene, 1, "I was charged twice", Subject=subject)
    assert scene.words() == ["I was charged twice"]


def test_a_subject_is_said_once_where_the_words_repeat_it(scene):
    write(scene, 1, "I was Charged Twice, please help", Subject="I was charged twice")
    assert scene.words() == ["I was Charged Twice, please help"]


def test_a_subject_alone_is_the_message(scene):
    write(scene, 1, "", Subject="I was charged twice")
    assert scene.words() == ["I was charged twice"]


def test_a_later_subject_is_no_word(scene, sent):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "10001", Subject="My number, as you asked")
    assert scene.words()[-1] == "10001"
    assert len(scene.conversations()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"References": ""},
        {"In_Reply_To": ""},
        {"References": "<k1@example.com>", "In_Reply_To": "<made-anew-by-a-server@example.com>"},
        {"Subject": "Something else"},
        {"Subject": ""},
    ],
    ids=["in-reply-to alone", "references alone", "our id was made anew", "another subject", "no subject"],
)
def test_a_reply_goes_on_in_its_conversation(scene, headers):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "10001", **headers)
    assert scene.words()[-1] == "10001"
    assert len(scene.conversations()) == 1


def test_a_reply_that_names_only_a_later_mail_goes_on_too(scene):
    write(scene, 1, "hello", Subject="An order")
    write(scene, 2, "and this", References="<k1@example.com>")
    write(scene, 3, "and that", References="<k2@example.com>")
    assert len(scene.conversations()) == 1


def test_the_same_mail_answered_from_another_address_is_another_conversation(scene, sent):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "let me in", sender="bo@example.com")
    assert len(scene.conversations()) == 2
    assert {str(message["To"]) for message in sent} == {KIM, "bo@example.com"}
    assert "hello" not in body(sent[-1])


def test_another_matter_is_another_conversation_of_the_same_address(scene):
    write(scene, 1, "hello", Subject="An order")
    write(scene, 2, "hello again", Subject="Another order", References="")
    assert len(scene.conversations()) == 2


@pytest.mark.parametrize("subject", ["My case AM-7K2Q9X1", "Re: [am-7k2q9x1] your order", "AM-7K2Q9X1"])
def test_a_mail_that_names_a_case_goes_on_with_it(scene, subject):
    write(scene, 1, "hello", Subject="An order")
    case_of(scene)
    write(scene, 2, "any news?", References="", Subject=subject)
    assert len(scene.conversations()) == 1
    assert scene.words()[-1] == "any news?"


def test_a_case_of_another_address_is_not_for_whoever_names_it(scene):
    write(scene, 1, "hello", Subject="An order")
    case_of(scene)
    write(scene, 2, "any news?", References="", Subject="AM-7K2Q9X1", sender="bo@example.com")
    assert len(scene.conversations()) == 2


def test_a_turn_that_says_several_things_is_one_mail(scene, sent):
    scene.bot.says = lambda _due: [
        Reply("I have found it.", (("Yes", "/yes"), ("No", "/no"))),
        Reply("What shall we do?", (("Refund", "/refund"), ("Credit", "/credit"))),
        Reply("Take your time."),
    ]
    write(scene, 1, "hello")
    [message] = sent
    assert body(message).endswith(
        "I have found it.\n\n- Yes\n- No\n\nWhat shall we do?\n\n1. Refund\n2. Credit\n\nTake your time."
    )
    rows = scene.messages()
    assert {row.message_id for row in rows} == {str(message["Message-ID"])}
    assert len(rows) == 4
    assert scene.thread().sent_seq == scene.events("reply")[-1].seq
    answered(scene, "1")
    assert scene.bot.heard[-1] == ("Refund", "/refund")


def test_nothing_goes_out_before_the_turn_is_over(scene, sent):
    scene.harness.imap.deliver(bytes(mail(1, "hello")))
    heard, may = threading.Event(), threading.Event()

    async def answer(due, at):
        heard.set()
        while not may.is_set():
            await asyncio.sleep(0.01)
        return [Reply("There you are.")]

    scene.bot.answer = answer
    scene.ask()
    scene.http.get("/health")
    until(heard.is_set)
    assert scene.outbound.send(scene.conversation.id) == timedelta(seconds=5)
    assert sent == []
    may.set()
    scene.do()
    [message] = sent
    assert body(message).endswith("There you are.")


def test_a_later_notice_is_a_mail_of_its_own(scene, sent):
    write(scene, 1, "hello")
    scene.bot_adds("Your refund is on its way.")
    assert [body(message) for message in sent[1:]] == ["Your refund is on its way."]
    assert sent[1]["In-Reply-To"] == "<k1@example.com>"


def test_what_broke_off_goes_again_under_the_same_id(scene, sent, monkeypatch):
    """A worker that dies between the server's yes and its own note."""
    part = type(scene.outbound)._part

    def dies(self, lease, opened, thread, gathered, number, part):
        opened.channel.send(thread.address, part, gathered.key(number), thread.thread)
        raise SystemError("killed")

    monkeypatch.setattr(type(scene.outbound), "_part", dies)
    write(scene, 1, "hello")
    monkeypatch.setattr(type(scene.outbound), "_part", part)
    scene.later(minutes=20)
    scene.do()
    assert len(sent) == 2
    assert sent[0]["Message-ID"] == sent[1]["Message-ID"]
    assert body(sent[0]) == body(sent[1])


def test_what_came_between_two_tries_is_a_mail_under_another_id(scene, sent, monkeypatch):
    """Programs show one of two mails with one id, and what is new in the second would be lost."""
    write(scene, 1, "hello")
    scene.harness.be_busy_once(0)
    scene.bot_adds("one")
    keys = []
    send = type(scene.book.open(CHANNEL).channel).send

    def noted(self, address, part, key, thread=""):
        keys.append(key)
        return send(self, address, part, key, thread)

    monkeypatch.setattr(type(scene.book.open(CHANNEL).channel), "send", noted)
    scene.bot_adds("two")
    scene.later(seconds=40)
    scene.do()
    assert body(sent[-1]) == "one\n\ntwo"
    assert "." in keys[-1]


def test_a_photo_and_its_words_are_answered_by_one_mail(scene, sent):
    scene.bot.says = lambda due: [Reply("A picture." if due.payload else f"You said: {due.text}")]
    scene.hear(scene.harness.photo(1, pictures.encoded("JPEG"), "here is my receipt"))
    [message] = sent
    assert "You said: here is my receipt\n\nA picture." in body(message)


def test_a_bounce_is_told_to_the_desk_and_the_words_go_another_way(scene, sent):
    write(scene, 1, "hello")
    with scene.database.begin() as session:
        session.get_one(ConversationRow, scene.conversation.id).verified_email = "kim@work.example"
    scene.harness.imap.deliver(bounce(of=str(sent[0]["Message-ID"])))
    scene.ask()
    scene.do()
    lines = scene.events("channel")
    assert {(line.body["code"], line.body["instead"]) for line in lines} == {("5.1.1", "mailed")}
    assert {row.state for row in scene.messages()} == {"failed"}
    [letter] = scene.rows(MailRow)
    assert (letter.recipient, "You said: hello" in letter.text) == ("kim@work.example", True)
    assert len(sent) == 1


def test_two_machines_that_answer_each_other_fall_silent(scene, sent):
    for number in range(1, 36):
        scene.harness.imap.deliver(bytes(mail(number, f"I am a machine, message {number}")))
        scene.later(seconds=10)
        scene.ask()
        scene.do()
    assert len(scene.words()) == 30
    assert len(sent) <= 31
    [line] = [line for line in scene.events("channel") if line.body["what"] == "flood"]
    assert line.body["most"] == 30
    scene.later(hours=2)
    write(scene, 40, "Now it is me")
    assert scene.words()[-1] == "Now it is me"


def test_of_two_workers_one_listens_and_each_mail_is_taken_once(scene):
    workers = [Listening(scene.book, scene.inbound, look_s=0.05, first_wait_s=0.01) for _ in range(2)]
    for worker in workers:
        worker.start()
    for number in range(1, 5):
        scene.harness.imap.deliver(bytes(mail(number, f"message {number}")))
    until(lambda: len(scene.words()) == 4 and not scene.harness.is_anything_there())
    for worker in workers:
        worker.stop()
    assert sorted(scene.words()) == [f"message {number}" for number in range(1, 5)]


def test_two_that_listen_all_the_same_take_each_mail_once(scene):
    """As where a lease ran out while its holder was only slow."""
    for number in range(1, 6):
        scene.harness.imap.deliver(bytes(mail(number, f"message {number}")))
    threads = [threading.Thread(target=scene.ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(scene.words()) == [f"message {number}" for number in range(1, 6)]


def letters(scene):
    return scene.rows(MailRow)


def news_of(scene, case_id, **other):
    with scene.database.begin() as session:
        queue_news(
            session,
            shipped.sentences(),
            case=session.get_one(CaseRow, case_id),
            merchant="Norrnet",
            news="It was decided.",
            now=scene.watch(),
            **other,
        )


def test_what_is_decided_reaches_the_customer_by_one_mail(scene, sent):
    write(scene, 1, "hello")
    case_id = case_of(scene, email="Kim@Example.com")
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversation.id)
        log.reply(session, talk, "It was decided.", (), scene.watch(), author="system", kind=EventKind.NOTICE)
    news_of(scene, case_id)
    scene.do()
    assert letters(scene) == []
    assert [body(message) for message in sent[1:]] == ["It was decided."]


def test_another_address_of_the_order_gets_its_letter(scene):
    write(scene, 1, "hello")
    news_of(scene, case_of(scene, email="kim@work.example"))
    assert [letter.recipient for letter in letters(scene)] == ["kim@work.example"]


def test_what_stands_in_for_a_mail_that_failed_is_written_all_the_same(scene):
    write(scene, 1, "hello")
    news_of(scene, case_of(scene), stands_in=True)
    assert len(letters(scene)) == 1


@pytest.mark.parametrize("how", ["closed", "removed", "another kind", "another chat"])
def test_what_no_mail_of_the_channel_carries_is_a_letter(scene, how):
    write(scene, 1, "hello")
    case_id = case_of(scene)
    with scene.database.begin() as session:
        thread = session.get_one(ChannelThreadRow, scene.conversation.id)
        channel = session.get_one(ChannelRow, CHANNEL)
        if how == "closed":
            thread.closed_at = scene.watch()
        elif how == "removed":
            channel.disconnected_at = scene.watch()
        elif how == "another kind":
            channel.kind = "telegram"
    chat = "cv_of_the_chat_window" if how == "another chat" else None
    news_of(scene, case_id, chat=chat)
    assert len(letters(scene)) == 1
    with scene.database.read() as session:
        assert not is_carried(session, session.get_one(CaseRow, case_id), KIM, chat)


def test_a_failed_mail_of_a_case_is_written_by_letter_though_the_address_is_the_same(scene):
    write(scene, 1, "hello")
    case_of(scene)
    scene.harness.refuse_next()
    scene.person_writes("We have found it.")
    [letter] = letters(scene)
    assert (letter.recipient, "We have found it." in letter.text) == (KIM, True)
    [line] = scene.events("channel")
    assert line.body["instead"] == "mailed"
