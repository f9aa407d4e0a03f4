"""Rasa's trackers, in the memory of its process: a cache, because our database has the truth.

A conversation that is not here begins with `action_session_start`, which brings it back from our database. So what is
forgotten costs one call, and any Rasa process can take any conversation. Rasa's own stores read the whole session at
each turn and write it to a database twice; they end the process on one odd character, and wait for ever for a database.
"""

import time
from collections import OrderedDict
from typing import Callable, Iterable, Optional, Tuple

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

MOST_CONVERSATIONS = 500
MOST_EVENTS = 200
"""Of one conversation: Rasa goes through all of them at each turn. A longer one begins anew from our database."""
IDLE_S = 3600.0
"""A conversation that is silent for so long is forgotten. Rasa would begin it anew after that time, too: domain.yml."""


class AmendsTrackerStore(TrackerStore):  # type: ignore[misc]
    """The events of each conversation that was heard lately. `clock`: seconds of a clock that nobody sets."""

    def __init__(self, domain: Optional[Domain] = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(domain)
        self._clock = clock
        self._kept: "OrderedDict[str, Tuple[float, Tuple[Event, ...]]]" = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep its events; those of the conversation that is silent the longest go where there are too many."""
        sender, events = tracker.sender_id, tuple(tracker.events)
        self.forget(sender)
        if len(events) <= MOST_EVENTS:
            self._kept[sender] = (self._clock(), events)
        if len(self._kept) > MOST_CONVERSATIONS:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """A tracker of the caller's own: what becomes of it counts only when it is saved."""
        self.forget_silent()
        _, events = self._kept.get(sender_id, (0.0, ()))
        if not events:
            return None
        return DialogueStateTracker.from_events(sender_id, list(events), self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """The conversations that are kept."""
        return list(self._kept)

    def forget(self, sender_id: str) -> None:
        """Begin the conversation anew, the next time."""
        self._kept.pop(sender_id, None)

    def forget_silent(self) -> None:
        """Let go of what nobody has said anything in for IDLE_S."""
        before = self._clock() - IDLE_S
        while self._kept and next(iter(self._kept.values()))[0] <= before:
            self._kept.popitem(last=False)
