"""Answers of a homeserver that no server gives, or a hostile one: nothing crashes, nothing is passed over unheard."""

import json

import httpx
import pytest

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers import matrix_server
from amends.channels.providers.matrix import MatrixChannel
from amends.channels.providers.matrix_server import lenient, shallow
from tests.channels.providers.bad_calls import BODIES
from tests.channels.providers.matrix_calls import KIM, ROOM, event

OWN = "@support:matrix.example.com"
TIMELINE = {"events": [event()]}
DEEP = '{"a":' * 30_000 + "1" + "}" * 30_000


class Homeserver:
    """Gives its answers to /sync one after the other, and then that nothing is new; `asked` are the tokens."""

    def __init__(self, *answers):
        self.answers, self.asked, self.others = list(answers), [], []
        self.state = [
            {"type": "m.room.member", "state_key": person, "content": {"membership": "join"}} for person in (OWN, KIM)
        ]
        self.client = httpx.Client(transport=httpx.MockTransport(self.answer))
        self.channel = MatrixChannel("https://matrix.example.com", "token", client=self.client, poll_s=0.0)
        self.heard = []
        self.snapshot = lambda: httpx.Response(200, json={"next_batch": "s0"})

    def answer(self, request):
        where = request.url.path.removeprefix("/_matrix/client/v3/")
        if where == "account/whoami":
            return httpx.Response(200, json={"user_id": OWN})
        if where == "sync":
            self.asked.append(request.url.params.get("since"))
            if "since" not in request.url.params:
                return self.snapshot()
            given = self.answers.pop(0) if self.answers else {"next_batch": "end"}
            if callable(given):
                return given()
            return httpx.Response(200, content=given if isinstance(given, bytes) else json.dumps(given).encode())
        self.others.append(where)
        if where.endswith("/state"):
            return httpx.Response(200, json=self.state) if self.state is not None else httpx.Response(500)
        return httpx.Response(404, json={"errcode": "M_NOT_FOUND"})

    def listen(self, take=None):
        self.channel.listen(take or self.heard.extend, lambda: "end" in self.asked)
        return [each.what.text for each in self.heard]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_sync.LONGEST_PAUSE_S", 0.0)


def joined(room=ROOM, **found):
    return {"next_batch": "s1", "rooms": {"join": {room: {"timeline": TIMELINE, **found}}}}


BAD = {
    "no-token": {"rooms": {"join": {ROOM: {"timeline": TIMELINE}}}},
    "token-null": {**joined(), "next_batch": None},
    "token-number": {**joined(), "next_batch": 5},
    "token-empty": {**joined(), "next_batch": ""},
}
HARMLESS = {
    "rooms-null": {"next_batch": "s1", "rooms": None},
    "rooms-array": {"next_batch": "s1", "rooms": [ROOM]},
    "join-array": {"next_batch": "s1", "rooms": {"join": [ROOM]}},
    "room-null": {"next_batch": "s1", "rooms": {"join": {ROOM: None}}},
    "room-words": {"next_batch": "s1", "rooms": {"join": {ROOM: "hello"}}},
    "room-of-no-name": joined("chat"),
    "room-with-a-path": joined("!a/../../v3/account b"),
    "timeline-null": joined(timeline=None),
    "timeline-array": joined(timeline=[event()]),
    "events-object": joined(timeline={"events": {"0": event()}}),
    "events-of-words": joined(timeline={"events": ["hello", None, 5, [event()]]}),
    "state-words": joined(timeline={}, state="hello"),
    "state-events-words": joined(timeline={}, state={"events": ["m.room.member"]}),
    "members-without-names": joined(timeline={}, state={"events": [{"type": "m.room.member", "content": 5}]}),
    "invite-array": {"next_batch": "s1", "rooms": {"invite": [ROOM]}},
    "invite-null": {"next_batch": "s1", "rooms": {"invite": {ROOM: None}}},
    "invite-of-another": {
        "next_batch": "s1",
        "rooms": {"invite": {ROOM: {"invite_state": {"events": [{**event("m.room.member"), "state_key": KIM}]}}}},
    },
    "invite-without-a-person": {
        "next_batch": "s1",
        "rooms": {
            "invite": {
                ROOM: {
                    "invite_state": {
                        "events": [
                            {
                                "type": "m.room.member",
                                "state_key": OWN,
                                "content": {"membership": "invite"},
                                "sender": 5,
                            }
                        ]
                    }
                }
            }
        },
    },
    "leave-array": {"next_batch": "s1", "rooms": {"leave": [ROOM]}},
}


@pytest.mark.parametrize("given", BODIES.values(), ids=BODIES)
def test_an_answer_that_is_no_document_is_asked_for_again(given):
    server = Homeserver(given, joined(), {"next_batch": "s2"})
    assert server.listen() == ["hello"]
    assert server.asked[1:3] == ["s0", "s0"]


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_an_answer_without_a_way_on_loses_nothing(given):
    assert set(Homeserver(given, joined()).listen()) == {"hello"}


@pytest.mark.parametrize("given", HARMLESS.values(), ids=HARMLESS)
def test_what_is_malformed_in_an_answer_keeps_no_other_room_waiting(given):
    server = Homeserver(given, joined())
    assert server.listen() == ["hello"]
    assert [each for each in server.others if not each.endswith("/state")] == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 429, 500, 502, 503, 504])
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"errcode": 5, "error": [1]}', b"[]"], ids=["none", "page", "odd", "array"]
)
def test_a_fault_of_any_shape_is_one_of_ours(status, body):
    server = Homeserver()
    server.client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, content=body)))
    channel = MatrixChannel("https://matrix.example.com", "token", client=server.client)
    with pytest.raises((ChannelUnavailable, ChannelRefused)) as fault:
        channel.check()
    assert isinstance(fault.value, ChannelUnavailable) == (status == 429 or status >= 500)


@pytest.mark.parametrize("waits", [None, "soon", -5, 10**30, 1.5, [1]])
def test_a_patience_that_is_none_is_borne(waits):
    document = {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": waits}
    fault = matrix_server.fault_of(429, document, 7.0)
    assert fault.retry_after_s in {7.0, 0.0}


def test_an_event_nested_too_deep_is_left_out_and_the_others_are_read():
    hostile = '{"type": "m.room.message", "sender": "@eve:b.example", "content": ' + DEEP + "}"
    events = f"[{hostile}, {json.dumps(event())}]"
    given = '{"next_batch": "s1", "rooms": {"join": {"' + ROOM + '": {"timeline": {"events": ' + events + "}}}}}"
    assert Homeserver(given.encode()).listen() == ["hello"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"a":[[1]]}', {"a": [[1]]}),
        ('{"a":[[[1]]],"b":2}', {"a": [[None]], "b": 2}),
        ('{"a":"[[[[{{{\\"]]","b":[[[{"c":"]"}]]]}', {"a": '[[[[{{{"]]', "b": [[None]]}),
        ('[[[["\\\\"]]],5]', [[[None]], 5]),
    ],
)
def test_what_is_nested_deeper_is_nothing(given, expected):
    assert json.loads(shallow(given, 3)) == expected


def test_numbers_that_are_none_are_nothing():
    assert lenient(b'{"a": NaN, "b": -Infinity, "c": ' + b"9" * 5000 + b', "d": 7}') == {
        "a": None, "b": None, "c": None, "d": 7,
    }  # fmt: skip


def test_an_answer_that_is_too_large_is_asked_for_in_smaller_pieces(monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_sync.SYNC_BYTES", 3000)
    large = joined(timeline={"events": [event(content={"msgtype": "m.text", "body": "x" * 4000})]})
    server = Homeserver(large, joined())
    assert server.listen() == ["hello"]
    assert server.asked[1:3] == ["s0", "s0"]


def test_an_account_of_more_rooms_than_are_listed_in_time_goes_on_where_it_stood():
    server = Homeserver(joined())
    server.channel._place.set("s7")
    server.snapshot = lambda: httpx.Response(504)
    assert server.listen() == ["hello"]
    assert server.asked[:2] == [None, "s7"]


def test_a_room_whose_questions_are_never_answered_is_passed_over_in_the_end():
    server = Homeserver(*[joined()] * 5)
    server.state = None
    assert server.listen() == []
    assert server.asked[1:4] == ["s0", "s0", "s0"]


def test_a_message_that_cannot_be_kept_keeps_the_others_waiting_three_times():
    two = {"events": [event(), event(event_id="$two", content={"msgtype": "m.text", "body": "two"})]}
    server = Homeserver(*[joined(timeline=two)] * 3)
    taken = []

    def take(received):
        if received[0].what.text == "hello":
            raise ZeroDivisionError("a fault of ours")
        taken.extend(received)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            server.listen(take)
    server.listen(take)
    assert [each.what.text for each in taken] == ["two"]
