"""Invitations are followed, and a flood of them keeps nobody waiting."""

from amends.channels.providers.matrix_invitations import (
    HOUR_S,
    LOOK_AGAIN_S,
    PER_HOUR,
    PER_PERSON,
    PER_ROUND,
    WAITING,
    Invitations,
)
from demo.providers.matrix_server import BOT, refused
from tests.channels.providers.matrix_calls import KIM, heard

EVE, MAX = "@eve:evil.example", "@max:example.com"


def rounds(invitations, now=0.0):
    """All that are joined at an instant."""
    joined = []
    while due := invitations.due(now):
        assert len(due) <= PER_ROUND
        joined += due.keys()
    return joined


def test_of_one_person_some_are_joined_within_an_hour():
    invitations = Invitations()
    for number in range(50):
        invitations.add(f"!{number}", EVE)
    assert len(rounds(invitations)) == PER_PERSON
    invitations.add("!more", EVE)
    assert rounds(invitations, HOUR_S - 1) == []
    assert rounds(invitations, HOUR_S) == ["!more"]


def test_people_of_another_server_come_before_a_servers_many():
    invitations = Invitations()
    for number in range(60):
        invitations.add(f"!{number}", f"@eve{number}:evil.example")
    invitations.due(0.0)
    invitations.add("!kim", KIM)
    assert "!kim" in invitations.due(0.0)


def test_a_server_that_is_slow_keeps_us_a_twentieth_of_the_time():
    invitations = Invitations()
    for number in range(3):
        invitations.add(f"!{number}", f"@eve{number}:evil.example")
    invitations.due(0.0)
    invitations.took(EVE, 10.0, now=10.0)
    invitations.add("!kim", KIM)
    assert invitations.due(11.0) == {"!kim": KIM}
    assert invitations.due(209.0) == {}
    assert invitations.due(210.0).keys() == {"!2"}


def test_in_all_so_many_are_joined_and_wait():
    invitations = Invitations()
    for number in range(WAITING + 50):
        invitations.add(f"!{number}", f"@eve{number}:evil.example")
    assert len(rounds(invitations)) == PER_HOUR
    assert len(rounds(invitations, HOUR_S)) == PER_HOUR
    assert len(rounds(invitations, 2 * HOUR_S)) == WAITING - 2 * PER_HOUR


def test_an_invitation_that_is_taken_back_is_over():
    invitations = Invitations()
    invitations.add("!a", KIM)
    invitations.drop("!a")
    invitations.drop("!b")
    assert invitations.due(0.0) == {}


def test_a_customer_is_heard_beside_a_flood(matrix, matrix_channel):
    for number in range(30):
        room = matrix.rooms.create(EVE)
        matrix.rooms.become(room, EVE, BOT, "invite")
        matrix.rooms.put(room, EVE, "m.room.message", {"msgtype": "m.text", "body": f"flood {number}"})
    matrix.say(KIM, "I was charged twice")
    found = []
    matrix_channel.listen(found.extend, lambda: any(each.address == KIM for each in found))
    assert len({each.thread for each in found if each.address == EVE}) <= PER_PERSON


def test_invitations_that_waited_while_nobody_asked_are_found(matrix, matrix_channel):
    matrix.say(KIM, "hello")
    heard(matrix_channel, matrix)
    other = matrix.rooms.create(KIM)
    matrix.rooms.become(other, KIM, BOT, "invite")
    matrix.rooms.put(other, KIM, "m.room.message", {"msgtype": "m.text", "body": "and another"})
    matrix.handed_out = matrix.rooms.at
    matrix_channel._place.set(f"s{matrix.rooms.at}")  # told before, and the worker died before it joined
    assert [each.thread for each in heard(matrix_channel, matrix)] == [other.id]


def test_a_room_that_cannot_be_joined_keeps_no_other_waiting(matrix, matrix_channel, monkeypatch):
    matrix.say(MAX, "hello")
    join = matrix._join

    def refuses(room_id):
        if room_id == matrix.chat(MAX).id:
            raise refused(403, "M_FORBIDDEN", "You are not invited to this room.")
        return join(room_id)

    monkeypatch.setattr(matrix, "_join", refuses)
    matrix.say(KIM, "hello")
    found = []
    matrix_channel.listen(found.extend, lambda: bool(found))
    assert [each.address for each in found] == [KIM]


def test_a_homeserver_that_asks_for_patience_joins_the_room_later(matrix, matrix_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_sync.LONGEST_PAUSE_S", 0.0)
    join, asked = matrix._join, []

    def busy(room_id):
        asked.append(room_id)
        if len(asked) == 1:
            raise refused(429, "M_LIMIT_EXCEEDED", "Too Many Requests", retry_after_ms=60_000)
        return join(room_id)

    monkeypatch.setattr(matrix, "_join", busy)
    matrix.say(KIM, "hello")
    assert [each.address for each in heard(matrix_channel, matrix)] == [KIM]


def test_who_was_turned_away_in_a_flood_is_looked_for_again_once_there_is_room():
    invitations = Invitations()
    for n in range(WAITING + 1):
        invitations.add(f"!{n}:a.example", f"@{n}:a.example")
    assert not invitations.are_to_be_found(0.0)
    for n in range(WAITING // 2):
        invitations.drop(f"!{n}:a.example")
    assert invitations.are_to_be_found(1.0)
    assert not invitations.are_to_be_found(2.0)
    invitations.add("!x:a.example", "@x:a.example")
    assert not invitations.are_to_be_found(LOOK_AGAIN_S + 2.0)  # nobody was turned away since
