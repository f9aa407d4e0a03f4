"""What a customer's number, yes or picture answers: what they have read, and not what is still on its way to them."""

from datetime import timedelta

import pytest

from amends.conversations import turns
from amends.conversations.delivery import Reply
from tests.channels.contract import Scene
from tests.channels.fake import FakeHarness, post
from tests.evidence import pictures
from tests.web.server import until


@pytest.fixture
def scene(sqlite, sandbox):
    scene = Scene(sqlite, FakeHarness(), sandbox)
    yield scene
    scene.stop()


def entry(key, what="text", **content):
    return post({"key": key, "what": what, **({"text": "hello"} if what == "text" else {}), **content})


def test_a_number_means_no_choice_that_has_not_gone_out_yet(scene):
    scene.bot.says = lambda _due: [Reply("Which?", (("Hours", "/choose1"),))]
    scene.hear(entry("k1"))
    scene.bot.says = lambda _due: [Reply("Shall I pay?", (("Yes", "/affirm"),))]
    scene.post(entry("k2", text="what?"))
    until(lambda: len(scene.bot.heard) == 2 and len(scene.events("reply")) == 2)
    scene.hear(entry("k3", text="1"))  # the worker has not sent the second question yet
    assert scene.bot.heard[-1] == ("1", None)


def test_a_message_tells_up_to_where_its_writer_had_read(scene):
    scene.hear(entry("k1"))
    scene.later(minutes=1)
    scene.post(entry("k2", text="what?"))
    until(lambda: len(scene.bot.heard) == 2 and len(scene.events("reply")) == 2)
    scene.later(minutes=1)
    scene.hear(entry("k3", text="yes"))
    scene.hear(entry("k4", text="yes"))
    first, second, third, fourth = scene.events("message")
    with scene.database.read() as session:
        read = [turns.read_until(session, str(each.id)) for each in (first, second, third, fourth)]
    assert read == [None, None, second.at, None]


def test_words_under_a_picture_that_was_kept_are_marked_as_such(scene):
    scene.hear(scene.harness.photo(1, pictures.encoded("JPEG"), "her er kvitteringen"))
    scene.hear(scene.harness.photo(2, b"no picture at all", "hier is het bonnetje"))
    scene.hear(scene.harness.photo(3, pictures.encoded("JPEG"), "Is this the receipt?"))
    assert scene.words() == ["her er kvitteringen", "hier is het bonnetje", "Is this the receipt?"]
    assert [turns.CAPTION in each.body for each in scene.events("message")] == [True, False, True]
    assert len(scene.events("file")) == 2


def test_words_under_a_picture_answer_nothing_that_was_put_while_it_was_fetched(scene):
    scene.hear(entry("k1"))
    scene.post(scene.harness.photo(2, pictures.encoded("JPEG"), "yes"))
    sent = scene.watch.now
    scene.later(seconds=30)
    scene.do()
    said = scene.events("message")[-1]
    with scene.database.read() as session:
        read = turns.read_until(session, str(said.id))
    assert (said.body["text"], said.at - sent) == ("yes", timedelta(seconds=30))
    assert read == sent


def test_a_picture_in_between_takes_no_choice_away(scene):
    scene.bot.says = lambda _due: [Reply("Which?", (("Hours", "/choose1"),))]
    scene.hear(entry("k1"))
    scene.hear(scene.harness.photo(2, pictures.encoded("JPEG"), ""))
    scene.hear(entry("k3", text="1"))
    assert scene.bot.heard[-1] == ("Hours", "/choose1")
    assert len(scene.events("file")) == 1


def test_a_number_after_the_choice_was_made_is_a_number(scene):
    scene.bot.says = lambda due: [Reply("How many?")] if due.payload else [Reply("Which?", (("Hours", "/choose1"),))]
    scene.hear(entry("k1"))
    scene.hear(entry("k2", text="1"))
    scene.hear(entry("k3", text="1"))
    assert scene.bot.heard[1:] == [("Hours", "/choose1"), ("1", None)]


@pytest.mark.parametrize("typed", ["1", "one", "the first one"])
def test_of_two_lists_a_number_means_the_one_shown_last(scene, typed):
    """After a no the way to a person stands there alone: a number is a choice of that list, and of no earlier one."""
    shown = {"hello": (("Yes", "/yes"), ("No", "/no")), "no": (("Talk to a person", "/talk_to_human"),)}
    scene.bot.says = lambda due: [Reply("Shall I?", shown[due.text])] if due.text in shown else [Reply("Well.")]
    scene.hear(entry("k1", text="hello"))
    scene.hear(entry("k2", text="no"))
    scene.hear(entry("k3", text=typed))
    assert scene.bot.heard[-1] == ("Talk to a person", "/talk_to_human")
    scene.hear(entry("k4", text="2"))
    assert scene.bot.heard[-1] == ("2", None)
