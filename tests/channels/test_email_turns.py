"""What a turn says is one mail, sent once; what comes twice or from a machine has no effect."""

import asyncio
import threading
from datetime import timedelta

import pytest

from amends.channels.listening import Listening
from amends.conversations import log
from amends.conversations.delivery import Reply
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow
from tests.channels.contract import CHANNEL, Scene
from tests.channels.email_harness import EmailHarness, mail
from tests.channels.email_talks import answered, body, write
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


def test_that_a_person_has_joined_is_one_mail_with_their_first_words(scene, sent):
    write(scene, 1, "hello")
    joins(scene)
    assert len(sent) == 1
    scene.person_writes("Good morning")
    assert body(sent[1]) == "Ada has joined.\n\nGood morning"
    assert len(sent) == 2


def test_that_a_person_has_joined_waits_for_their_words_ten_minutes(scene, sent):
    write(scene, 1, "hello")
    joins(scene)
    scene.later(minutes=11)
    scene.do()
    assert [body(each) for each in sent[1:]] == ["Ada has joined."]


def joins(scene):
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversation.id)
        said = {"agent": "Ada", "joined": True}
        log.reply(session, talk, "Ada has joined.", (), scene.watch(), author="system", kind="notice", data=said)
    scene.do()


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
    scene.hear(scene.harness.photo(1, pictures.encoded("JPEG"), "I was charged twice"))
    [message] = sent
    assert "You said: I was charged twice\n\nA picture." in body(message)


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


@pytest.mark.parametrize("references", ["<k1@example.com>", ""], ids=["in one thread", "each time anew"])
def test_two_machines_that_answer_each_other_fall_silent(scene, sent, references):
    for number in range(1, 36):
        scene.harness.imap.deliver(bytes(mail(number, f"I am a machine, message {number}", References=references)))
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


@pytest.mark.parametrize(("place", "chosen"), [(0, "/choose1"), (1, "/affirm")])
def test_a_number_is_a_choice_of_the_mail_that_it_answers(scene, sent, place, chosen):
    scene.bot.says = lambda due: [Reply("Which?", (("Hours", "/choose1"),))]
    write(scene, 1, "hello")
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversation.id)
        log.reply(session, talk, "Is it right?", (("Yes", "/affirm"),), scene.watch(), author="bot")
    scene.do()
    named = str(sent[place]["Message-ID"])
    answered(scene, "1", In_Reply_To=named, References=named)
    assert scene.bot.heard[-1][1] == chosen
