"""What goes out on Matrix, and what the homeserver says to it."""

import pytest

from amends.channels.choosing import parts_of
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Choice, Part, Shown
from amends.channels.providers.matrix import LIMITS, MatrixChannel
from amends.channels.providers.matrix_server import fault_of
from demo.providers.matrix_rooms import EVENT_BYTES, size
from demo.providers.matrix_server import BOT
from tests.channels.providers.matrix_calls import KIM

HELLO = Part("hello", "en")


def send(channel, room, part=HELLO, key="7-0"):
    return channel.send(KIM, part, key, room)


def test_a_text_arrives_with_its_links_and_names_nobody(matrix, matrix_channel, room):
    send(matrix_channel, room, Part("See https://shop.example.com/a?b=1 @room <b>", "en"))
    [sent] = matrix.sent_to(KIM)
    assert sent.raw == {
        "msgtype": "m.text",
        "body": "See https://shop.example.com/a?b=1 @room <b>",
        "m.mentions": {},
    }


def test_the_same_key_sends_once_and_another_room_or_text_again(matrix, matrix_channel, room):
    first, again = (send(matrix_channel, room, Part("hello", "en")) for _ in range(2))
    assert first == again
    send(matrix_channel, room, key="8-0")
    send(matrix_channel, room, Part("good morning", "en"))
    assert [each.text for each in matrix.sent_to(KIM)] == ["hello", "hello", "good morning"]


def test_choices_are_numbered_lines(matrix, matrix_channel, room):
    two = (Choice("t-1", "It never came"), Choice("t-2", "It is broken"))
    [part] = parts_of("Which?", two, LIMITS, language="en", list_title="Choose")
    send(matrix_channel, room, part)
    assert matrix.sent_to(KIM)[0].text == "Which?\n\n1. It never came\n2. It is broken"
    with pytest.raises(ChannelRefused, match="shows no buttons"):
        send(matrix_channel, room, Part("Which?", "en", two, Shown.BUTTONS))


@pytest.mark.parametrize(
    "sign", ["x", "é", "😀", "\x01", '"', "\\"], ids=["x", "é", "emoji", "control", "quote", "slash"]
)
def test_the_longest_text_fits_into_an_event_whatever_it_is_of(matrix, matrix_channel, room, sign):
    parts = parts_of(sign * 30_000, (), LIMITS, language="en", list_title="Choose")
    assert "".join(part.text for part in parts) == sign * 30_000
    for number, part in enumerate(parts):
        send(matrix_channel, room, part, f"7-{number}")
    assert max(size(each.raw) for each in matrix.sent) < EVENT_BYTES - 4000


def test_typing_is_shown_and_its_refusal_is_nothing(matrix, matrix_channel, room):
    matrix_channel.show_typing(KIM, room)
    assert matrix.typing == [KIM]
    for fault in ("refused", "flood", "down", "page"):
        matrix.fail(fault)
        matrix_channel.show_typing(KIM, room)


def test_nothing_goes_into_a_room_where_others_are_or_could_be(matrix, matrix_channel, room):
    matrix.rooms.become(matrix.chat(KIM), KIM, "@eve:example.com", "invite")
    with pytest.raises(ChannelRefused) as fault:
        send(matrix_channel, room)
    assert fault.value.code == "not_alone"
    matrix.rooms.become(matrix.chat(KIM), KIM, "@eve:example.com", "leave")
    send(matrix_channel, room)
    matrix.rooms.put(matrix.chat(KIM), KIM, "m.room.join_rules", {"join_rule": "public"}, "")
    with pytest.raises(ChannelRefused):
        send(matrix_channel, room)
    assert len(matrix.sent) == 1


@pytest.mark.parametrize(("who", "whose"), [(KIM, KIM), (KIM, BOT)], ids=["customer-left", "we-were-put-out"])
def test_a_room_that_is_over_is_an_address_that_is_gone(matrix, matrix_channel, room, who, whose):
    matrix.rooms.become(matrix.chat(KIM), who, whose, "leave")
    with pytest.raises(AddressGone) as fault:
        send(matrix_channel, room)
    assert fault.value.code == "left"


def test_another_person_in_the_customers_place_reads_nothing(matrix, matrix_channel, room):
    matrix.rooms.become(matrix.chat(KIM), KIM, "@eve:example.com", "join")
    matrix.rooms.become(matrix.chat(KIM), KIM, KIM, "leave")
    with pytest.raises(AddressGone):
        send(matrix_channel, room)
    assert matrix.sent == []


def test_without_a_room_one_is_made(matrix, matrix_channel):
    matrix_channel.send(KIM, HELLO, "test-1")
    assert [each.text for each in matrix.sent_to(KIM)] == ["hello"]


@pytest.mark.parametrize("address", ["", "kim", "@kim", "kim@example.com", "!room:example.com", "@k\n:example.com"])
def test_an_address_that_is_none_is_nobodys(matrix, matrix_channel, address):
    with pytest.raises(AddressGone):
        matrix_channel.send(address, HELLO, "7-0")
    assert matrix.rooms.rooms == {}


FAULTS = {
    "forbidden": (403, "M_FORBIDDEN", AddressGone, "cannot be reached"),
    "token": (401, "M_UNKNOWN_TOKEN", ChannelRefused, "does not take the access token"),
    "no-token": (401, "M_MISSING_TOKEN", ChannelRefused, "does not take the access token"),
    "deactivated": (403, "M_USER_DEACTIVATED", ChannelRefused, "closed the account"),
    "locked": (401, "M_USER_LOCKED", ChannelRefused, "closed the account"),
    "terms": (403, "M_CONSENT_NOT_GIVEN", ChannelRefused, "accept"),
    "large": (413, "M_TOO_LARGE", ChannelRefused, "too long"),
    "full": (403, "M_RESOURCE_LIMIT_EXCEEDED", ChannelRefused, "limit of its own"),
    "unrecognized": (404, "M_UNRECOGNIZED", ChannelRefused, "no Matrix homeserver"),
    "bad": (400, "M_BAD_JSON", ChannelRefused, "refused it"),
    "flood": (429, "M_LIMIT_EXCEEDED", ChannelUnavailable, "said so"),
    "broken": (500, "M_UNKNOWN", ChannelUnavailable, "said so"),
}


@pytest.mark.parametrize(("status", "code", "kind", "says"), FAULTS.values(), ids=FAULTS)
def test_what_a_refusal_means(status, code, kind, says):
    fault = fault_of(
        status, {"errcode": code, "error": "the server said so, with syt_secret in it"}, None, "syt_secret"
    )
    assert type(fault) is kind
    assert says in str(fault)
    assert "syt_secret" not in str(fault)


def test_patience_is_asked_for_in_milliseconds_or_in_a_header():
    assert fault_of(429, {"retry_after_ms": 2500}).retry_after_s == 2.5
    assert fault_of(429, {}, 7.0).retry_after_s == 7.0
    assert fault_of(429, {"retry_after_ms": 0}).retry_after_s == 0.0


@pytest.mark.parametrize(
    "token", ["", " ", "blå", "a\r\nX-Evil: 1", "x" * 10_000], ids=["none", "blank", "å", "line", "long"]
)
def test_a_token_that_is_none_is_said_to_be_so(matrix, client, token):
    channel = MatrixChannel(matrix.url, token, client=client)
    with pytest.raises(ChannelRefused, match="does not take the access token"):
        channel.check()
