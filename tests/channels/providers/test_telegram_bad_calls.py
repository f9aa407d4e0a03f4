"""What comes to Telegram's webhook and is not from Telegram, or not as it should be."""

import json
from dataclasses import replace

import pytest

from amends.channels.providers.telegram import TelegramChannel
from amends.channels.received import Call, Text
from demo.providers.telegram_server import TOKEN
from tests.channels.providers.bad_calls import BODIES, outcome
from tests.channels.providers.conftest import AT, SECRET

HEADER = "x-telegram-bot-api-secret-token"
CHAT = {"id": 7, "type": "private", "first_name": "Lotte"}
SENDER = {"id": 7, "is_bot": False, "first_name": "Lotte", "language_code": "nl"}
MESSAGE = {"message_id": 5, "date": 1_790_000_000, "chat": CHAT, "from": SENDER, "text": "hello"}
QUERY = {"id": "1", "from": SENDER, "chat_instance": "1", "data": "t1", "message": {**MESSAGE, "text": "Pick"}}

PROOFS = {
    "no-header": {},
    "empty": {HEADER: ""},
    "another": {HEADER: "somebody_elses"},
    "beginning": {HEADER: SECRET[:-1]},
    "longer": {HEADER: f"{SECRET}x"},
    "blank-at-the-end": {HEADER: f"{SECRET} "},
    "quoted": {HEADER: f'"{SECRET}"'},
    "upper-case": {HEADER: SECRET.upper()},
    "twice": {HEADER: f"{SECRET}, {SECRET}"},
    "not-ascii": {HEADER: "geheim–ø"},
    "half-a-surrogate": {HEADER: "\ud800"},
    "nul": {HEADER: f"{SECRET}\0"},
    "a-megabyte": {HEADER: "x" * 1024 * 1024},
    "other-name": {"x-telegram-secret": SECRET},
    "bearer": {"authorization": f"Bearer {SECRET}"},
    "meta-signature": {"x-hub-signature-256": f"sha256={'0' * 64}"},
    "bot-token": {HEADER: TOKEN},
}


def call(body, headers=None, method="POST"):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call(method, "https://shop.example.com/hook", {HEADER: SECRET} if headers is None else headers, raw, AT)


def message(**changed):
    return {"update_id": 1, "message": {**MESSAGE, **changed}}


def without(name):
    return {"update_id": 1, "message": {key: value for key, value in MESSAGE.items() if key != name}}


SHAPES = {
    "no-update": ({}, []),
    "only-an-id": ({"update_id": 1}, []),
    "message-null": ({"update_id": 1, "message": None}, []),
    "message-array": ({"update_id": 1, "message": [MESSAGE]}, []),
    "message-string": ({"update_id": 1, "message": "hello"}, []),
    "message-number": ({"update_id": 1, "message": 7}, []),
    "no-chat": (without("chat"), []),
    "chat-null": (message(chat=None), []),
    "chat-array": (message(chat=[CHAT]), []),
    "chat-id-string": (message(chat={**CHAT, "id": "7"}), []),
    "chat-id-null": (message(chat={**CHAT, "id": None}), []),
    "chat-id-true": (message(chat={**CHAT, "id": True}), []),
    "chat-id-fraction": (message(chat={**CHAT, "id": 7.5}), []),
    "chat-id-huge": (message(chat={**CHAT, "id": 10**30}), []),
    "chat-id-object": (message(chat={**CHAT, "id": {}}), []),
    "chat-without-type": (message(chat={"id": 7}), []),
    "chat-type-null": (message(chat={**CHAT, "type": None}), []),
    "group": (message(chat={"id": -7, "type": "group", "title": "A group"}), []),
    "supergroup": (message(chat={"id": -1007, "type": "supergroup", "title": "A group"}), []),
    "channel": (message(chat={"id": -1008, "type": "channel", "title": "News"}), []),
    "channel-post": ({"update_id": 1, "channel_post": MESSAGE}, []),
    "from-a-bot": (message(**{"from": {**SENDER, "is_bot": True}}), []),
    "from-nobody": (without("from"), ["Text"]),
    "from-array": (message(**{"from": [SENDER]}), ["Text"]),
    "name-number": (message(**{"from": {**SENDER, "first_name": 5}}), ["Text"]),
    "language-array": (message(**{"from": {**SENDER, "language_code": ["nl"]}}), ["Text"]),
    "text-null": (message(text=None), ["Unsupported"]),
    "text-number": (message(text=5), ["Unsupported"]),
    "text-array": (message(text=["hello"]), ["Unsupported"]),
    "text-object": (message(text={"body": "hello"}), ["Unsupported"]),
    "text-empty": (message(text=""), ["Unsupported"]),
    "text-nul": (message(text="\0\0"), ["Unsupported"]),
    "text-half-a-surrogate": (message(text="a\ud800b"), ["Text"]),
    "text-of-a-megabyte": (message(text="x" * 1024 * 1024), ["Text"]),
    "date-string": (message(date="yesterday"), ["Text"]),
    "date-huge": (message(date=10**18), ["Text"]),
    "date-negative": (message(date=-1), ["Text"]),
    "date-null": (message(date=None), ["Text"]),
    "update-id-string": ({**message(), "update_id": "1"}, ["Text"]),
    "update-id-null": ({**message(), "update_id": None}, ["Text"]),
    "update-id-huge": ({**message(), "update_id": 10**40}, ["Text"]),
    "update-id-missing": ({"message": MESSAGE}, ["Text"]),
    "message-id-string": (message(message_id="5"), ["Text"]),
    "photo-null": (message(text=None, photo=None), ["Unsupported"]),
    "photo-empty": (message(text=None, photo=[]), ["Unsupported"]),
    "photo-of-nulls": (message(text=None, photo=[None, 5, "x"]), ["Unsupported"]),
    "photo-object": (message(text=None, photo={"file_id": "a"}), ["Unsupported"]),
    "photo-without-sizes": (message(text=None, photo=[{"file_id": "a"}, {"file_id": "b", "width": "x"}]), ["Files"]),
    "document-array": (message(text=None, document=[{"file_id": "a"}]), ["Unsupported"]),
    "document-without-id": (message(text=None, document={"file_name": "a.pdf"}), ["Unsupported"]),
    "document-size-string": (message(text=None, document={"file_id": "a", "file_size": "5"}), ["Files"]),
    "query-array": ({"update_id": 1, "callback_query": [QUERY]}, []),
    "query-without-message": ({"update_id": 1, "callback_query": {**QUERY, "message": None}}, []),
    "query-of-inline-message": ({"update_id": 1, "callback_query": {"id": "1", "from": SENDER, "data": "x"}}, []),
    "query-without-data": ({"update_id": 1, "callback_query": {**QUERY, "data": None}}, ["Unsupported"]),
    "query-data-number": ({"update_id": 1, "callback_query": {**QUERY, "data": 5}}, ["Unsupported"]),
    "query-with-broken-keyboard": (
        {"update_id": 1, "callback_query": {**QUERY, "message": {**MESSAGE, "reply_markup": {"inline_keyboard": 5}}}},
        ["Press"],
    ),
    "edit-without-words": ({"update_id": 1, "edited_message": {**MESSAGE, "text": None}}, []),
    "edit-without-id": ({"update_id": 1, "edited_message": {**MESSAGE, "message_id": None}}, []),
    "edit-array": ({"update_id": 1, "edited_message": [MESSAGE]}, []),
    "inline-query": ({"update_id": 1, "inline_query": {"id": "1", "from": SENDER, "query": "x", "offset": ""}}, []),
    "poll": ({"update_id": 1, "poll": {"id": "1"}}, []),
    "kind-of-tomorrow": ({"update_id": 1, "hologram": MESSAGE}, []),
    "same-key-twice": (b'{"update_id": 1, "message": null, "update_id": 2}', []),
}


@pytest.fixture(scope="module")
def telegram_channel():
    return TelegramChannel(TOKEN, SECRET)


@pytest.mark.parametrize("headers", PROOFS.values(), ids=PROOFS)
def test_a_call_without_the_secret_is_refused(telegram_channel, headers):
    assert outcome(telegram_channel, call(message(), headers)) == "refused"


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_object_is_invalid(telegram_channel, body):
    assert outcome(telegram_channel, call(body)) == "invalid"
    assert outcome(telegram_channel, call(body, {})) == "refused"


@pytest.mark.parametrize(("body", "expected"), SHAPES.values(), ids=SHAPES)
def test_an_update_of_a_wrong_shape_is_read_as_far_as_it_goes(telegram_channel, body, expected):
    assert outcome(telegram_channel, call(body)) == expected


def test_an_empty_secret_of_ours_proves_nothing():
    assert outcome(TelegramChannel(TOKEN, ""), call(message(), {HEADER: ""})) == "refused"


def test_a_redelivery_has_the_same_key(telegram_channel):
    once, again = (telegram_channel.take(call(message())).received[0] for _ in range(2))
    assert once == again
    assert once.key == "1"


def test_an_update_without_a_number_has_a_key_of_its_own_content(telegram_channel):
    keys = [telegram_channel.take(call({"message": {**MESSAGE, "text": text}})).received[0].key for text in "aab"]
    assert keys[0] == keys[1] != keys[2]


def test_what_no_database_takes_is_left_out_of_a_text(telegram_channel):
    received = telegram_channel.take(call(message(text="a\0b\ud800c"))).received[0]
    assert received.what == Text("ab\ufffdc")


def test_a_date_of_the_future_counts_as_now(telegram_channel):
    early = replace(call(message(date=4_000_000_000)), at=AT.replace(year=2026))
    assert telegram_channel.take(early).received[0].sent_at == AT.replace(year=2026)
