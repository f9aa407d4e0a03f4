"""Wakes whoever waits for news of a conversation: at once for what this process wrote, soon for all others' events."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from amends.conversations.log_watch import LogWatch
from amends.db.session import Database
from rasa_addons.loops import Loop
from web.logs import tell_failure
from web.threads import in_thread

EVERY = "*"
"""In the place of a conversation: all of them."""


class Hub:
    """Lives in one event loop. A lost wake-up costs time only: listeners read the log again at each heartbeat."""

    def __init__(self, database: Database, poll_s: float) -> None:
        self._log = LogWatch(database)
        self._poll_s = poll_s
        self._ears: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = False
        self.loop = Loop("news", tell=tell_failure)

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be news; the listener clears it before it reads."""
        ear = asyncio.Event()
        self._ears[conversation_id].add(ear)
        try:
            yield ear
        finally:
            self._ears[conversation_id].discard(ear)
            if not self._ears[conversation_id]:
                del self._ears[conversation_id]

    def notify(self, conversation_id: str) -> None:
        """Wake the listeners of this conversation. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake, conversation_id)

    async def follow(self) -> None:
        """Watch the log for events of the worker and of other web processes, until cancelled."""
        self._loop = asyncio.get_running_loop()
        await self.loop.keep(self._look)

    async def _look(self) -> None:
        if self._started:
            for conversation_id in await in_thread(self._log.news):
                self._wake(conversation_id)
        else:
            await in_thread(self._log.start)
            self._started = True
        await asyncio.sleep(self._poll_s)

    def _wake(self, conversation_id: str) -> None:
        for ear in (*self._ears.get(conversation_id, ()), *self._ears.get(EVERY, ())):
            ear.set()
