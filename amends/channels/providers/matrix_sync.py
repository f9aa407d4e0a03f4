"""What is new in the account's rooms: asked of the homeserver, handed over, and only then passed on the way.

The token that the homeserver gives with each answer is kept after what came with it; so after a restart the same comes
again, or what came since, and nothing is lost. Of a room in which more was written than one answer holds, the rest is
asked for too.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from amends import clock
from amends.channels.channel import Place
from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers import calling, matrix_events, matrix_history, matrix_rooms
from amends.channels.providers.matrix_history import History, Stumbles
from amends.channels.providers.matrix_invitations import Invitations
from amends.channels.providers.matrix_rooms import Room
from amends.channels.providers.matrix_server import Server, path
from amends.channels.providers.reading import Json, an_object, objects, words
from amends.channels.received import Received
from amends.errors import AmendsError, InvalidDocument

POLL_S = 10
"""Seconds that the homeserver waits for something new before it answers that there is nothing."""
LONGEST_PAUSE_S = 60.0
SYNC_BYTES = 32 * 1024 * 1024
NOT_OLDER = timedelta(days=7)
"""What was written in a room before the account joined it is taken, for customers write before that; but not more."""

log = logging.getLogger(__name__)


class Sync:
    """One session. Not to be shared by threads. `stumbled` counts, from one session to the next, what went wrong with
    a message or a room."""

    def __init__(
        self, server: Server, own: str, place: Place, stumbled: Counter[str] | None = None, poll_s: float = POLL_S
    ) -> None:
        self._server, self._own, self._place, self._poll_s = server, own, place, poll_s
        self._stumbles = Stumbles(Counter() if stumbled is None else stumbled)
        self._history = History(server, self._stumbles)
        self._invitations = Invitations()
        self._rooms: dict[str, Room | None] = {}
        self._not_before = 0.0

    def run(self, take: Callable[[Sequence[Received]], None], is_over: Callable[[], bool]) -> None:
        """Until it is over. What `take` has kept is never asked for again."""
        since, pause = "", 1.0
        while not is_over():
            try:
                since = self._round(since, take) if since else self._begun()
            except ChannelUnavailable as fault:
                log.info("matrix: %s", fault)
                _wait(min(fault.retry_after_s or pause, LONGEST_PAUSE_S), is_over)
                pause = min(pause * 2, LONGEST_PAUSE_S)
                continue
            pause = 1.0
            if self._invitations.are_to_be_found(time.monotonic()):
                since = ""

    def _begun(self) -> str:
        """Where to go on. At the very first the account's rooms are left as they are, and only what comes is heard;
        invitations that wait are found each time."""
        since = self._place.get()
        try:
            answer = self._asked({}, _filter(0))
        except ChannelUnavailable as fault:
            if not since:
                raise
            log.warning("matrix: invitations that wait were not looked for: %s", fault)
            return since
        self._invited(answer)
        if not since:
            since = _next(answer)
            self._place.set(since)
        self._accept()
        return since

    def _round(self, since: str, take: Callable[[Sequence[Received]], None]) -> str:
        query = {"since": since, "timeout": str(round(self._poll_s * 1000))}
        try:
            answer = self._asked(query, _filter(matrix_history.EVENTS))
        except calling.AnswerTooLarge:
            answer = self._asked(query, _filter(1))
        at, rooms = clock.now(), an_object(answer.get("rooms"))
        for room_id in an_object(rooms.get("leave")):
            self._rooms.pop(room_id, None)
            self._invitations.drop(room_id)
        received = [
            each
            for room_id, found in an_object(rooms.get("join")).items()
            if matrix_events.ROOM.fullmatch(room_id)
            for each in self._in_room(room_id, an_object(found), since, at)
        ]
        for each in received:
            self._kept(each, take)
        new = _next(answer)
        if new != since:
            self._place.set(new)
        self._invited(answer)
        self._accept()
        return new

    def _kept(self, received: Received, take: Callable[[Sequence[Received]], None]) -> None:
        try:
            take([received])
        except AmendsError:
            raise
        except Exception as fault:
            if not self._stumbles.too_often(received.key):
                raise
            # What a library says of a fault may repeat the customer's words.
            log.error("matrix: one message was not taken (%s), and is passed over", type(fault).__name__)

    def _asked(self, query: dict[str, str], wanted: Json) -> Json:
        answer = self._server.call(
            "GET",
            path("v3", "sync"),
            query={**query, "filter": json.dumps(wanted, separators=(",", ":")), "set_presence": "offline"},
            seconds=self._poll_s + calling.SECONDS,
            most=SYNC_BYTES,
        )
        return an_object(answer)

    def _in_room(self, room_id: str, found: Json, since: str, at: datetime) -> list[Received]:
        timeline = an_object(found.get("timeline"))
        events = list(objects(timeline.get("events")))
        changes = [*objects(an_object(found.get("state")).get("events")), *(e for e in events if "state_key" in e)]
        is_new = any(self._joins(each) for each in changes)
        is_changed = any(each.get("type") in matrix_rooms.STATE for each in changes)
        said = [each for each in events if self._is_said(each)]
        if not (said or is_new or is_changed):
            return []
        room = self._room(room_id, anew=is_changed)
        if room is None:
            return []
        if not room.partner:
            if (is_new or not room.joined) and not room.may_become_one:
                self._leave(room_id)
            return []
        if timeline.get("limited") is True:
            until = words(timeline.get("prev_batch"))
            if is_new:
                begun = time.monotonic()
                earlier = self._history.before(room_id, until, at - NOT_OLDER)
                self._invitations.took(room.partner, time.monotonic() - begun, time.monotonic())
            else:
                earlier = self._history.missed(room_id, until, since)
            # Homeservers begin a page within what the answer has.
            known = [each.get("event_id") for each in said]
            said = [*(e for e in earlier if self._is_said(e) and e.get("event_id") not in known), *said]
        if is_new:
            said = [each for each in said if matrix_events.when(each, at) > at - NOT_OLDER]
        name = room.joined[room.partner]
        mine = (each for each in said if each.get("sender") == room.partner)
        return [received for each in mine for received in _read(each, room_id, name, at)]

    def _is_said(self, event: Json) -> bool:
        return event.get("type") in matrix_events.SAID and event.get("sender") != self._own

    def _joins(self, event: Json) -> bool:
        """Whether it is the account's own coming in; a new name of its is another thing."""
        before = an_object(an_object(event.get("unsigned")).get("prev_content"))
        return (
            event.get("type") == "m.room.member"
            and event.get("state_key") == self._own
            and an_object(event.get("content")).get("membership") == "join"
            and before.get("membership") != "join"
        )

    def _room(self, room_id: str, *, anew: bool) -> Room | None:
        if anew or room_id not in self._rooms:
            try:
                self._rooms[room_id] = matrix_rooms.asked(self._server, room_id, self._own)
            except (ChannelRefused, ChannelUnavailable) as fault:
                self._stumbles.passed_over(room_id, fault)
                return None
        return self._rooms[room_id]

    def _invited(self, answer: Json) -> None:
        for room_id, found in an_object(an_object(answer.get("rooms")).get("invite")).items():
            events = list(objects(an_object(an_object(found).get("invite_state")).get("events")))
            mine = [
                each
                for each in events
                if (each.get("type"), each.get("state_key")) == ("m.room.member", self._own)
                and an_object(each.get("content")).get("membership") == "invite"
            ]
            inviter = words(mine[-1].get("sender")) if mine else ""
            if matrix_events.ROOM.fullmatch(room_id) and matrix_events.PERSON.fullmatch(inviter):
                self._invitations.add(room_id, inviter)

    def _accept(self) -> None:
        """Join some of the rooms. One that is refused is not tried again in this session."""
        if time.monotonic() < self._not_before:
            return
        for room_id, inviter in self._invitations.due(time.monotonic()).items():
            begun = time.monotonic()
            try:
                self._server.call("POST", path("v3", "rooms", room_id, "join"), {})
            except ChannelUnavailable as fault:
                self._not_before = time.monotonic() + min(fault.retry_after_s or 0.0, LONGEST_PAUSE_S)
                self._invitations.put_back(room_id)
                log.warning("matrix: a room was not joined yet: %s", fault)
            except ChannelRefused as fault:
                log.info("matrix: a room was not joined: %s", fault)
            self._invitations.took(inviter, time.monotonic() - begun, time.monotonic())

    def _leave(self, room_id: str) -> None:
        """A courtesy, and so that the list of rooms does not grow."""
        for what in ("leave", "forget"):
            try:
                self._server.call("POST", path("v3", "rooms", room_id, what), {})
            except (ChannelRefused, ChannelUnavailable) as fault:
                log.info("matrix: a room was not left: %s", fault)
                return


def _read(event: Json, room_id: str, name: str, at: datetime) -> Iterator[Received]:
    try:
        yield from list(matrix_events.read(event, room_id, name, at))
    except (ValueError, RecursionError, InvalidDocument) as fault:
        # What a library says of a fault may repeat the customer's words.
        log.error("matrix: one event was not read (%s)", type(fault).__name__)


def _next(answer: Json) -> str:
    if token := words(answer.get("next_batch")):
        return token
    raise ChannelUnavailable("the Matrix homeserver did not say how to go on")


def _filter(events: int) -> Json:
    nothing: Json = {"not_types": ["*"]}
    return {
        "presence": nothing,
        "account_data": nothing,
        "room": {
            "ephemeral": nothing,
            "account_data": nothing,
            "state": {"types": [*matrix_rooms.STATE], "lazy_load_members": True} if events else nothing,
            "timeline": {**matrix_history.TIMELINE, "limit": events} if events else {**nothing, "limit": 1},
        },
    }


def _wait(seconds: float, is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not is_over() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.2))
