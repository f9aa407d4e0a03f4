"""Matrix from its rooms to the answer: each event has one effect, however often and in whatever order it is told."""

import pytest

from amends.channels.listening import Listening
from amends.channels.providers import matrix_history
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from demo.providers.matrix_server import BOT
from tests.channels.contract import CHANNEL, Scene
from tests.channels.matrix_harness import KIM, MatrixHarness
from tests.web.server import until

EVE = "@eve:evil.example"


@pytest.fixture
def scene(sqlite):
    scene = Scene(sqlite, MatrixHarness())
    yield scene
    scene.stop()


@pytest.fixture
def homeserver(scene):
    return scene.harness.stand_in


class Killed(BaseException):
    """The process, where no code of ours has a say any more."""


def hear(scene):
    scene.ask()
    scene.do()


@pytest.mark.parametrize("times", [2, 5])
def test_an_event_that_is_told_again_has_one_effect(scene, homeserver, times):
    hook = homeserver.say(KIM, "once")
    for _ in range(times):
        homeserver.deliver(hook)
        hear(scene)
    assert scene.words() == ["once"]
    assert scene.told() == ["You said: once"]


def test_events_that_are_told_late_and_in_another_order_have_one_effect_each(scene, homeserver):
    first = homeserver.say(KIM, "one")
    hear(scene)
    second = homeserver.say(KIM, "two")
    gone = homeserver.delete(KIM, first.document["event_id"])
    hear(scene)
    scene.later(days=2)
    for each in (gone, second, first, second):
        homeserver.deliver(each)
        hear(scene)
    assert scene.words() == ["one", "two"]
    assert len(scene.events("channel")) == 1


def test_a_change_that_comes_before_its_message_is_a_message(scene, homeserver):
    homeserver.chat(KIM)
    homeserver.edit(KIM, "$not-yet", "order 10002")
    homeserver.say(KIM, "and hello")
    hear(scene)
    assert scene.words() == ["order 10002", "and hello"]


def test_what_was_kept_before_the_worker_died_has_one_effect_when_it_is_asked_for_again(scene, homeserver, monkeypatch):
    """Between the commit and the token."""
    homeserver.say(KIM, "hello")
    hear(scene)
    keep = type(scene.inbound).keep

    def dies(self, *arguments):
        keep(self, *arguments)
        raise Killed

    homeserver.say(KIM, "once")
    monkeypatch.setattr(type(scene.inbound), "keep", dies)
    with pytest.raises(Killed):
        scene.ask()
    monkeypatch.undo()
    assert scene.words() == ["hello", "once"]
    homeserver.handed_out = 0  # it is asked for from where the token stands
    hear(scene)
    assert scene.words() == ["hello", "once"]
    assert scene.told() == ["You said: hello", "You said: once"]


def test_what_was_not_kept_yet_when_the_worker_died_is_asked_for_again(scene, homeserver, monkeypatch):
    homeserver.say(KIM, "hello")
    hear(scene)

    def dies(*_):
        raise Killed

    homeserver.say(KIM, "once")
    monkeypatch.setattr(type(scene.inbound), "keep", dies)
    with pytest.raises(Killed):
        scene.ask()
    monkeypatch.undo()
    homeserver.handed_out = 0
    hear(scene)
    assert scene.words() == ["hello", "once"]


def test_what_was_written_while_no_worker_was_there_is_answered(scene, homeserver):
    homeserver.say(KIM, "hello")
    hear(scene)
    scene.book._opened.clear()  # another process
    homeserver.say(KIM, "while you were away")
    hear(scene)
    assert scene.words() == ["hello", "while you were away"]
    [row] = scene.rows(ChannelRow)
    assert row.place == f"s{homeserver.handed_out}"


def test_a_room_in_which_more_was_written_than_one_answer_holds_is_read_whole(scene, homeserver, monkeypatch):
    monkeypatch.setattr(matrix_history, "EVENTS", 3)
    homeserver.say(KIM, "hello")
    hear(scene)
    texts = [f"number {number}" for number in range(12)]
    for each in texts:
        homeserver.say(KIM, each)
    hear(scene)
    assert scene.words() == ["hello", *texts]


def test_a_flood_in_one_room_keeps_the_newest_and_no_other_room_waiting(scene, homeserver, monkeypatch):
    monkeypatch.setattr(matrix_history, "EVENTS", 2)
    monkeypatch.setattr(matrix_history, "PAGES", 2)
    for each in (KIM, EVE):
        homeserver.say(each, "hello")
    hear(scene)
    for number in range(30):
        homeserver.say(EVE, f"flood {number}")
    homeserver.say(KIM, "I was charged twice")
    hear(scene)
    assert "I was charged twice" in scene.words()
    assert [each for each in scene.words() if "flood" in each] == [f"flood {number}" for number in range(24, 30)]


def test_a_customer_with_two_rooms_has_two_conversations(scene, homeserver):
    homeserver.say(KIM, "one")
    hear(scene)
    first = homeserver._chats.pop(KIM)
    homeserver.say(KIM, "two")
    hear(scene)
    assert len(scene.conversations()) == 2
    threads = {each.thread for each in scene.rows(ChannelThreadRow)}
    assert threads == {first, homeserver.chat(KIM).id}


def test_somebody_who_takes_the_customers_place_has_a_conversation_of_their_own(scene, homeserver):
    homeserver.say(KIM, "my order is 10001")
    hear(scene)
    room = homeserver.chat(KIM)
    homeserver.rooms.become(room, KIM, EVE, "join")
    homeserver.rooms.become(room, KIM, KIM, "leave")
    homeserver._chats[EVE] = room.id
    homeserver.say(EVE, "what did I order?")
    hear(scene)
    assert len(scene.conversations()) == 2
    assert [each.text for each in homeserver.sent_to(EVE)][1:] == ["You said: what did I order?"]


def test_an_event_that_names_another_customers_message_changes_nothing_of_theirs(scene, homeserver):
    said = homeserver.say(KIM, "order 10001").document["event_id"]
    hear(scene)
    homeserver.edit(EVE, said, "order 66666")
    redaction = {"redacts": said}
    homeserver.put(EVE, "m.room.redaction", redaction, redacts=said)
    hear(scene)
    kims, eves = scene.events("message")
    assert [each.body for each in (kims, eves)] == [{"text": "order 10001"}, {"text": "order 66666"}]
    # What she took back stands in her own conversation: there it was a message of that name.
    assert (
        {each.conversation_id for each in scene.events("channel")} == {eves.conversation_id} != {kims.conversation_id}
    )


def test_an_answer_to_a_room_that_got_a_third_person_goes_nowhere_and_the_desk_is_told(scene, homeserver):
    homeserver.say(KIM, "hello")
    hear(scene)
    homeserver.rooms.become(homeserver.chat(KIM), KIM, EVE, "join")
    scene.person_writes("Your order 10001 is refunded")
    [line] = scene.events("channel")
    assert (line.body["code"], line.body["instead"]) == ("not_alone", "nothing")
    assert "Others are in this Matrix room" in line.body["why"]
    assert not any("10001" in each.text for each in homeserver.sent)


def test_an_encrypted_room_is_told_so_once_in_every_language_also_after_a_restart(scene, homeserver):
    for _ in range(3):
        homeserver.put(KIM, "m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x"})
        hear(scene)
        scene.book._opened.clear()
    welcome, told = [each.text for each in homeserver.sent_to(KIM)]
    assert "automated assistant" in welcome
    assert [part in told for part in ("encrypted", "versleuteld", "kryptert")] == [True] * 3
    assert len(scene.events("channel")) == 1
    assert scene.bot.heard == []


def test_a_worker_answers_and_shows_that_it_will(scene, homeserver):
    listening = Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01)
    listening.start()
    homeserver.say(KIM, "I was charged twice")
    until(scene.words)
    until(lambda: homeserver.typing == [KIM])
    scene.do()
    assert scene.told() == ["You said: I was charged twice"]
    homeserver.fail("down", times=3)
    homeserver.say(KIM, "are you there?")
    until(lambda: len(scene.words()) == 2)
    listening.stop()


def test_two_workers_hear_each_message_once(scene, homeserver):
    workers = [Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01) for _ in range(2)]
    for each in workers:
        each.start()
    for number in range(5):
        homeserver.say(KIM, f"number {number}")
    until(lambda: len(scene.words()) == 5)
    for each in workers:
        each.stop()
    assert scene.words() == [f"number {number}" for number in range(5)]


def test_a_channel_that_is_removed_forgets_nothing_of_others(scene, homeserver):
    homeserver.say(KIM, "hello")
    hear(scene)
    opened = scene.book.open(CHANNEL)
    with scene.database.begin() as session:
        session.get_one(ChannelRow, CHANNEL).disconnected_at = scene.watch()
    opened.channel._place.set("s999")
    [row] = scene.rows(ChannelRow)
    assert row.place != "s999"
    assert homeserver.chat(KIM).members[BOT] == "join"
