"""What comes to WhatsApp's webhook and is not from Meta, or not as it should be."""

import pytest

from amends.channels.providers.whatsapp import WhatsAppChannel
from amends.channels.received import Text
from demo.providers.meta import APP_SECRET
from demo.providers.whatsapp import NUMBER
from tests.channels.providers.bad_calls import BODIES, outcome
from tests.channels.providers.conftest import VERIFY_TOKEN
from tests.channels.providers.meta_calls import FORGERIES, HANDSHAKES, RIGHT_HANDSHAKE, forged, handshake, signed

MESSAGE = {"from": "31612345678", "id": "wamid.1", "timestamp": "1790000000", "type": "text", "text": {"body": "hello"}}
OTHER = {**MESSAGE, "id": "wamid.2", "text": {"body": "the second"}}
STATUS = {"id": "wamid.9", "status": "delivered", "timestamp": "1790000000", "recipient_id": "31612345678"}


def changes(value, field="messages"):
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": field, "value": value}]}],
    }


def value(number=NUMBER, **content):
    return {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number}, **content}


def messages(*batch):
    return changes(value(messages=list(batch)))


def message(**changed):
    return messages({**MESSAGE, **changed})


def statuses(**changed):
    return changes(value(statuses=[{**STATUS, **changed}]))


SHAPES = {
    "no-object": ({"entry": []}, "invalid"),
    "object-of-messenger": ({"object": "page", "entry": []}, "invalid"),
    "object-array": ({"object": ["whatsapp_business_account"], "entry": []}, "invalid"),
    "no-entry": ({"object": "whatsapp_business_account"}, "invalid"),
    "entry-object": ({"object": "whatsapp_business_account", "entry": {"0": 1}}, "invalid"),
    "entry-null": ({"object": "whatsapp_business_account", "entry": None}, "invalid"),
    "no-entries": ({"object": "whatsapp_business_account", "entry": []}, []),
    "entries-of-nulls": ({"object": "whatsapp_business_account", "entry": [None, 5, "x", []]}, []),
    "changes-object": ({"object": "whatsapp_business_account", "entry": [{"changes": {"value": {}}}]}, []),
    "changes-null": ({"object": "whatsapp_business_account", "entry": [{"changes": None}]}, []),
    "value-array": (changes([value(messages=[MESSAGE])]), []),
    "value-null": (changes(None), []),
    "another-number": (changes(value("999", messages=[MESSAGE])), []),
    "number-as-number": (changes(value(int(NUMBER), messages=[MESSAGE])), []),
    "metadata-array": (changes({"metadata": [{"phone_number_id": NUMBER}], "messages": [MESSAGE]}), []),
    "no-metadata": (changes({"messages": [MESSAGE]}), []),
    "another-field": (changes(value(messages=[MESSAGE]), "message_template_status_update"), []),
    "field-null": (changes(value(messages=[MESSAGE]), None), []),
    "messages-object": (changes(value(messages=MESSAGE)), []),
    "messages-null": (changes(value(messages=None)), []),
    "batch-of-two": (messages(MESSAGE, OTHER), ["Text", "Text"]),
    "batch-with-nulls": (messages(None, MESSAGE, 5, [], "x", OTHER), ["Text", "Text"]),
    "batch-with-one-unreadable": (messages({**MESSAGE, "text": None}, OTHER), ["Unsupported", "Text"]),
    "batch-of-two-numbers": (
        {"object": "whatsapp_business_account", "entry": [
            {"changes": [{"field": "messages", "value": value("999", messages=[OTHER])}]},
            {"changes": [{"field": "messages", "value": value(messages=[MESSAGE])}]},
        ]},
        ["Text"],
    ),
    "from-null": (message(**{"from": None}), []),
    "from-number": (message(**{"from": 31612345678}), []),
    "from-words": (message(**{"from": "somebody"}), []),
    "from-long": (message(**{"from": "3" * 5000}), []),
    "from-other-digits": (message(**{"from": "٣١٦١٢٣٤٥٦٧٨"}), []),
    "from-a-user-name": (message(**{"from": None, "from_user_id": "NL.13491208655302741918"}), ["Text"]),
    "in-a-group": (message(group_id="g1"), []),
    "id-null": (message(id=None), ["Text"]),
    "id-number": (message(id=5), ["Text"]),
    "id-of-10000": (message(id="w" * 10_000), ["Text"]),
    "timestamp-words": (message(timestamp="yesterday"), ["Text"]),
    "timestamp-huge": (message(timestamp="9" * 4000), ["Text"]),
    "timestamp-negative": (message(timestamp="-5"), ["Text"]),
    "timestamp-other-digits": (message(timestamp="٣"), ["Text"]),
    "timestamp-null": (message(timestamp=None), ["Text"]),
    "timestamp-array": (message(timestamp=["1790000000"]), ["Text"]),
    "type-null": (message(type=None), ["Unsupported"]),
    "type-array": (message(type=["text"]), ["Unsupported"]),
    "type-of-tomorrow": (message(type="hologram"), ["Unsupported"]),
    "type-that-is-a-field": (message(type="from"), ["Unsupported"]),
    "text-null": (message(text=None), ["Unsupported"]),
    "text-string": (message(text="hello"), ["Unsupported"]),
    "body-number": (message(text={"body": 5}), ["Unsupported"]),
    "body-empty": (message(text={"body": ""}), ["Unsupported"]),
    "body-half-a-surrogate": (message(text={"body": "a\ud800"}), ["Text"]),
    "body-of-a-megabyte": (message(text={"body": "x" * 1024 * 1024}), ["Text"]),
    "image-null": (message(type="image", image=None), ["Unsupported"]),
    "image-without-id": (message(type="image", image={"mime_type": "image/jpeg"}), ["Unsupported"]),
    "image-id-number": (message(type="image", image={"id": 5}), ["Unsupported"]),
    "document-name-array": (message(type="document", document={"id": "5", "filename": ["a"]}), ["Files"]),
    "interactive-null": (message(type="interactive", interactive=None), ["Unsupported"]),
    "interactive-without-reply": (message(type="interactive", interactive={"type": "button_reply"}), ["Unsupported"]),
    "interactive-of-a-form": (
        message(type="interactive", interactive={"type": "nfm_reply", "nfm_reply": {"body": "Sent"}}),
        ["Unsupported"],
    ),
    "interactive-type-array": (message(type="interactive", interactive={"type": []}), ["Unsupported"]),
    "button-without-payload": (message(type="button", button={"text": "Yes"}), ["Text"]),
    "edit-without-original": (message(type="edit", edit={"message": {"type": "text"}}), ["Unsupported"]),
    "revoke-null": (message(type="revoke", revoke=None), ["Unsupported"]),
    "reaction": (message(type="reaction", reaction={"message_id": "x", "emoji": "👍"}), []),
    "system": (message(type="system", system={"type": "user_changed_number", "body": "x"}), []),
    "contacts-object": (changes(value(messages=[MESSAGE], contacts={"profile": {}})), ["Text"]),
    "contacts-of-nulls": (changes(value(messages=[MESSAGE], contacts=[None, {"wa_id": "31612345678"}])), ["Text"]),
    "status-sent": (statuses(status="sent"), []),
    "status-array": (statuses(status=["read"]), []),
    "status-without-id": (statuses(id=None), []),
    "status-errors-object": (statuses(status="failed", errors={"code": 131047}), ["Delivery"]),
    "status-code-string": (statuses(status="failed", errors=[{"code": "131047"}]), ["Delivery"]),
    "statuses-object": (changes(value(statuses=STATUS)), []),
}  # fmt: skip


@pytest.fixture(scope="module")
def whatsapp_channel():
    return WhatsAppChannel(NUMBER, "1", "token", APP_SECRET, VERIFY_TOKEN)


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=FORGERIES)
def test_a_call_without_metas_signature_is_refused(whatsapp_channel, headers):
    assert outcome(whatsapp_channel, forged(messages(MESSAGE), headers)) == "refused"


@pytest.mark.parametrize("query", HANDSHAKES.values(), ids=HANDSHAKES)
def test_a_handshake_that_is_none_is_refused(whatsapp_channel, query):
    assert outcome(whatsapp_channel, handshake(query)) == "refused"


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_object_is_invalid(whatsapp_channel, body):
    assert outcome(whatsapp_channel, signed(body)) == "invalid"


@pytest.mark.parametrize(("body", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_call_of_a_wrong_shape_is_read_as_far_as_it_goes(whatsapp_channel, body, expected):
    assert outcome(whatsapp_channel, signed(body)) == expected


def test_the_challenge_of_a_handshake_is_repeated(whatsapp_channel):
    arrived = whatsapp_channel.take(handshake(RIGHT_HANDSHAKE))
    assert (arrived.answer.status, arrived.answer.body, arrived.received) == (200, "1158201444", ())


def test_a_redelivery_has_the_same_keys_and_each_message_its_own(whatsapp_channel):
    batch = signed(messages(MESSAGE, OTHER, {**MESSAGE, "id": None}, {**OTHER, "id": "w" * 10_000}))
    once, again = (whatsapp_channel.take(batch).received for _ in range(2))
    assert once == again
    assert len({each.key for each in once}) == 4
    assert max(len(each.key) for each in once) <= 200


def test_news_of_one_message_has_a_key_for_each_state(whatsapp_channel):
    keys = [
        whatsapp_channel.take(signed(statuses(status=state))).received[0].key
        for state in ("delivered", "read", "failed", "read")
    ]
    assert len(set(keys)) == 3


def test_a_signature_in_capitals_is_the_same(whatsapp_channel):
    call = signed(messages(MESSAGE))
    shouted = {name: "sha256=" + text.removeprefix("sha256=").upper() for name, text in call.headers.items()}
    assert whatsapp_channel.take(forged(messages(MESSAGE), lambda _: shouted)).received[0].what == Text("hello")
