"""News that Twilio sends of each message of ours, on the way that it takes: over the web process, signed."""

import pytest

from tests.channels.contract import Scene
from tests.channels.stand_in_harness import SmsHarness, TwilioWhatsAppHarness


@pytest.fixture(params=[SmsHarness, TwilioWhatsAppHarness], ids=lambda made: made.kind)
def scene(sqlite, request):
    scene = Scene(sqlite, request.param())
    yield scene
    scene.stop()


def told(scene, state, code=None):
    """News of the message that went out last."""
    stand_in = scene.harness.stand_in
    stand_in.status(stand_in.sent[-1], state, code)
    scene.do()
    return scene.messages()[-1]


def test_a_message_moves_on_to_read(scene):
    scene.hear(scene.harness.text(1, "hello"))
    assert [told(scene, state).state for state in ("sent", "delivered", "read")] == ["sent", "delivered", "read"]
    assert told(scene, "delivered").state == "read"
    assert set(scene.harness.stand_in.statuses) == {200}
    assert scene.events("channel") == []


@pytest.mark.parametrize("state", ["undelivered", "failed"])
def test_a_message_that_failed_after_all_is_told_to_the_desk_once(scene, state):
    scene.hear(scene.harness.text(1, "hello"))
    row = told(scene, state, 30005)
    assert (row.state, row.code) == ("failed", "30005")
    assert "unknown to the operator" in row.why
    told(scene, "failed", 30005)
    [line] = scene.events("channel")
    assert (line.body["what"], line.body["code"], line.body["instead"]) == ("failed", "30005", "nothing")


def test_news_under_another_signature_changes_nothing(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.stand_in.auth_token = "another"
    assert told(scene, "failed", 30005).state == "sent"
    assert scene.harness.stand_in.statuses[-1] == 404


def test_every_message_says_where_its_news_go(scene):
    scene.hear(scene.harness.text(1, "hello"))
    asked = {each.raw["StatusCallback"] for each in scene.harness.stand_in.sent}
    assert asked == {"https://chat.example.com" + scene.path}
