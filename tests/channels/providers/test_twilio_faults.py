"""What Twilio's error codes and answers mean for us, and where files are fetched from."""

import base64

import httpx
import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.outgoing import Part
from amends.channels.providers.twilio_errors import MEANS, fault_of
from amends.channels.providers.twilio_rest import Rest

ACCOUNT = "AC" + "0a" * 16
MESSAGE, MEDIA = "MM" + "1" * 32, "ME" + "2" * 32


def fault(code, status=400, headers=None):
    return fault_of(code, "what Twilio said", status, httpx.Headers(headers or {}))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (63016, WindowClosed),
        (21211, AddressGone),
        (21610, AddressGone),
        (21612, AddressGone),
        (21614, AddressGone),
        (63003, AddressGone),
        (20429, ChannelUnavailable),
        (21611, ChannelUnavailable),
        (63018, ChannelUnavailable),
        (20003, ChannelRefused),
        (20404, ChannelRefused),
        (21408, ChannelRefused),
        (21606, ChannelRefused),
        (21609, ChannelRefused),
        (21617, ChannelRefused),
        (63007, ChannelRefused),
        (99999, ChannelRefused),
        (None, ChannelRefused),
    ],
)
def test_a_code_means(code, kind):
    found = fault(code)
    assert type(found) is kind
    if kind is not ChannelUnavailable:
        assert found.code == str(code or 400)


def test_every_sentence_is_one():
    assert all(said[0].isupper() and said.endswith(".") for said in MEANS.values())


def test_what_has_no_sentence_is_told_as_twilio_has_it():
    assert "what Twilio said" in str(fault(99999))
    assert MEANS[20003] == str(fault(None, 401))


def test_patience_is_as_long_as_twilio_asks_for():
    assert fault(20429, 429, {"retry-after": "9"}).retry_after_s == 9
    assert fault(None, 429).retry_after_s is None
    assert isinstance(fault(None, 503), ChannelUnavailable)
    assert isinstance(fault(20003, 500), ChannelUnavailable)


def rest(answer):
    return Rest(ACCOUNT, "the token", client=httpx.Client(transport=httpx.MockTransport(answer)))


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"code": "x"}', b'{"code": 21211}', b"<html>", b"\xff"])
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_any_refusal_ends_in_an_error_of_ours(body, status):
    with pytest.raises((ChannelUnavailable, ChannelRefused)):
        rest(lambda _request: httpx.Response(status, content=body)).call("GET")


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b"\xff"])
def test_a_success_that_is_no_document_is_no_clear_answer(body):
    with pytest.raises(ChannelUnavailable):
        rest(lambda _request: httpx.Response(201, content=body)).call("POST", "Messages", {})


def test_a_message_that_failed_at_once_is_a_refusal(sms, sms_channel, monkeypatch):
    send = type(sms)._send
    failed = {"status": "failed", "error_code": 21610, "error_message": "unsubscribed"}
    monkeypatch.setattr(type(sms), "_send", lambda self, asked: send(self, asked) | failed)
    with pytest.raises(AddressGone, match="opted out"):
        sms_channel.send("+31612345678", Part("hello", "en"), "k")


def test_a_secret_in_what_twilio_says_is_not_repeated():
    with pytest.raises(ChannelRefused) as told:
        rest(lambda _request: httpx.Response(400, json={"code": 99999, "message": "the token is bad"})).call("GET")
    assert "the token" not in str(told.value)


class Way:
    """The API sends whoever asks for a file on to `targets`, one after the other; the last has it."""

    def __init__(self, *targets):
        self.targets, self.asked = list(targets), []

    def __call__(self, request):
        self.asked.append((request.url.host, request.headers.get("authorization")))
        if self.targets:
            return httpx.Response(307, headers={"location": self.targets.pop(0)})
        return httpx.Response(200, content=b"the file")


@pytest.mark.parametrize("host", ["mms.twiliocdn.com", "media.twiliocdn.com", "s3-external-1.amazonaws.com"])
def test_a_file_is_fetched_where_twilio_keeps_it_without_the_credentials(host):
    way = Way(f"https://{host}/a/b?Signature=x")
    assert rest(way).file(MESSAGE, MEDIA, 100) == b"the file"
    right = "Basic " + base64.b64encode(f"{ACCOUNT}:the token".encode()).decode()
    assert way.asked == [("api.twilio.com", right), (host, None)]


def test_the_credentials_do_not_come_back_on_the_way():
    way = Way("https://mms.twiliocdn.com/a", "https://api.twilio.com/again")
    rest(way).file(MESSAGE, MEDIA, 100)
    assert [authorization for _, authorization in way.asked[1:]] == [None, None]


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/stolen",
        "http://mms.twiliocdn.com/in-clear",
        "https://mms.twiliocdn.com.example.com/",
        "https://mms.twiliocdn.com:8443/",
        "https://user:pass@mms.twiliocdn.com/",
        "https://s3.amazonaws.com/another-bucket",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "//example.com/",
        "https://[/",
    ],
)
def test_a_file_is_not_followed_to_somebody_else(target):
    way = Way(target)
    with pytest.raises(ChannelRefused, match="somebody else"):
        rest(way).file(MESSAGE, MEDIA, 100)
    assert len(way.asked) == 1


def test_a_file_that_leads_round_in_a_circle_ends():
    with pytest.raises(ChannelRefused, match="circle"):
        rest(Way(*["https://mms.twiliocdn.com/a"] * 9)).file(MESSAGE, MEDIA, 100)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, ChannelRefused), (404, ChannelRefused), (429, ChannelUnavailable), (503, ChannelUnavailable)],
)
def test_a_file_that_does_not_come_is_tried_again_or_not(status, kind):
    with pytest.raises(kind):
        rest(lambda _request: httpx.Response(status)).file(MESSAGE, MEDIA, 100)
