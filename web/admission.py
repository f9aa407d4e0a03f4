"""How many may listen at once, and how often one may read: what one stranger asks must not be what all others wait for.

Counted in this process: each listener costs it memory, and a reading of the log at each event.
"""

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from amends.errors import TooManyRequests

AGAIN_S = 5
"""When whoever is refused a stream may try again: others end all the time."""
MOST_KNOWN = 10_000
Left = dict[str, tuple[float, float]]
"""By conversation, how much it may do at once, and since when that is so."""


@dataclass(frozen=True)
class Crowd:
    """`streams_each`: of one conversation, whose oldest ends when a further one begins: a browser that comes back has
    often left a dead one behind. `streams_from`: of one network address; `streams`: in all, of this process.
    `reads_per_minute`: of one conversation, as they are spread; as many may come at once as in half a minute.
    `languages_per_minute`: how often the language of one is chosen, likewise: each time the chat grows."""

    streams_each: int = 10
    streams_from: int = 300
    streams: int = 2000
    reads_per_minute: int = 1200
    languages_per_minute: int = 12


class Place:
    """One listener's. `ended`: a newer one of the same conversation has taken it."""

    def __init__(self, news: asyncio.Event) -> None:
        self.ended = False
        self._news = news

    def end(self) -> None:
        self.ended = True
        self._news.set()


class Admission:
    """Lives in one event loop; readings are counted from any thread."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._counting = threading.Lock()
        self._of: dict[str, deque[Place]] = {}
        self._from: Counter[str] = Counter()
        self._reads: Left = {}
        self._languages: Left = {}

    def check(self, address: str) -> None:
        """TooManyRequests where no further listener can be taken."""
        if self._from[address] >= self._crowd.streams_from:
            raise TooManyRequests("Too many streams are open from this network.", AGAIN_S)
        if self._from.total() >= self._crowd.streams:
            raise TooManyRequests("Too many streams are open here.", AGAIN_S)

    @contextmanager
    def listener(self, conversation_id: str, address: str, news: asyncio.Event) -> Iterator[Place]:
        """A place while the block runs."""
        place, all_of_it = Place(news), self._of.setdefault(conversation_id, deque())
        all_of_it.append(place)
        self._from[address] += 1
        if len(all_of_it) > self._crowd.streams_each:
            all_of_it.popleft().end()
        try:
            yield place
        finally:
            if place in all_of_it:
                all_of_it.remove(place)
            if not all_of_it and self._of.get(conversation_id) is all_of_it:
                del self._of[conversation_id]
            self._from[address] -= 1
            if not self._from[address]:
                del self._from[address]

    def read(self, conversation_id: str) -> None:
        """Count one reading. TooManyRequests where this conversation reads too often."""
        with self._counting:
            may = _take(self._reads, conversation_id, self._crowd.reads_per_minute)
        if not may:
            raise TooManyRequests("This conversation is read too often.", 1)

    def choose_language(self, conversation_id: str) -> None:
        """Count one choice. TooManyRequests where this conversation changes too often."""
        if not _take(self._languages, conversation_id, self._crowd.languages_per_minute):
            raise TooManyRequests("The language is chosen too often.", AGAIN_S)


def _take(known: Left, conversation_id: str, per_minute: int) -> bool:
    """Whether it may do one more, which then counts."""
    now, burst = monotonic(), per_minute / 2
    left, at = known.get(conversation_id, (burst, now))
    left = min(burst, left + (now - at) * per_minute / 60)
    if left < 1:
        return False
    if len(known) >= MOST_KNOWN:
        known.clear()  # whoever does it too often is known again within moments
    known[conversation_id] = (left - 1, now)
    return True
