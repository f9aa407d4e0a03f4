"""Twilio's own library reads what our stand-in answers and signs, and what we answer: it is what was meant."""

from urllib.parse import parse_qs

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse

from amends.channels.outgoing import Part
from amends.channels.providers.twilio import RECEIVED, SmsChannel
from demo.providers import twilio_api as api
from demo.providers.twilio import TwilioStandIn
from demo.providers.twilio_server import NUMBER, PHONE
from tests.channels.providers.conftest import AT, twilio_channel

CUSTOMER = "+31612345678"


class Here(HttpClient):
    """Sends what the library asks Twilio to the stand-in."""

    def __init__(self, url):
        self.url, self.client = url, httpx.Client(trust_env=False)

    def request(self, method, uri, params=None, data=None, headers=None, auth=None, **_):
        sent = {} if data is None else {"data": data}
        headers = {name: text for name, text in (headers or {}).items() if name.lower() != "content-type" or data}
        path = uri.removeprefix("https://api.twilio.com")
        answer = self.client.request(method, self.url + path, params=params, headers=headers, auth=auth, **sent)
        return Response(answer.status_code, answer.text, headers=answer.headers)


@pytest.fixture
def library(sms):
    here = Here(sms.url)
    yield Client(sms.account, sms.auth_token, http_client=here)
    here.client.close()


def test_the_library_sends_through_the_stand_in(sms, library):
    sent = library.messages.create(
        to=CUSTOMER,
        from_=NUMBER,
        body="blåbær “og” mer",
        smart_encoded=True,
        status_callback="https://shop.example.com/v1/channels/ch_1",
    )
    assert (sent.sid, sent.status, sent.error_code, sent.num_segments) == (sms.sent[0].id, "queued", None, "1")
    assert sms.sent[0].text == "blåbær “og” mer"


def test_the_library_sends_what_we_send(sms, sms_channel, library):
    sms_channel.send(CUSTOMER, Part("hello", "en"), "k")
    library.messages.create(to=CUSTOMER, from_=NUMBER, body="hello", smart_encoded=True, status_callback=sms.signed_for)
    ours, theirs = (dict(each.raw) for each in sms.sent)
    assert {**theirs, "SmartEncoded": theirs["SmartEncoded"].lower()} == ours


def test_the_library_finds_and_changes_the_number(sms, library):
    [number] = library.incoming_phone_numbers.list(phone_number=NUMBER, limit=5)
    assert (number.sid, number.phone_number, number.capabilities["sms"]) == (PHONE, NUMBER, True)
    library.incoming_phone_numbers(PHONE).update(sms_url="https://shop.example.com/x", sms_method="POST")
    assert sms.phone["sms_url"] == "https://shop.example.com/x"
    assert library.api.v2010.accounts(sms.account).fetch().status == "active"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"body": "x" * 1601}, 21617),
        ({"body": ""}, 21602),
        ({"to": "+310"}, 21211),
        ({"to": "0612345678"}, 21211),
        ({"from_": "+3197010289999"}, 21659),
        ({"status_callback": "https://a_b.example.com/"}, 21609),
        ({"media_url": ["https://example.com/a.jpg"] * 11}, 21623),
        ({"messaging_service_sid": "MG" + "1" * 32}, 21705),
    ],
    ids=["1601", "empty", "short", "no-plus", "sender", "callback", "eleven", "service"],
)
def test_the_library_reads_the_stand_ins_refusals(library, asked, code):
    with pytest.raises(TwilioRestException) as fault:
        library.messages.create(**{"to": CUSTOMER, "from_": NUMBER, "body": "hello"} | asked)
    assert (fault.value.code, fault.value.status) == (code, 400)


def test_the_library_is_refused_without_the_token(sms):
    with pytest.raises(TwilioRestException) as fault:
        Client(sms.account, "another", http_client=Here(sms.url)).messages.create(to=CUSTOMER, from_=NUMBER, body="a")
    assert (fault.value.code, fault.value.status) == (20003, 401)


@pytest.mark.parametrize("text", ["hello", "blåbær & co = 100 %", "😀", "", "a\nb"])
def test_twilios_validator_takes_the_stand_ins_signatures(sms, text):
    hook = sms.say(CUSTOMER, text)
    fields = {name: values[0] for name, values in parse_qs(hook.body.decode(), keep_blank_values=True).items()}
    validator = RequestValidator(sms.auth_token)
    assert validator.validate(sms.signed_for, fields, hook.headers["x-twilio-signature"])
    assert not validator.validate(sms.signed_for, {**fields, "Body": "x"}, hook.headers["x-twilio-signature"])


def test_twilios_validator_takes_the_stand_ins_shared_key(client):
    with TwilioStandIn(shared_key="a secret of a shared key") as stand_in:
        hook = stand_in.say(CUSTOMER, "hello")
        fields = {name: values[0] for name, values in parse_qs(hook.body.decode(), keep_blank_values=True).items()}
        validator = RequestValidator(stand_in.shared_key)
        assert validator.validate(stand_in.signed_for, fields, hook.headers["x-twilio-signature"], "HMAC_SHA256")
        channel = twilio_channel(SmsChannel, stand_in, client, shared_key=stand_in.shared_key)
        assert len(channel.take(hook.call(AT)).received) == 1


def test_our_answer_is_the_librarys_empty_one():
    assert str(MessagingResponse()).endswith("<Response />")
    assert RECEIVED.body.replace("/>", " />") == "<Response />"


@pytest.mark.parametrize(
    ("text", "smart", "count"),
    [
        ("x" * 160, False, 1),
        ("x" * 161, False, 2),
        ("ø" * 160, False, 1),
        ("€" * 81, False, 2),
        ("’" * 70, False, 1),
        ("’" * 71, False, 2),
        ("’" * 160, True, 1),
        ("’" * 71 + "😀", True, 2),
        ("😀" * 35, False, 1),
        ("😀" * 36, False, 2),
    ],
)
def test_a_text_takes_so_many_text_messages(text, smart, count):
    assert api.segments(text, smart=smart) == count
