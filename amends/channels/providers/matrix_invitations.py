"""Rooms that the account is invited to: joined a few at a time, so that whoever floods it with invitations keeps no
customer waiting for long."""

from collections import Counter, deque
from dataclasses import dataclass, field

HOUR_S = 3600.0
PER_ROUND = 2
"""Rooms that are joined before messages are looked for again: a join over slow servers takes some seconds."""
PER_HOUR = 200
PER_PERSON = 5
"""Within an hour, of one person. Their other invitations wait."""
WAITING = 500
LOOK_AGAIN_S = 600.0
"""So often at most the homeserver is asked for those that there was no room for: it names all rooms then."""
SHARE = 20
"""A server whose rooms take a second to join is left alone for so many: it gets no more of our time, however slow."""


@dataclass
class Invitations:
    """Kept while a worker listens; at the next start the homeserver names all that still wait."""

    _waiting: dict[str, str] = field(default_factory=dict)
    _joined: deque[tuple[float, str]] = field(default_factory=deque)
    _under_way: dict[str, str] = field(default_factory=dict)
    _resting: dict[str, float] = field(default_factory=dict)
    _turned_away: bool = False
    _looked_at: float = -LOOK_AGAIN_S

    def add(self, room: str, inviter: str) -> None:
        """It waits its turn; where too many wait, it is looked for again later."""
        mine = sum(each == inviter for each in self._waiting.values())
        if room in self._waiting or (len(self._waiting) < WAITING and mine < PER_PERSON):
            self._waiting[room] = inviter
        else:
            self._turned_away = True

    def are_to_be_found(self, now: float) -> bool:
        """Whether some were turned away and there is room by now; then the homeserver is asked for all that wait."""
        if not self._turned_away or len(self._waiting) > WAITING // 2 or now - self._looked_at < LOOK_AGAIN_S:
            return False
        self._turned_away, self._looked_at = False, now
        return True

    def drop(self, room: str) -> None:
        self._waiting.pop(room, None)

    def took(self, person: str, seconds: float, now: float) -> None:
        """So long something of that person's server kept us."""
        self._resting = {server: until for server, until in self._resting.items() if until > now}
        self._resting[_server(person)] = now + SHARE * seconds

    def put_back(self, room: str) -> None:
        """One of the last that were due could not be joined yet: it waits behind the others."""
        self._waiting[room] = self._under_way[room]

    def due(self, now: float) -> dict[str, str]:
        """Those to be joined now, with who invited (`now` in seconds of any clock that only goes on), first of those
        servers whose people were joined least."""
        while self._joined and self._joined[0][0] <= now - HOUR_S:
            self._joined.popleft()
        people = Counter(inviter for _, inviter in self._joined)
        servers = Counter(_server(inviter) for _, inviter in self._joined)
        self._under_way = {}
        while len(self._under_way) < PER_ROUND and len(self._joined) < PER_HOUR:
            may = [(servers[_server(by)], room) for room, by in self._waiting.items() if self._may(by, people, now)]
            if not may:
                break
            room = min(may, key=lambda each: each[0])[1]
            inviter = self._under_way[room] = self._waiting.pop(room)
            people[inviter] += 1
            servers[_server(inviter)] += 1
            self._joined.append((now, inviter))
        return dict(self._under_way)

    def _may(self, inviter: str, people: Counter[str], now: float) -> bool:
        return people[inviter] < PER_PERSON and self._resting.get(_server(inviter), now) <= now


def _server(person: str) -> str:
    return person.partition(":")[2]
