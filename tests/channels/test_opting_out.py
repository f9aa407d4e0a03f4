"""A customer who opted out of messages is not written to; the desk sees it, and what is said goes by e-mail."""

import pytest
from sqlalchemy import select

from amends.channels import opting_out
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow
from tests.channels.contract import Scene
from tests.channels.stand_in_harness import SmsHarness


@pytest.fixture
def scene(sqlite):
    scene = Scene(sqlite, SmsHarness())
    yield scene
    scene.stop()


def codes(scene):
    """Of each line of the desk's, what it is about and the code that stands with it."""
    return [(line.body["what"], line.body.get("code")) for line in scene.events("channel")]


def is_out(scene):
    with scene.database.read() as session:
        return opting_out.is_out(session, scene.conversation.id)


def test_stop_is_no_message_and_nobody_answers_it(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, "STOP"))
    assert scene.words() == ["hello"]
    assert scene.told() == ["You said: hello"]
    assert codes(scene) == [(opting_out.OUT, None)]
    assert is_out(scene)


def test_what_is_said_afterwards_is_not_even_tried(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, "STOP"))
    with scene.database.begin() as session:
        session.get_one(ConversationRow, scene.conversation.id).verified_email = "kari@example.com"
    scene.person_writes("Your refund has been paid.")
    assert codes(scene) == [(opting_out.OUT, None), ("failed", "opted_out")]
    assert scene.told() == ["You said: hello"]
    with scene.database.read() as session:
        [mail] = session.scalars(select(MailRow))
    assert "Your refund has been paid." in mail.text


def test_whoever_opts_in_again_is_written_to(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, "STOP"))
    start = scene.harness.stand_in.say(scene.harness.address, "START", OptOutType="START")
    scene.harness._hooks[3] = start
    scene.hear(scene.harness.text(3, "START"))
    assert not is_out(scene)
    scene.person_writes("Good morning")
    assert scene.told() == ["You said: hello", "Good morning"]
    assert codes(scene) == [(opting_out.OUT, None), (opting_out.IN, None)]


def test_whoever_writes_again_is_answered_as_far_as_the_provider_lets_it_through(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, "STOP"))
    scene.hear(scene.harness.text(3, "still there?"))
    assert not is_out(scene)
    assert scene.words() == ["hello", "still there?"]
    assert codes(scene) == [(opting_out.OUT, None), ("failed", "21610")]
    assert "START" in scene.events("channel")[-1].body["why"]


def test_an_answer_that_was_on_its_way_is_held_back(scene):
    scene.hear(scene.harness.text(1, "hello"), scene.harness.text(2, "STOP"))
    assert scene.harness.sent() == []
    assert codes(scene)[0] == (opting_out.OUT, None)
    assert {code for _, code in codes(scene)[1:]} == {"opted_out"}


def test_stop_of_somebody_who_never_wrote_begins_nothing(scene):
    scene.hear(scene.harness.text(1, "STOP"))
    assert scene.conversations() == []
    assert scene.harness.sent() == []


def test_stop_delivered_five_times_is_one_line(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(*[scene.harness.text(2, "STOP")] * 5)
    assert codes(scene) == [(opting_out.OUT, None)]
