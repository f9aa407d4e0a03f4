"""What goes out, in order and once; and what is done where it does not get there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.channels.errors import AddressGone, ChannelUnavailable
from amends.channels.outbound import THREADS
from amends.channels.outgoing import Shown, Way
from amends.conversations.delivery import Reply
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow
from tests.channels.contract import CHANNEL, Scene
from tests.channels.fake import LIMITS, FakeHarness


@pytest.fixture
def scene(sqlite):
    scene = Scene(sqlite, FakeHarness())
    yield scene
    scene.stop()


def verified(scene, email="kari@example.com"):
    with scene.database.begin() as session:
        session.get_one(ConversationRow, scene.conversation.id).verified_email = email


def mails(scene):
    with scene.database.read() as session:
        return [(mail.recipient, mail.text) for mail in session.scalars(select(MailRow))]


def parts(scene):
    return [part for _, part, _, _ in scene.harness.channel.sent]


def test_a_long_answer_goes_out_in_parts_each_noted_by_itself(scene):
    scene.bot.says = lambda _due: [Reply("This is a sentence of the answer. " * 30)]
    scene.hear(scene.harness.text(1, "hello"))
    assert all(len(part.text) <= LIMITS.text for part in parts(scene))
    assert [(row.part, row.state) for row in scene.messages()[1:]] == [(0, "sent"), (1, "sent"), (2, "sent")]


def test_a_long_answer_that_broke_off_goes_on_where_it_broke_off(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.bot.says = lambda _due: [Reply("This is a sentence of the answer. " * 30)]
    sends = type(scene.harness.channel).send
    calls = []

    def breaks(self, address, part, key, thread=""):
        calls.append(key)
        if len(calls) == 2:
            raise ChannelUnavailable("no answer", 5)
        return sends(self, address, part, key, thread)

    scene.harness.channel.send = breaks.__get__(scene.harness.channel)
    scene.hear(scene.harness.text(2, "go on"))
    scene.later(seconds=6)
    scene.do()
    assert calls[1] == calls[2]
    assert [key.rpartition("-")[2] for key in calls] == ["0", "1", "1", "2"]


def test_a_part_names_the_message_that_it_answers(scene):
    scene.hear(scene.harness.text(1, "hello"))
    assert parts(scene)[-1].answers == "k1"


def test_choices_go_out_as_the_channel_has_room(scene):
    titles = [f"Choice number {number}" for number in range(4)]
    scene.bot.says = lambda _due: [Reply("Which?", tuple((title, "/affirm") for title in titles))]
    scene.hear(scene.harness.text(1, "hello"))
    assert (parts(scene)[-1].shown, parts(scene)[-1].list_title) == (Shown.LIST, "Choose")


def test_a_persons_words_pass_a_closed_window_as_such(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.later(days=2)
    scene.person_writes("We have found it.")
    assert parts(scene)[-1].way is Way.PERSON


def test_what_no_window_lets_through_goes_by_mail_and_the_desk_is_told(scene):
    scene.hear(scene.harness.text(1, "hello"))
    verified(scene)
    scene.later(days=8)
    scene.person_writes("We have found it.")
    [(to, text)] = mails(scene)
    assert to == "kari@example.com"
    assert "We have found it." in text
    [line] = scene.events("channel")
    assert (line.body["code"], line.body["instead"]) == ("window_closed", "mailed")
    assert len(parts(scene)) == 2


def test_a_customer_without_a_known_address_is_not_passed_over_in_silence(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.later(days=8)
    scene.person_writes("We have found it.")
    assert mails(scene) == []
    [line] = scene.events("channel")
    assert line.body["instead"] == "nothing"


def test_after_the_customer_writes_again_words_go_out_again(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.channel.faults.append(AddressGone("The customer has blocked us.", "403"))
    scene.person_writes("Good morning")
    scene.hear(scene.harness.text(2, "I am back"))
    assert scene.told()[-1] == "You said: I am back"


def test_a_channel_that_was_removed_is_told_and_nothing_is_sent(scene):
    scene.hear(scene.harness.text(1, "hello"))
    with scene.database.begin() as session:
        session.get_one(ChannelRow, CHANNEL).disconnected_at = scene.watch()
    scene.person_writes("Good morning")
    [line] = scene.events("channel")
    assert line.body["code"] == "channel_removed"
    assert len(parts(scene)) == 2


def test_a_provider_that_never_answers_is_given_up_and_the_desk_is_told(scene):
    scene.hear(scene.harness.text(1, "hello"))
    for _ in range(3):
        scene.harness.channel.faults.append(ChannelUnavailable("no answer"))
    scene.person_writes("Good morning")
    for _ in range(3):
        scene.later(minutes=20)
        scene.do()
    [line] = scene.events("channel")
    assert line.body["code"] == "no_answer"
    scene.person_writes("Hello again")
    assert scene.told()[-1] == "Hello again"


def test_a_provider_that_asks_for_patience_for_too_long_is_given_up(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.be_busy_once(10)
    scene.person_writes("Good morning")
    scene.later(hours=13)
    scene.harness.be_busy_once(10)
    scene.do()
    [line] = scene.events("channel")
    assert line.body["code"] == "no_answer"


def held(scene):
    """The conversation, by another worker."""
    with scene.database.begin() as session:
        return THREADS.take(session, scene.conversation.id, scene.watch())


def test_while_another_worker_sends_this_one_comes_again(scene):
    scene.hear(scene.harness.text(1, "hello"))
    lease = held(scene)
    assert lease is not None
    scene.person_writes("Good morning")
    assert scene.told() == ["You said: hello"]
    with scene.database.begin() as session:
        lease.release(session)
    scene.later(seconds=2)
    scene.do()
    assert scene.told()[-1] == "Good morning"


def test_the_lease_of_a_worker_that_died_runs_out(scene):
    scene.hear(scene.harness.text(1, "hello"))
    assert held(scene) is not None
    scene.later(minutes=2)
    scene.person_writes("Good morning")
    assert scene.told()[-1] == "Good morning"


def test_what_is_said_while_a_worker_sends_is_not_overlooked(scene):
    """The job is done again when something was said after its last look."""
    scene.hear(scene.harness.text(1, "hello"))
    send = scene.outbound.send
    assert send(scene.conversation.id) is None
    scene.person_writes("one")
    scene.person_writes("two")
    assert scene.told()[-2:] == ["one", "two"]
    assert len(scene.jobs("channel.send")) == 1


def test_the_chat_window_needs_no_sending(scene):
    with scene.database.begin() as session:
        assert session.scalar(select(ChannelThreadRow)) is None
    assert scene.outbound.send("cv_unknown") is None


def test_the_cursor_stands_at_the_last_event_that_was_dealt_with(scene):
    scene.hear(scene.harness.text(1, "hello"))
    assert scene.thread().sent_seq == scene.events("reply")[-1].seq
    assert scene.thread().held_until is None
    assert scene.thread().last_inbound_at + timedelta(days=1) > scene.watch()
