"""The stand-ins refuse what the providers refuse, in the providers' shape."""

import pytest

from amends.channels.errors import AddressGone, ChannelUnavailable
from amends.channels.outgoing import Part

KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "t"}]]}
TELEGRAM = {
    "no-text": ("sendMessage", {"chat_id": 7}, 400),
    "no-chat": ("sendMessage", {"text": "a"}, 400),
    "unknown-parameter": ("sendMessage", {"chat_id": 7, "text": "a", "colour": "red"}, 400),
    "chat-as-digits": ("sendMessage", {"chat_id": "7", "text": "a"}, 400),
    "text-number": ("sendMessage", {"chat_id": 7, "text": 5}, 400),
    "text-empty": ("sendMessage", {"chat_id": 7, "text": " "}, 400),
    "text-4097": ("sendMessage", {"chat_id": 7, "text": "x" * 4097}, 400),
    "text-2049-emoji": ("sendMessage", {"chat_id": 7, "text": "😀" * 2049}, 400),
    "unknown-mode": ("sendMessage", {"chat_id": 7, "text": "a", "parse_mode": "Plain"}, 400),
    "never-met": ("sendMessage", {"chat_id": 8, "text": "a"}, 400),
    "keyboard-flat": ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [{}]}}, 400),
    "button-without-data": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
        400,
    ),
    "token-65": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]}},
        400,
    ),
    "101-buttons": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": KEYBOARD["inline_keyboard"] * 101}},
        400,
    ),
    "nine-in-a-row": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [KEYBOARD["inline_keyboard"][0] * 9]}},
        400,
    ),
    "unknown-action": ("sendChatAction", {"chat_id": 7, "action": "thinking"}, 400),
    "unknown-query": ("answerCallbackQuery", {"callback_query_id": "5"}, 400),
    "unknown-file": ("getFile", {"file_id": "5"}, 400),
    "unknown-method": ("sendHologram", {"chat_id": 7}, 404),
    "secret-with-blanks": ("setWebhook", {"url": "https://a.example.com", "secret_token": "a b"}, 400),
    "hook-without-https": ("setWebhook", {"url": "http://a.example.com"}, 400),
    "hook-for-no-kind": ("setWebhook", {"url": "https://a.example.com", "allowed_updates": ["messages"]}, 400),
    "asked-for-no-kind": ("getUpdates", {"timeout": 0, "allowed_updates": ["messages"]}, 400),
    "entity-empty": ("sendMessage", {"chat_id": 7, "text": "a", "entities": [{}]}, 400),
    "reply-to-words": ("sendMessage", {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": "5"}}, 400),
    "asked-while-called": ("getUpdates", {"timeout": 0}, 409),
}


@pytest.mark.parametrize(("method", "body", "status"), TELEGRAM.values(), ids=TELEGRAM)
def test_telegram_refuses(telegram, client, method, body, status):
    telegram.say(7, "hello")
    if status == 409:
        telegram.hook_url = "https://a.example.com"
    answer = client.post(f"{telegram.url}/bot{telegram.token}/{method}", json=body)
    assert (answer.status_code, answer.json()["ok"], answer.json()["error_code"]) == (status, False, status)
    assert telegram.sent == []


def test_telegram_takes_what_is_right(telegram, client):
    telegram.say(7, "hello")
    body = {"chat_id": 7, "text": "😀" * 2048, "reply_markup": KEYBOARD}
    assert client.post(f"{telegram.url}/bot{telegram.token}/sendMessage", json=body).json()["ok"] is True
    assert client.post(f"{telegram.url}/bot1:a/getMe").status_code == 401


def test_telegram_wants_a_short_caption(telegram, client):
    telegram.say(7, "hello")
    url, file = f"{telegram.url}/bot{telegram.token}/sendDocument", {"document": ("a.pdf", b"%PDF", "application/pdf")}
    assert client.post(url, data={"chat_id": 7, "caption": "x" * 1025}, files=file).status_code == 400
    assert client.post(url, data={"chat_id": 7, "caption": "x" * 1024}, files=file).status_code == 200


def test_telegram_keeps_the_kinds_of_updates_and_drops_those_that_wait(telegram, client):
    def ask(method, **body):
        return client.post(f"{telegram.url}/bot{telegram.token}/{method}", json=body).json()["result"]

    waiting = [telegram.say(7, text).document for text in "abc"]
    assert ask("getUpdates", offset=-2) == waiting[1:]
    assert ask("getUpdates") == waiting[1:]
    ask("setWebhook", url="https://a.example.com", allowed_updates=["callback_query"])
    ask("setWebhook", url="", drop_pending_updates=True)
    telegram.say(7, "d")
    assert ask("getUpdates") == []


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("telegram", "4711"),
        ("whatsapp", "4711000"),
        ("messenger", "4711000"),
        ("slack", "D024BE91L"),
        ("matrix", "@kim:example.com"),
        ("sms", "+31612345678"),
        ("twilio_whatsapp", "+31612345678"),
    ],
)
def test_each_refuses_and_asks_for_patience_when_told_to(request, kind, address):
    stand_in, channel = request.getfixturevalue(kind), request.getfixturevalue(f"{kind}_channel")
    stand_in.say(int(address) if kind == "telegram" else address, "hello")
    stand_in.fail("refused")
    with pytest.raises(AddressGone):
        channel.send(address, Part("hello", "en"), "k")
    stand_in.fail("flood", seconds=60)
    with pytest.raises(ChannelUnavailable) as fault:
        channel.send(address, Part("hello", "en"), "k")
    assert fault.value.retry_after_s == 60
    channel.send(address, Part("hello", "en"), "k")
    assert [each.text for each in stand_in.sent_to(address)] == ["hello"]


BASE = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "31612345678"}
BUTTON = {"type": "reply", "reply": {"id": "t", "title": "a"}}


def buttons(*found):
    action = {"buttons": list(found)}
    return {"type": "interactive", "interactive": {"type": "button", "body": {"text": "a"}, "action": action}}


def rows(*found, label="Choose", sections=1):
    each = [{"rows": list(found), "title": f"s{number}"} for number in range(sections)]
    action = {"button": label, "sections": each}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "a"}, "action": action}}


def headed(**header):
    message = buttons(BUTTON)
    message["interactive"]["header"] = header
    return message


def numbered(count):
    return [{"id": f"t{number}", "title": f"row {number}"} for number in range(count)]


WHATSAPP = {
    "no-type": {"text": {"body": 5}},
    "unknown-type": {"type": "hologram"},
    "no-content": {"type": "text"},
    "unknown-parameter": {"type": "text", "text": {"body": "a"}, "colour": "red"},
    "unknown-in-text": {"type": "text", "text": {"body": "a", "colour": "red"}},
    "text-empty": {"type": "text", "text": {"body": ""}},
    "text-4097": {"type": "text", "text": {"body": "x" * 4097}},
    "number-with-plus": {"type": "text", "text": {"body": "a"}, "to": "+31612345678"},
    "product-missing": {"type": "text", "text": {"body": "a"}, "messaging_product": "sms"},
    "four-buttons": buttons(*({"type": "reply", "reply": {"id": f"t{n}", "title": f"a{n}"}} for n in range(4))),
    "no-buttons": buttons(),
    "label-21": buttons({"type": "reply", "reply": {"id": "t", "title": "x" * 21}}),
    "same-label": buttons(BUTTON, {"type": "reply", "reply": {"id": "u", "title": "a"}}),
    "same-id": buttons(BUTTON, {"type": "reply", "reply": {"id": "t", "title": "b"}}),
    "eleven-rows": rows(*numbered(11)),
    "eleven-rows-in-all": rows(*numbered(6), sections=2),
    "row-25": rows({"id": "t", "title": "x" * 25}),
    "list-label-21": rows(*numbered(2), label="x" * 21),
    "sections-without-titles": {
        "type": "interactive",
        "interactive": {
            "type": "list",
            "body": {"text": "a"},
            "action": {"button": "a", "sections": [{"rows": [each]} for each in numbered(2)]},
        },
    },
    "id-blank-at-its-end": buttons({"type": "reply", "reply": {"id": "t ", "title": "a"}}),
    "label-blank": buttons({"type": "reply", "reply": {"id": "t", "title": " "}}),
    "header-61": headed(type="text", text="x" * 61),
    "header-without-text": headed(type="text"),
    "header-sound": headed(type="sound"),
    "component-of-no-kind": {
        "type": "template",
        "template": {
            "name": "case_news",
            "language": {"code": "en", "policy": "deterministic"},
            "components": [{"type": "colour"}],
        },
    },
    "template-without-language": {"type": "template", "template": {"name": "case_news"}},
    "template-without-policy": {"type": "template", "template": {"name": "case_news", "language": {"code": "en"}}},
    "read-without-message": {"status": "read"},
}


@pytest.mark.parametrize("body", WHATSAPP.values(), ids=WHATSAPP)
def test_whatsapp_refuses(whatsapp, client, body):
    answer = client.post(
        f"{whatsapp.url}/v23.0/{whatsapp.number}/messages",
        json=BASE | body,
        headers={"Authorization": f"Bearer {whatsapp.access_token}"},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
    assert whatsapp.sent == []


MESSENGER = {
    "no-type": {"message": {"text": "a"}, "messaging_type": None},
    "unknown-parameter": {"message": {"text": "a"}, "colour": "red"},
    "text-empty": {"message": {"text": ""}},
    "text-2001": {"message": {"text": "x" * 2001}},
    "no-message": {},
    "fourteen": {
        "message": {"text": "a", "quick_replies": [{"content_type": "text", "title": "a", "payload": "t"}] * 14}
    },
    "label-21": {
        "message": {"text": "a", "quick_replies": [{"content_type": "text", "title": "x" * 21, "payload": "t"}]}
    },
    "no-payload": {"message": {"text": "a", "quick_replies": [{"content_type": "text", "title": "a"}]}},
    "tag-missing": {"message": {"text": "a"}, "messaging_type": "MESSAGE_TAG"},
    "tag-gone": {"message": {"text": "a"}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"},
    "tag-without-type": {"message": {"text": "a"}, "tag": "HUMAN_AGENT"},
    "unknown-action": {"sender_action": "thinking"},
}


@pytest.mark.parametrize("body", MESSENGER.values(), ids=MESSENGER)
def test_messenger_refuses(messenger, client, body):
    messenger.say("77", "hello")
    asked = {"recipient": {"id": "77"}, "messaging_type": "RESPONSE"} | body
    answer = client.post(
        f"{messenger.url}/v23.0/{messenger.account}/messages",
        json=asked,
        headers={"Authorization": f"Bearer {messenger.access_token}"},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
    assert messenger.sent == []


def test_meta_wants_its_token(whatsapp, client):
    answer = client.get(f"{whatsapp.url}/v23.0/{whatsapp.number}", headers={"Authorization": "Bearer another"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    assert client.get(f"{whatsapp.url}/files/{whatsapp.keep(b'x', 'image/png')}").status_code == 401


def test_meta_tells_what_is_asked_for(whatsapp, client):
    def ask(fields):
        headers = {"Authorization": f"Bearer {whatsapp.access_token}"}
        return client.get(f"{whatsapp.url}/v23.0/{whatsapp.number}", params={"fields": fields}, headers=headers).json()

    assert ask("verified_name") == {"id": whatsapp.number, "verified_name": "Shop"}
    assert ask("verified_name,colour")["error"]["code"] == 100
