"""What comes to Slack's Request URL and is not from Slack, or not as it should be."""

import json

import pytest

from amends.channels.providers.slack import SlackChannel
from amends.channels.providers.slack_web import Who
from amends.channels.received import Call, Press, Text
from demo.providers.slack import SIGNING_SECRET
from demo.providers.slack_server import BOT_USER, TEAM
from tests.channels.providers.bad_calls import BODIES, outcome
from tests.channels.providers.conftest import AT
from tests.channels.providers.slack_calls import (
    ACTION,
    BEFORE,
    CHAT,
    FORGERIES,
    FORMS,
    MESSAGE,
    NOW,
    TAP,
    TS,
    URL,
    action,
    changed,
    deleted,
    event,
    form,
    mac,
    message,
    proof,
    signed,
    tap,
)

SHAPES = {
    "nothing": ({}, []),
    "type-null": (event(type=None), []),
    "type-array": (event(type=["event_callback"]), []),
    "type-of-tomorrow": (event(type="hologram"), []),
    "rate-limited": ({"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": NOW}, []),
    "tap-as-event": (TAP, []),
    "another-workspace": (event(team_id="T0OTHER001"), []),
    "no-workspace": (event(team_id=None), []),
    "workspace-array": (event(team_id=[TEAM]), []),
    "workspace-longer": (event(team_id=f"{TEAM} "), []),
    "event-null": ({"type": "event_callback", "team_id": TEAM, "event": None}, []),
    "event-array": (event([MESSAGE]), []),
    "event-words": (event("hello"), []),
    "event-id-null": (event(event_id=None), ["Text"]),
    "event-id-number": (event(event_id=5), ["Text"]),
    "event-id-of-10000": (event(event_id="E" * 10_000), ["Text"]),
    "event-time-words": (event(event_time="yesterday"), ["Text"]),
    "mention": (message(type="app_mention"), []),
    "reaction": (message(type="reaction_added"), []),
    "home-opened": (message(type="app_home_opened", tab="messages"), []),
    "file-shared": (message(type="file_shared", file_id="F1"), []),
    "message-type-array": (message(type=["message"]), []),
    "channel": (message(channel="C024BE91L", channel_type="channel"), []),
    "private-channel": (message(channel="G024BE91L", channel_type="group"), []),
    "several-people": (message(channel="G024BE91L", channel_type="mpim"), []),
    "channel-that-says-im": (message(channel="C024BE91L"), []),
    "chat-that-says-channel": (message(channel_type="channel"), []),
    "chat-without-type": (event({key: MESSAGE[key] for key in MESSAGE if key != "channel_type"}), ["Text"]),
    "channel-null": (message(channel=None), []),
    "channel-object": (message(channel={"id": CHAT}), []),
    "channel-long": (message(channel="D" * 5000), []),
    "channel-lower-case": (message(channel=CHAT.lower()), []),
    "channel-path": (message(channel="D024/../C1"), []),
    "channel-other-digits": (message(channel="D٣٤٥"), []),
    "user-null": (message(user=None), []),
    "user-array": (message(user=["U024BE91L"]), []),
    "user-of-nobody": (message(user="somebody"), []),
    "user-of-another-workspace": (message(user="W024BE91L"), ["Text"]),
    "from-slackbot": (message(user="USLACKBOT"), []),
    "from-ourselves": (message(user=BOT_USER), []),
    "from-a-bot": (message(bot_id="B1"), []),
    "from-a-bot-with-a-profile": (message(bot_id="B1", bot_profile={"id": "B1"}), []),
    "bot-id-object": (message(bot_id={"id": "B1"}), []),
    "bot-id-empty": (message(bot_id=""), ["Text"]),
    "subtype-bot": (message(subtype="bot_message"), []),
    "subtype-of-tomorrow": (message(subtype="hologram"), []),
    "subtype-array": (message(subtype=["bot_message"]), []),
    "subtype-number": (message(subtype=5), []),
    "text-null": (message(text=None), ["Unsupported"]),
    "text-number": (message(text=5), ["Unsupported"]),
    "text-empty": (message(text=""), ["Unsupported"]),
    "text-nul": (message(text="\0"), ["Unsupported"]),
    "text-half-a-surrogate": (message(text="a\ud800"), ["Text"]),
    "text-of-a-megabyte": (message(text="x" * 1024 * 1024), ["Text"]),
    "text-of-brackets": (message(text="<" * 100_000), ["Text"]),
    "forwarded": (message(text="", attachments=[{"is_share": True}]), ["Unsupported"]),
    "ts-null": (message(ts=None), ["Text"]),
    "ts-number": (message(ts=1790000000.0001), ["Text"]),
    "ts-words": (message(ts="yesterday"), ["Text"]),
    "ts-huge": (message(ts="9" * 4000 + ".1"), ["Text"]),
    "ts-negative": (message(ts="-5.1"), ["Text"]),
    "ts-other-digits": (message(ts="٣.٣"), ["Text"]),
    "thread-words": (message(thread_ts="yesterday"), ["Text"]),
    "thread-array": (message(thread_ts=[TS]), ["Text"]),
    "files-null": (message(text="", subtype="file_share", files=None), ["Unsupported"]),
    "files-object": (message(text="", subtype="file_share", files={"url_private": "x"}), ["Unsupported"]),
    "files-of-nulls": (message(text="look", subtype="file_share", files=[None, 5, "x", []]), ["Text"]),
    "file-empty": (message(text="look", subtype="file_share", files=[{}]), ["Text", "Unsupported"]),
    "file-url-number": (message(subtype="file_share", files=[{"url_private": 5}]), ["Text", "Unsupported"]),
    "file-mode-array": (message(text="", files=[{"url_private": "https://x", "mode": ["hosted"]}]), ["Unsupported"]),
    "file-type-array": (message(text="", files=[{"url_private": "https://x", "mimetype": ["a"]}]), ["Files"]),
    "file-size-words": (message(text="", files=[{"url_private": "https://x", "size": "5"}]), ["Files"]),
    "file-without-subtype": (message(files=[{"url_private": "https://x", "name": "a.png"}]), ["Files"]),
    "change": (changed(), ["Edit"]),
    "change-of-nothing": (changed(message=BEFORE), []),
    "change-null": (changed(message=None), []),
    "change-array": (changed(message=[BEFORE]), []),
    "change-without-before": (changed(previous_message=None), ["Edit"]),
    "change-without-ts": (changed(message={**BEFORE, "text": "after", "ts": None}), []),
    "change-to-nothing": (changed(message={**BEFORE, "text": ""}), []),
    "change-by-a-bot": (changed(message={**BEFORE, "text": "after", "bot_id": "B1"}), []),
    "change-of-ours": (changed(message={**BEFORE, "text": "after", "user": BOT_USER}), []),
    "change-in-a-channel": (changed(channel="C1", channel_type="channel"), []),
    "note-in-place": (changed(message={"subtype": "tombstone", "user": "USLACKBOT", "ts": TS}), ["Deletion"]),
    "note-in-place-without-ts": (changed(message={"subtype": "tombstone"}), []),
    "note-in-place-of-a-bots": (changed(message={"subtype": "tombstone", "ts": TS}, previous_message={}), []),
    "deletion": (deleted(), ["Deletion"]),
    "deletion-without-its-time": (deleted(deleted_ts=None), ["Deletion"]),
    "deletion-without-before": (deleted(previous_message=None), []),
    "deletion-of-a-bots": (deleted(previous_message={**BEFORE, "bot_id": "B1"}), []),
    "deletion-of-nothing": (deleted(deleted_ts=None, previous_message={**BEFORE, "ts": None}), []),
    "deletion-time-array": (deleted(deleted_ts=[TS]), []),
    "challenge-null": ({"type": "url_verification", "challenge": None}, "invalid"),
    "challenge-array": ({"type": "url_verification", "challenge": ["a"]}, "invalid"),
    "challenge-empty": ({"type": "url_verification", "challenge": ""}, "invalid"),
    "challenge-page": ({"type": "url_verification", "challenge": "<script>alert(1)</script>"}, "invalid"),
    "challenge-long": ({"type": "url_verification", "challenge": "a" * 201}, "invalid"),
    "same-key-twice": (b'{"type": "event_callback", "team_id": "T0SHOP0001", "event": null, "type": "x"}', []),
}

TAPS = {
    "right": (TAP, ["Press"]),
    "event-as-tap": (event(), []),
    "nothing": ({}, []),
    "of-a-form": (tap(type="view_submission", team={"id": TEAM}, view={"id": "V1"}), []),
    "of-a-shortcut": (tap(type="message_action"), []),
    "type-array": (tap(type=["block_actions"]), []),
    "another-workspace": (tap(team={"id": "T0OTHER001"}), []),
    "no-workspace": (tap(team=None), []),
    "workspace-word": (tap(team=TEAM), []),
    "channel": (tap(channel={"id": "C024BE91L"}), []),
    "channel-null": (tap(channel=None), []),
    "channel-word": (tap(channel=CHAT), []),
    "actions-null": (tap(actions=None), []),
    "actions-object": (tap(actions=ACTION), []),
    "actions-none": (tap(actions=[]), []),
    "actions-of-nulls": (tap(actions=[None, 5, "x", []]), []),
    "two-actions": (tap(actions=[ACTION, {**ACTION, "value": "t-2"}]), ["Press", "Press"]),
    "no-trigger": (tap(trigger_id=None), ["Press"]),
    "trigger-of-10000": (tap(trigger_id="1" * 10_000), ["Press"]),
    "no-message": (tap(message=None), ["Press"]),
    "value-null": (action(value=None), ["Unsupported"]),
    "value-number": (action(value=5), ["Unsupported"]),
    "value-empty": (action(value=""), ["Unsupported"]),
    "text-null": (action(text=None), ["Press"]),
    "text-word": (action(text="Yes"), ["Press"]),
    "time-null": (action(action_ts=None), ["Press"]),
    "time-words": (action(action_ts="yesterday"), ["Press"]),
    "option": (action(value=None, selected_option={"value": "t-2", "text": {"text": "No"}}), ["Press"]),
    "option-array": (action(value=None, selected_option=[{"value": "t-2"}]), ["Unsupported"]),
    "option-without-value": (action(value=None, selected_option={"text": {"text": "No"}}), ["Unsupported"]),
}

NO_UTF_8 = {"utf-16", "utf-32", "latin-1", "surrogate-bytes"}
"""Bodies of which Slack's own library makes no signature."""


@pytest.fixture(scope="module")
def slack_channel():
    """It knows whose token it has, and asks nobody."""
    channel = SlackChannel("xoxb-1", SIGNING_SECRET, api="http://127.0.0.1:9")
    channel._known = Who(TEAM, "Shop", BOT_USER, "support", frozenset())
    return channel


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize("sort", ["event", "tap"])
def test_a_call_without_slacks_signature_is_refused(slack_channel, headers, sort):
    right = signed(event()) if sort == "event" else form(TAP)
    kind = {"content-type": right.headers["content-type"]}
    assert outcome(slack_channel, right) in (["Text"], ["Press"])
    assert outcome(slack_channel, Call("POST", URL, kind | headers(right.body), right.body, AT)) == "refused"


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD"])
def test_slack_only_posts(slack_channel, method):
    right = signed(event())
    assert outcome(slack_channel, Call(method, URL, right.headers, right.body, AT)) == "refused"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_call_within_five_minutes_is_taken(slack_channel, seconds):
    assert outcome(slack_channel, signed(event(), at=NOW + seconds)) == ["Text"]


@pytest.mark.parametrize("secret", ["", " "])
def test_an_empty_secret_of_ours_proves_nothing(secret):
    body = json.dumps(event()).encode()
    call = Call("POST", URL, proof(NOW, f"v0={mac(body, secret=secret)}"), body, AT)
    assert outcome(SlackChannel("xoxb-1", secret), call) == "refused"


@pytest.mark.parametrize(("name", "body"), BODIES.items(), ids=BODIES)
def test_a_body_that_is_no_object_is_invalid(slack_channel, name, body):
    assert outcome(slack_channel, signed(body)) == ("refused" if name in NO_UTF_8 else "invalid")


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_form_without_a_tap_is_invalid(slack_channel, body):
    expected = "refused" if b"\xff" in body else "invalid"
    assert outcome(slack_channel, form(body)) == expected


@pytest.mark.parametrize(("body", "expected"), SHAPES.values(), ids=SHAPES)
def test_an_event_of_a_wrong_shape_is_read_as_far_as_it_goes(slack_channel, body, expected):
    assert outcome(slack_channel, signed(body)) == expected


@pytest.mark.parametrize(("payload", "expected"), TAPS.values(), ids=TAPS)
def test_a_tap_of_a_wrong_shape_is_read_as_far_as_it_goes(slack_channel, payload, expected):
    assert outcome(slack_channel, form(payload)) == expected


def test_the_challenge_of_the_handshake_is_repeated(slack_channel):
    arrived = slack_channel.take(signed({"type": "url_verification", "challenge": "3eZbrw1aB_-9", "token": "x"}))
    assert (arrived.answer.status, arrived.answer.body, arrived.received) == (200, "3eZbrw1aB_-9", ())


def test_what_is_acknowledged_gets_an_empty_answer(slack_channel):
    for call in (signed(event()), form(TAP)):
        assert (slack_channel.take(call).answer.status, slack_channel.take(call).answer.body) == (200, "")


def test_a_redelivery_has_the_same_key_and_each_event_its_own(slack_channel):
    documents = [event(), event(event_id="Ev2"), event(event_id=None), event(event_id="E" * 10_000)]
    documents.append({**message(text="another"), "event_id": None})
    once, again = (
        [slack_channel.take(signed(each, at=NOW - late)).received[0] for each in documents] for late in (0, 60)
    )
    assert once == again
    assert len({each.key for each in once}) == 5
    assert max(len(each.key) for each in once) <= 200


def test_each_tap_has_a_key_of_its_own(slack_channel):
    def keys(payload):
        return [each.key for each in slack_channel.take(form(payload)).received]

    two = tap(actions=[ACTION, ACTION])
    assert keys(two) == keys(two)
    assert len({*keys(two), *keys(tap(trigger_id="9.9.9")), *keys(tap(trigger_id=None))}) == 4


def test_what_else_stands_in_a_form_changes_nothing(slack_channel):
    assert slack_channel.take(form(TAP, ssl_check="1")).received[0].what == Press("t-1", "Yes")


def test_what_no_database_takes_is_left_out_of_a_text(slack_channel):
    assert slack_channel.take(signed(message(text="a\0b\ud800c"))).received[0].what == Text("ab\ufffdc")


def test_a_time_of_the_future_counts_as_now(slack_channel):
    assert slack_channel.take(signed(message(ts="39999999999.1"))).received[0].sent_at == AT
