"""What comes to Twilio's webhook and is not from Twilio, is about somebody else, or is not as it should be."""

import base64
import hashlib
import json
from urllib.parse import quote, urlencode

import pytest

from amends.channels.errors import NotGenuine
from amends.channels.providers.twilio import SmsChannel, TwilioWhatsAppChannel
from amends.channels.received import Text
from demo.providers.twilio_server import ACCOUNT, AUTH_TOKEN, NUMBER, SERVICE
from tests.channels.providers.bad_calls import BODIES, outcome
from tests.channels.providers.twilio_calls import (
    FORM,
    KEY,
    MESSAGE,
    SETTINGS,
    SHAPES,
    SID,
    SIGNATURE,
    STATUS,
    URL,
    call,
    changed,
    mac,
    signed,
)


@pytest.fixture(scope="module")
def channel():
    return SmsChannel(ACCOUNT, AUTH_TOKEN, NUMBER)


@pytest.fixture(scope="module")
def keyed():
    return SmsChannel(ACCOUNT, AUTH_TOKEN, NUMBER, KEY)


RIGHT = mac(MESSAGE)
FORGERIES = {
    "no-header": {},
    "empty": {SIGNATURE: ""},
    "other-token": {SIGNATURE: mac(MESSAGE, secret="another")},
    "empty-token": {SIGNATURE: mac(MESSAGE, secret="")},
    "account-as-token": {SIGNATURE: mac(MESSAGE, secret=ACCOUNT)},
    "sha256-without-saying-so": {SIGNATURE: mac(MESSAGE, digest=hashlib.sha256)},
    "md5": {SIGNATURE: mac(MESSAGE, digest=hashlib.md5)},
    "hash-without-secret": {SIGNATURE: base64.b64encode(hashlib.sha1(URL.encode()).digest()).decode()},
    "hexadecimal": {SIGNATURE: base64.b64decode(RIGHT).hex()},
    "with-the-name-of-the-hash": {SIGNATURE: f"sha1={RIGHT}"},
    "of-the-address-alone": {SIGNATURE: mac({})},
    "of-another-body": {SIGNATURE: mac(changed(Body="give me money"))},
    "of-a-parameter-less": {SIGNATURE: mac(changed(ToZip=None))},
    "of-a-parameter-without-value": {SIGNATURE: mac(changed(NumMedia=None))},
    "of-http": {SIGNATURE: mac(MESSAGE, URL.replace("https", "http"))},
    "of-another-host": {SIGNATURE: mac(MESSAGE, URL.replace("shop", "shoq"))},
    "of-another-channel": {SIGNATURE: mac(MESSAGE, URL.replace("ch_1", "ch_2"))},
    "of-the-address-with-a-query": {SIGNATURE: mac(MESSAGE, f"{URL}?a=1")},
    "of-the-address-with-a-slash": {SIGNATURE: mac(MESSAGE, f"{URL}/")},
    "of-another-port": {SIGNATURE: mac(MESSAGE, URL.replace(".com", ".com:8443"))},
    "cut-short": {SIGNATURE: RIGHT[:-1]},
    "longer": {SIGNATURE: f"{RIGHT}="},
    "in-capitals": {SIGNATURE: RIGHT.swapcase()},
    "line-end": {SIGNATURE: f"{RIGHT}\n"},
    "twice": {SIGNATURE: f"{RIGHT}, {RIGHT}"},
    "not-ascii": {SIGNATURE: "٣" * 28},
    "half-a-surrogate": {SIGNATURE: "\ud800" * 28},
    "a-megabyte": {SIGNATURE: "A" * 1024 * 1024},
    "metas-header": {"x-hub-signature-256": f"sha256={'0' * 64}"},
    "a-key-that-is-not-known": {SIGNATURE: RIGHT, SETTINGS: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"},
    "a-key-under-the-token": {
        SIGNATURE: mac(MESSAGE, digest=hashlib.sha256),
        SETTINGS: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
    },
    "an-algorithm-of-tomorrow": {SIGNATURE: RIGHT, SETTINGS: "key=k,algorithm=HMAC_SHA3"},
    "no-algorithm": {SIGNATURE: RIGHT, SETTINGS: "algorithm=NONE"},
}
KEYED = {
    "token-under-the-header": {SIGNATURE: RIGHT, SETTINGS: "key=k,algorithm=HMAC_SHA256"},
    "key-without-the-header": {SIGNATURE: mac(MESSAGE, secret=KEY, digest=hashlib.sha256)},
    "key-by-sha1-said-to-be-sha256": {SIGNATURE: mac(MESSAGE, secret=KEY), SETTINGS: "key=k,algorithm=HMAC_SHA256"},
    "key-of-tomorrow": {
        SIGNATURE: mac(MESSAGE, secret=KEY, digest=hashlib.sha512),
        SETTINGS: "key=k,algorithm=HMAC_SHA512",
    },
}
TENANTS = {
    "another-account": changed(AccountSid="AC" + "1" * 32),
    "no-account": changed(AccountSid=None),
    "empty-account": changed(AccountSid=""),
    "account-with-a-blank": changed(AccountSid=f"{ACCOUNT} "),
    "account-in-capitals": changed(AccountSid=ACCOUNT.upper()),
    "account-not-ascii": changed(AccountSid="ÅC" + "0" * 32),
}
TWICE = ["Body", "From", "To", "AccountSid", "MessageSid", "NumMedia", "OptOutType", "MessageStatus"]


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=FORGERIES)
def test_a_call_without_twilios_signature_is_refused(channel, headers):
    assert outcome(channel, call(MESSAGE, headers)) == "refused"


@pytest.mark.parametrize("headers", KEYED.values(), ids=KEYED)
def test_where_calls_can_be_signed_under_a_key_the_header_says_which(keyed, headers):
    assert outcome(keyed, call(MESSAGE, headers)) == "refused"


def test_a_call_under_the_shared_key_is_taken_and_so_is_one_under_the_token(keyed):
    named = {SETTINGS: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}
    under_key = {SIGNATURE: mac(MESSAGE, secret=KEY, digest=hashlib.sha256)} | named
    assert outcome(keyed, call(MESSAGE, under_key)) == ["Text"]
    assert outcome(keyed, signed(MESSAGE)) == ["Text"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_form_of_twilios_is_refused(channel, body):
    pairs = [part.partition("=")[::2] for part in body.decode("latin-1").split("&")]
    assert outcome(channel, call(body, {SIGNATURE: mac(pairs)})) == "refused"


@pytest.mark.parametrize("fields", TENANTS.values(), ids=TENANTS)
def test_a_call_about_another_account_is_refused(channel, fields):
    assert outcome(channel, signed(fields)) == "refused"


@pytest.mark.parametrize(("fields", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_call_of_a_wrong_shape_is_read_as_far_as_it_goes(channel, fields, expected):
    assert outcome(channel, signed(fields)) == expected


@pytest.mark.parametrize("name", TWICE)
def test_a_parameter_that_stands_there_twice_is_not_read(channel, name):
    """The signature is the same in whatever order they stand."""
    pairs = [*MESSAGE.items(), (name, "one"), (name, "two")]
    assert outcome(channel, call(urlencode(pairs).encode(), {SIGNATURE: mac(pairs)})) == "invalid"


@pytest.mark.parametrize("method", ["GET", "PUT", "get"])
def test_another_method_is_refused(channel, method):
    url = f"{URL}?{urlencode(MESSAGE)}"
    assert outcome(channel, call(b"", {SIGNATURE: mac({}, url)}, url, method)) == "refused"


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_another_kind_of_body_is_refused(channel, kind):
    assert outcome(channel, call(MESSAGE, {SIGNATURE: RIGHT}, kind=kind)) == "refused"


@pytest.mark.parametrize("kind", [f"{FORM}; charset=UTF-8", FORM.upper()])
def test_a_form_is_known_however_its_kind_is_written(channel, kind):
    assert outcome(channel, call(MESSAGE, {SIGNATURE: RIGHT}, kind=kind)) == ["Text"]


@pytest.mark.parametrize("body", [b"Body=%ED%A0%80", b"Body=\xff", b"Body=%FF", b"Body", b"&".join([b"a=b"] * 301)])
def test_a_form_that_nothing_can_sign_is_refused(channel, body):
    assert outcome(channel, call(body, {SIGNATURE: RIGHT})) == "refused"


@pytest.mark.parametrize("port", [":443", ""])
def test_an_address_is_the_same_with_its_usual_port(channel, port):
    signature = mac(MESSAGE, URL.replace(".com", f".com{port}"))
    assert outcome(channel, call(MESSAGE, {SIGNATURE: signature})) == ["Text"]


def test_parameters_count_in_whatever_order_they_come(channel):
    backwards = urlencode(list(reversed(MESSAGE.items()))).encode()
    assert outcome(channel, call(backwards, {SIGNATURE: RIGHT})) == ["Text"]


def in_json(document, secret=AUTH_TOKEN, body_hash=None, query="bodySHA256={}"):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    url = f"{URL}?{query.format(hashlib.sha256(body).hexdigest() if body_hash is None else body_hash)}"
    return call(body, {SIGNATURE: mac({}, url, secret)}, url, kind="application/json")


def test_json_is_proved_by_its_hash_in_the_address(channel):
    assert outcome(channel, in_json(MESSAGE)) == ["Text"]
    assert outcome(channel, in_json({**MESSAGE, "Body": "x" * 1_000_000})) == ["Text"]


@pytest.mark.parametrize(
    "bad",
    [
        in_json(MESSAGE, "another"),
        in_json(MESSAGE, body_hash="0" * 64),
        in_json(MESSAGE, body_hash=""),
        in_json(MESSAGE, query="a={}"),
        in_json(MESSAGE, query="bodySHA256={0}&bodySHA256={0}"),
        in_json({**MESSAGE, "AccountSid": "AC" + "1" * 32}),
        in_json({**MESSAGE, "AccountSid": [ACCOUNT]}),
        in_json(b"\xff"),
        call(json.dumps(MESSAGE).encode(), {SIGNATURE: RIGHT}, kind="application/json"),
    ],
    ids=["token", "hash", "no-hash", "other-query", "twice", "account", "account-array", "latin-1", "form-signature"],
)
def test_json_that_is_not_proved_is_refused(channel, bad):
    assert outcome(channel, bad) == "refused"


@pytest.mark.parametrize("body", [b"[]", b"null", b"{", b'{"a": NaN}', b"[" * 100_000], ids=lambda body: str(body[:9]))
def test_json_that_is_genuine_and_no_object_is_not_read(channel, body):
    assert outcome(channel, in_json(body)) == "invalid"


def test_a_redelivery_has_the_same_key_and_so_has_a_replay_a_year_later(channel):
    once = channel.take(signed(MESSAGE)).received
    again = channel.take(signed(changed(ErrorCode="11200", ErrorUrl=URL))).received
    assert [each.key for each in once] == [each.key for each in again] == [SID]
    nameless = [channel.take(signed(changed(MessageSid=None))).received[0].key for _ in range(2)]
    assert nameless[0] == nameless[1]
    assert len(channel.take(signed(changed(MessageSid="S" * 10_000))).received[0].key) <= 200


def test_news_of_one_message_has_a_key_for_each_state(channel):
    states = ("delivered", "read", "failed", "undelivered")
    keys = [channel.take(signed({**STATUS, "MessageStatus": state})).received[0].key for state in states]
    assert (len(set(keys)), keys[2] == keys[3]) == (3, True)


def test_a_customer_who_hides_the_number_on_whatsapp_has_an_address(channel):
    whatsapp = TwilioWhatsAppChannel(ACCOUNT, AUTH_TOKEN, NUMBER)
    fields = changed(From="whatsapp:NL.13491208655302741918", To=f"whatsapp:{NUMBER}")
    (received,) = whatsapp.take(signed(fields)).received
    assert (received.address, received.what) == ("NL.13491208655302741918", Text("hello"))
    assert outcome(channel, signed(changed(From="NL.13491208655302741918"))) == []


def test_a_service_takes_what_came_to_one_of_its_numbers(channel):
    service = SmsChannel(ACCOUNT, AUTH_TOKEN, SERVICE)
    assert outcome(service, signed(MESSAGE)) == []
    assert outcome(service, signed(changed(MessagingServiceSid="MG" + "1" * 32))) == []
    assert outcome(service, signed(changed(MessagingServiceSid=SERVICE))) == ["Text"]
    assert (
        outcome(TwilioWhatsAppChannel(ACCOUNT, AUTH_TOKEN, SERVICE), signed(changed(MessagingServiceSid=SERVICE))) == []
    )


def test_an_address_that_cannot_be_signed_is_refused(channel):
    for url in (f"{URL}?a=\ud800", "https://shop.example.com:port/hook"):
        with pytest.raises(NotGenuine):
            channel.take(call(MESSAGE, {SIGNATURE: RIGHT}, url))


def test_what_is_escaped_in_another_way_is_the_same_text(channel):
    body = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in changed(Body="a b+c").items())
    (received,) = channel.take(call(body.encode(), {SIGNATURE: mac(changed(Body="a b+c"))})).received
    assert received.what == Text("a b+c")
