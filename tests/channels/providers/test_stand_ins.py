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


SMS = {"To": "+31612345678", "From": "+3197010280000", "Body": "hello"}
TWILIO = {
    "no-to": ({"To": None}, 21604),
    "to-without-plus": ({"To": "31612345678"}, 21211),
    "to-words": ({"To": "somebody"}, 21211),
    "to-whatsapp": ({"To": "whatsapp:+31612345678"}, 21211),
    "no-from": ({"From": None}, 21603),
    "from-another": ({"From": "+31600000000"}, 21659),
    "from-whatsapp": ({"From": "whatsapp:+3197010280000"}, 63007),
    "service-of-another": ({"MessagingServiceSid": "MG" + "0" * 32}, 21705),
    "service-malformed": ({"MessagingServiceSid": "MG1"}, 20001),
    "no-content": ({"Body": None}, 21602),
    "blank": ({"Body": " "}, 21602),
    "1601": ({"Body": "x" * 1601}, 21617),
    "801-emoji": ({"Body": "😀" * 801}, 21617),
    "eleven-files": ({"MediaUrl": ["https://example.com/a.jpg"] * 11}, 21623),
    "file-without-address": ({"MediaUrl": "a.jpg"}, 20001),
    "content-and-body": ({"ContentSid": "HX" + "0" * 32}, 20001),
    "unknown-parameter": ({"Colour": "red"}, 20001),
    "parameter-twice": ({"Body": ["a", "b"]}, 20001),
    "smart-maybe": ({"SmartEncoded": "yes"}, 20001),
    "callback-without-host": ({"StatusCallback": "shop"}, 21609),
    "callback-underscore": ({"StatusCallback": "https://my_shop.example.com/x"}, 21609),
    "callback-long": ({"StatusCallback": "https://example.com/" + "x" * 4000}, 21609),
    "region": ({"To": "+358401234567"}, 21408),
}


@pytest.mark.parametrize(("asked", "code"), TWILIO.values(), ids=TWILIO)
def test_twilio_refuses(sms, client, asked, code):
    form = {name: value for name, value in {**SMS, **asked}.items() if value is not None}
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/Messages.json"
    answer = client.post(url, data=form, auth=(sms.account, sms.auth_token))
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert sms.sent == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("Messages.json", {"json": SMS}),
        ("Messages.json?Body=a", {"data": SMS}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"SmsUrl": "nowhere"}}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"SmsMethod": "PUT"}}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"Colour": "red"}}),
    ],
    ids=["json", "query", "address", "method", "unknown"],
)
def test_twilio_refuses_what_is_no_form_of_its(sms, client, path, content):
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/{path}"
    answer = client.post(url, auth=(sms.account, sms.auth_token), **content)
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_twilio_wants_the_token_for_the_api_and_none_where_files_lie(sms, client):
    auth = (sms.account, sms.auth_token)
    sms.photo("+31612345678", b"the file")
    [name] = sms.files
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/Messages/{name.replace('/', '/Media/')}"
    assert client.get(url).status_code == 401
    assert client.get(url, auth=(sms.account, "another")).status_code == 401
    answer = client.get(url, auth=auth)
    assert answer.status_code == 307
    assert client.get(answer.headers["location"], auth=auth).status_code == 400
    assert client.get(answer.headers["location"]).content == b"the file"
    assert client.get(f"{sms.url}/2010-04-01/Accounts/AC{'1' * 32}.json", auth=auth).json()["code"] == 20404


def test_twilio_calls_the_second_address_once_when_the_first_call_came_to_nothing(sms, sms_channel):
    sms.phone |= {"sms_url": "http://127.0.0.1:9/a", "sms_fallback_url": "http://127.0.0.1:9/b"}
    sms.hook_url = "http://127.0.0.1:9/a"
    sms.say("+31612345678", "hello")
    assert sms.statuses == [0, 0]
