"""What was said in a room of Matrix before the newest of it: paged back, within bounds."""

import json
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers import matrix_events, matrix_rooms
from amends.channels.providers.matrix_server import Server, path
from amends.channels.providers.reading import Json, an_object, objects, words

EVENTS = 20
"""Of a room in one answer: an event has up to 65 kB."""
PAGES = 20
PAGES_BEFORE = 3
PAGE_BYTES = 8 * 1024 * 1024
TRIES = 3
TIMELINE: dict[str, Any] = {"types": [*matrix_events.SAID, *matrix_rooms.STATE]}
"""What is asked for of a room."""
LATER = datetime.max.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stumbles:
    """What went wrong with a message or a room, counted from one session to the next: what does so TRIES times is
    passed over, and does not keep all others waiting."""

    counted: Counter[str]

    def too_often(self, name: str) -> bool:
        """Once more; whether that is enough."""
        self.counted[name] += 1
        return self.counted[name] >= TRIES

    def passed_over(self, room_id: str, fault: ChannelRefused | ChannelUnavailable) -> None:
        """Raised again, unless it is the one room whose questions are never answered."""
        if not self.too_often(room_id):
            raise fault
        log.error("matrix: what was written in one room is passed over: %s", fault)


@dataclass(frozen=True)
class History:
    """Of all rooms of the account."""

    server: Server
    stumbles: Stumbles

    def missed(self, room_id: str, until: str, since: str) -> list[Json]:
        """What was said between two answers and is in neither, oldest first: at most PAGES of it, the newest."""
        pages: list[list[Json]] = []
        while until and len(pages) < PAGES:
            try:
                page, until = self._page(room_id, until, since)
            except (ChannelRefused, ChannelUnavailable) as fault:
                self.stumbles.passed_over(room_id, fault)
                break
            pages.append(page)
        if until:
            log.error("matrix: more was written in one room than is read; what is older is left")
        return [event for page in reversed(pages) for event in reversed(page)]

    def before(self, room_id: str, until: str, not_before: datetime) -> list[Json]:
        """What was said before the account came in, oldest first, as far as it is read. Another server may have it,
        and be slow, so it is tried once."""
        pages: list[list[Json]] = []
        try:
            while until and len(pages) < PAGES_BEFORE:
                page, until = self._page(room_id, until, "")
                pages.append(page)
                if any(matrix_events.when(each, LATER) <= not_before for each in page):
                    break
        except (ChannelRefused, ChannelUnavailable) as fault:
            log.info("matrix: what was written before a room was joined is not read: %s", fault)
        return [event for page in reversed(pages) for event in reversed(page)]

    def _page(self, room_id: str, until: str, since: str) -> tuple[list[Json], str]:
        """Newest first, and where to go on; empty where there is no more."""
        query = {"dir": "b", "from": until, "limit": str(EVENTS), "filter": json.dumps(TIMELINE)}
        if since:
            query["to"] = since
        where = path("v3", "rooms", room_id, "messages")
        answer = an_object(self.server.call("GET", where, query=query, most=PAGE_BYTES))
        return list(objects(answer.get("chunk"))), words(answer.get("end"))
