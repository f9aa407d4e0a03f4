"""What Slack has and others have not, from its call to what is kept and answered."""

import pytest

from amends.channels.providers.slack import SlackChannel
from tests.channels.harness import Post
from tests.channels.stand_in_harness import SlackHarness


@pytest.fixture
def harness():
    return SlackHarness()


def post(hook):
    return Post(hook.body, dict(hook.headers))


def test_whoever_writes_in_a_thread_is_answered_there_in_the_same_conversation(scene, harness):
    scene.hear(harness.text(1, "hello"))
    root = harness.message_id(1)
    scene.hear(post(harness.stand_in.say(harness.address, "in a thread", root)))
    scene.hear(harness.text(2, "hello again"))
    assert scene.words() == ["hello", "in a thread", "hello again"]
    assert len(scene.conversations()) == 1
    in_thread = [each.text for each in harness.stand_in.sent if each.raw.get("thread_ts") == root]
    assert in_thread == ["You said: in a thread"]


def test_what_slack_delivers_again_and_signs_anew_has_one_effect(scene, harness):
    hook = harness.stand_in.say(harness.address, "once")
    scene.hear(post(hook), *(post(harness.stand_in.again(hook, number)) for number in (1, 2, 3)))
    assert scene.words() == ["once"]
    assert scene.told() == ["You said: once"]


def test_a_call_that_is_captured_and_sent_again_later_is_refused(scene, harness):
    call = harness.text(1, "once")
    scene.hear(call)
    scene.later(minutes=5, seconds=1)
    assert scene.post(call).status_code == 404
    assert scene.words() == ["once"]


def test_while_slack_does_not_answer_whose_the_token_is_the_call_is_to_come_again(scene, harness):
    harness.stand_in.fail("down")
    call = harness.text(1, "hello")
    assert scene.post(call).status_code == 503
    assert scene.deliveries() == []
    scene.hear(call)
    assert scene.words() == ["hello"]


def test_a_call_about_another_workspace_is_acknowledged_and_nothing_kept(scene, harness):
    said = harness.stand_in.say(harness.address, "hello").document
    scene.hear(post(harness.stand_in.hook({**said, "team_id": "T0OTHER001"})))
    assert scene.deliveries() == []


def test_the_handshake_and_the_apps_own_words_leave_nothing_behind(scene, harness):
    challenge = {"type": "url_verification", "challenge": "abc", "token": "deprecated"}
    answer = scene.post(post(harness.stand_in.hook(challenge)))
    assert (answer.status_code, answer.text) == (200, "abc")
    scene.hear(harness.text(1, "hello"))
    before = len(scene.deliveries())
    for message in [each for each in harness.stand_in.messages.values() if each.get("bot_id")]:
        scene.hear(post(harness.stand_in.event({**message, "channel": harness.address, "channel_type": "im"})))
    assert (len(scene.deliveries()), scene.words()) == (before, ["hello"])


def test_nothing_is_sent_for_the_sign_that_somebody_types(scene, harness, monkeypatch):
    monkeypatch.setattr(SlackChannel, "show_typing", lambda *_: pytest.fail("there is no such sign"))
    scene.hear(harness.text(1, "hello"))
    assert harness.stand_in.typing == []
