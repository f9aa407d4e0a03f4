"""What comes to Messenger's webhook and is not from Meta, or not as it should be."""

import pytest

from amends.channels.providers.messenger import MessengerChannel
from demo.providers.messenger import PAGE
from demo.providers.meta import APP_SECRET
from tests.channels.providers.bad_calls import BODIES, outcome
from tests.channels.providers.conftest import VERIFY_TOKEN
from tests.channels.providers.meta_calls import FORGERIES, HANDSHAKES, RIGHT_HANDSHAKE, forged, handshake, signed

EVENT = {
    "sender": {"id": "7712345678"},
    "recipient": {"id": PAGE},
    "timestamp": 1_790_000_000_000,
    "message": {"mid": "m_1", "text": "hello"},
}
OTHER = {**EVENT, "message": {"mid": "m_2", "text": "the second"}}
IMAGE = {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/a.jpg"}}


def batch(*events):
    return {"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": list(events)}]}


def event(**changed):
    return batch({**EVENT, **changed})


def message(**content):
    return event(message={"mid": "m_1", **content})


def instead(**what):
    return batch({name: each for name, each in EVENT.items() if name != "message"} | what)


SHAPES = {
    "no-object": ({"entry": []}, "invalid"),
    "object-of-whatsapp": ({"object": "whatsapp_business_account", "entry": []}, "invalid"),
    "object-of-instagram": ({"object": "instagram", "entry": []}, "invalid"),
    "object-null": ({"object": None, "entry": []}, "invalid"),
    "no-entry": ({"object": "page"}, "invalid"),
    "entry-object": ({"object": "page", "entry": {"messaging": []}}, "invalid"),
    "entry-string": ({"object": "page", "entry": "x"}, "invalid"),
    "no-entries": ({"object": "page", "entry": []}, []),
    "entries-of-nulls": ({"object": "page", "entry": [None, 5, [], "x"]}, []),
    "messaging-object": ({"object": "page", "entry": [{"messaging": EVENT}]}, []),
    "messaging-null": ({"object": "page", "entry": [{"messaging": None}]}, []),
    "changes-of-the-feed": ({"object": "page", "entry": [{"changes": [{"field": "feed", "value": {}}]}]}, []),
    "standby": ({"object": "page", "entry": [{"standby": [EVENT]}]}, []),
    "batch-of-two": (batch(EVENT, OTHER), ["Text", "Text"]),
    "batch-with-nulls": (batch(None, EVENT, 5, "x", OTHER), ["Text", "Text"]),
    "batch-with-one-unreadable": (batch({**EVENT, "message": {"mid": "m_3"}}, OTHER), ["Unsupported", "Text"]),
    "batch-of-two-entries": (
        {"object": "page", "entry": [{"messaging": [EVENT]}, {"messaging": [OTHER]}]},
        ["Text"] * 2,
    ),
    "another-page": (event(recipient={"id": "999"}), []),
    "page-as-number": (event(recipient={"id": int(PAGE)}), []),
    "no-recipient": (event(recipient=None), []),
    "recipient-array": (event(recipient=[{"id": PAGE}]), []),
    "no-sender": (event(sender=None), []),
    "sender-string": (event(sender="7712345678"), []),
    "sender-number": (event(sender={"id": 7712345678}), []),
    "sender-words": (event(sender={"id": "somebody"}), []),
    "sender-long": (event(sender={"id": "7" * 5000}), []),
    "sender-other-digits": (event(sender={"id": "٧٧"}), []),
    "sender-of-a-chat-plugin": (event(sender={"user_ref": "x"}), []),
    "timestamp-string": (event(timestamp="1790000000000"), ["Text"]),
    "timestamp-huge": (event(timestamp=10**30), ["Text"]),
    "timestamp-negative": (event(timestamp=-1), ["Text"]),
    "timestamp-null": (event(timestamp=None), ["Text"]),
    "timestamp-true": (event(timestamp=True), ["Text"]),
    "echo": (message(text="ours", is_echo=True, app_id=1), []),
    "echo-as-page-sends-it": (
        batch({**EVENT, "sender": {"id": PAGE}, "recipient": {"id": "77"}, "message": {"mid": "m", "is_echo": True}}),
        [],
    ),
    "message-null": (event(message=None), ["Unsupported"]),
    "message-array": (event(message=[{"text": "x"}]), ["Unsupported"]),
    "message-string": (event(message="hello"), ["Unsupported"]),
    "message-empty": (event(message={}), ["Unsupported"]),
    "mid-null": (event(message={"mid": None, "text": "hello"}), ["Text"]),
    "mid-number": (event(message={"mid": 5, "text": "hello"}), ["Text"]),
    "mid-of-10000": (event(message={"mid": "m" * 10_000, "text": "hello"}), ["Text"]),
    "text-null": (message(text=None), ["Unsupported"]),
    "text-number": (message(text=5), ["Unsupported"]),
    "text-array": (message(text=["hello"]), ["Unsupported"]),
    "text-empty": (message(text=""), ["Unsupported"]),
    "text-half-a-surrogate": (message(text="a\ud800"), ["Text"]),
    "text-of-a-megabyte": (message(text="x" * 1024 * 1024), ["Text"]),
    "quick-reply-null": (message(text="Yes", quick_reply=None), ["Text"]),
    "quick-reply-array": (message(text="Yes", quick_reply=[{"payload": "t"}]), ["Text"]),
    "quick-reply-payload-number": (message(text="Yes", quick_reply={"payload": 5}), ["Text"]),
    "attachments-null": (message(attachments=None), ["Unsupported"]),
    "attachments-object": (message(attachments=IMAGE), ["Unsupported"]),
    "attachments-of-nulls": (message(attachments=[None, 5, "x"]), ["Unsupported"]),
    "image-without-payload": (message(attachments=[{"type": "image"}]), ["Unsupported"]),
    "image-url-number": (message(attachments=[{"type": "image", "payload": {"url": 5}}]), ["Unsupported"]),
    "attachment-type-array": (message(attachments=[{"type": ["image"], "payload": {"url": "x"}}]), ["Unsupported"]),
    "attachment-of-tomorrow": (message(attachments=[{"type": "hologram", "payload": {}}]), ["Unsupported"]),
    "preview-of-a-link": (message(text="see this", attachments=[{"type": "fallback", "payload": None}]), ["Text"]),
    "image-and-voice": (message(attachments=[IMAGE, {"type": "audio", "payload": {}}]), ["Files", "Unsupported"]),
    "postback-null": (instead(postback=None), ["Unsupported"]),
    "postback-without-payload": (instead(postback={"title": "Start"}), ["Unsupported"]),
    "postback-payload-object": (instead(postback={"title": "Start", "payload": {}}), ["Unsupported"]),
    "edit-array": (instead(message_edit=[{"mid": "m", "text": "x"}]), []),
    "edit-without-words": (instead(message_edit={"mid": "m_1", "num_edit": 1}), []),
    "edit-without-number": (instead(message_edit={"mid": "m_1", "text": "x"}), ["Edit"]),
    "delivery-null": (instead(delivery=None), []),
    "delivery-mids-object": (instead(delivery={"mids": {"0": "m"}}), []),
    "delivery-of-nulls": (instead(delivery={"mids": [None, 5, "m_9"], "watermark": 1}), ["Delivery"]),
    "read": (instead(read={"watermark": 1}), []),
    "reaction": (instead(reaction={"mid": "m_1", "action": "react", "emoji": "👍"}), []),
    "referral": (instead(referral={"ref": "x", "source": "SHORTLINK"}), []),
    "nothing-happened": (instead(), []),
}


@pytest.fixture(scope="module")
def messenger_channel():
    return MessengerChannel(PAGE, "token", APP_SECRET, VERIFY_TOKEN)


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=FORGERIES)
def test_a_call_without_metas_signature_is_refused(messenger_channel, headers):
    assert outcome(messenger_channel, forged(batch(EVENT), headers)) == "refused"


@pytest.mark.parametrize("query", HANDSHAKES.values(), ids=HANDSHAKES)
def test_a_handshake_that_is_none_is_refused(messenger_channel, query):
    assert outcome(messenger_channel, handshake(query)) == "refused"


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_object_is_invalid(messenger_channel, body):
    assert outcome(messenger_channel, signed(body)) == "invalid"


@pytest.mark.parametrize(("body", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_call_of_a_wrong_shape_is_read_as_far_as_it_goes(messenger_channel, body, expected):
    assert outcome(messenger_channel, signed(body)) == expected


def test_the_challenge_of_a_handshake_is_repeated(messenger_channel):
    arrived = messenger_channel.take(handshake(RIGHT_HANDSHAKE))
    assert (arrived.answer.status, arrived.answer.body, arrived.received) == (200, "1158201444", ())


def test_a_redelivery_has_the_same_keys_and_each_message_its_own(messenger_channel):
    both = [IMAGE, {"type": "audio", "payload": {}}]
    unnamed = [{**EVENT, "message": {"text": "no mid"}}, {**EVENT, "message": {"attachments": both}}]
    call = signed(batch(EVENT, OTHER, *unnamed))
    once, again = (messenger_channel.take(call).received for _ in range(2))
    assert once == again
    assert len({each.key for each in once}) == len(once) == 5
