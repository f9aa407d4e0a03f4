"""What Meta's error codes mean for us."""

import httpx
import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.providers.calling import Reply
from amends.channels.providers.meta import Graph, fault_of


def fault(code, subcode=None, status=400, headers=None, *, transient=False):
    reply = Reply(status, httpx.Headers(headers or {}), b"")
    return fault_of("WhatsApp", code, subcode, "WhatsApp: said", reply, transient=transient)


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (131047, None, WindowClosed),
        (10, 2018278, WindowClosed),
        (10, 2018065, WindowClosed),
        (551, None, AddressGone),
        (551, 1545041, AddressGone),
        (200, 1545041, AddressGone),
        (100, 2018001, AddressGone),
        (10, 2018108, AddressGone),
        (131026, None, AddressGone),
        (1, None, ChannelUnavailable),
        (2, None, ChannelUnavailable),
        (4, None, ChannelUnavailable),
        (613, None, ChannelUnavailable),
        (80007, None, ChannelUnavailable),
        (130429, None, ChannelUnavailable),
        (131056, None, ChannelUnavailable),
        (131000, None, ChannelUnavailable),
        (10, None, ChannelRefused),
        (100, None, ChannelRefused),
        (190, None, ChannelRefused),
        (200, None, ChannelRefused),
        (368, None, ChannelRefused),
        (131005, None, ChannelRefused),
        (131030, None, ChannelRefused),
        (132001, None, ChannelRefused),
        (None, None, ChannelRefused),
    ],
)
def test_a_code_means(code, subcode, kind):
    assert type(fault(code, subcode)) is kind


def test_what_passes_by_itself_is_worth_another_try():
    assert isinstance(fault(100, transient=True), ChannelUnavailable)
    assert isinstance(fault(None, status=503), ChannelUnavailable)
    assert fault(None, status=429, headers={"retry-after": "9"}).retry_after_s == 9
    assert fault(4, headers={"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}).retry_after_s is None


@pytest.mark.parametrize(
    ("usage", "seconds"),
    [
        ('{"1": [{"type": "messages", "estimated_time_to_regain_access": 3}]}', 180),
        ('{"1": [{"estimated_time_to_regain_access": 0}], "2": [{"estimated_time_to_regain_access": 5}]}', 300),
        ('{"1": [{"estimated_time_to_regain_access": 10000000}]}', None),
        ('{"1": {"estimated_time_to_regain_access": 3}}', None),
        ("[]", None),
        ("soon", None),
    ],
    ids=["three-minutes", "the-longest", "years", "no-list", "array", "words"],
)
def test_how_long_an_account_is_to_wait(usage, seconds):
    assert fault(4, headers={"x-business-use-case-usage": usage}).retry_after_s == seconds


def test_a_permission_and_a_token_are_told_apart():
    assert "token; make a new one" in str(fault(190))
    assert "permission" in str(fault(200))


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b"null", b'{"error": null}', b'{"error": []}', b'{"error": {"code": "x"}}', b"<html>", b"\xff"],
)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_any_answer_ends_in_an_error_of_ours(answer, status):
    transport = httpx.MockTransport(lambda request: httpx.Response(status, content=answer))
    with httpx.Client(transport=transport) as client, pytest.raises((ChannelUnavailable, ChannelRefused)):
        Graph("WhatsApp", "token", client=client).call("GET", "1")


def test_a_file_is_not_followed_to_somebody_else():
    def elsewhere(request):
        if request.url.host == "lookaside.fbsbx.com":
            return httpx.Response(302, headers={"location": "https://example.com/stolen"})
        return httpx.Response(200, content=request.headers.get("authorization", "").encode())

    with httpx.Client(transport=httpx.MockTransport(elsewhere)) as client:
        graph = Graph("WhatsApp", "token", client=client)
        with pytest.raises(ChannelRefused, match="somebody else"):
            graph.file("https://lookaside.fbsbx.com/1", 100, with_token=True)
        assert graph.file("https://scontent.xx.fbcdn.net/1", 100, with_token=False) == b""


def test_a_file_that_leads_round_in_a_circle_ends():
    def circle(request):
        return httpx.Response(302, headers={"location": str(request.url)})

    with httpx.Client(transport=httpx.MockTransport(circle)) as client, pytest.raises(ChannelRefused, match="circle"):
        Graph("WhatsApp", "token", client=client).file("https://cdn.fbsbx.com/1", 100, with_token=True)
