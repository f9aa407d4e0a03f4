"""Feeds waiting turns to the bot: each conversation in order and once, several conversations at a time.

Any number of web processes may do this on one database: a turn is leased before it is sent, and its replies and its
end are one transaction. A process that dies leaves its turns to the others when the lease runs out.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from amends.conversations import delivery, turns
from amends.conversations.turns import Due
from amends.errors import DatabaseUnavailable, DialogueRefused, DialogueUnavailable
from web.deps import WebDeps
from web.event_hub import Hub

log = structlog.get_logger("amends.web")


class Dispatcher:
    """Lives in one event loop, beside the API."""

    def __init__(self, deps: WebDeps, hub: Hub) -> None:
        self._deps = deps
        self._hub = hub
        self._lease = timedelta(seconds=deps.pace.lease_s)
        self._work = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: set[asyncio.Task[None]] = set()
        self.turned_at = deps.clock()

    def wake(self) -> None:
        """There may be a new turn. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._work.set)

    async def run(self) -> None:
        """Until cancelled; turns that are under way then go back to waiting when their lease ends."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                await self._step()
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _step(self) -> None:
        self._work.clear()
        self.turned_at = self._deps.clock()
        due = None
        try:
            if len(self._running) < self._deps.pace.turns_at_once:
                due = await run_in_threadpool(self._take)
        except DatabaseUnavailable as fault:
            log.warning("turns_unreadable", error=str(fault))
            await asyncio.sleep(self._deps.pace.poll_s)
        if due is not None:
            task = asyncio.create_task(self._carry(due))
            self._running.add(task)
            task.add_done_callback(self._ended)
            return
        try:
            await asyncio.wait_for(self._work.wait(), self._deps.pace.poll_s)
        except TimeoutError:
            return

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        self._work.set()

    def _take(self) -> Due | None:
        now = self._deps.clock()
        with self._deps.database.read() as session:
            if not turns.is_any_due(session, now):
                return None
        with self._deps.database.begin() as session:
            return turns.next_due(session, now, self._lease)

    async def _carry(self, due: Due) -> None:
        """A turn to its outcome. What nobody foresaw counts as not taken: tried again, then given to a person."""
        try:
            await self._ask(due)
        except Exception as fault:
            log.error("turn_crashed", turn=due.event_id, exc_info=fault)
            await self._not_taken(due, f"{type(fault).__name__} in web")

    async def _ask(self, due: Due) -> None:
        asking = asyncio.create_task(self._deps.dialogue.answer(due, self._deps.clock()))
        try:
            while not (await asyncio.wait({asking}, timeout=self._deps.pace.renew_s))[0]:
                await self._settle(due, lambda session: self._hold(session, due))
        except asyncio.CancelledError:
            asking.cancel()
            raise
        deps = self._deps
        try:
            replies = asking.result()
        except DialogueUnavailable as fault:
            log.warning("turn_not_taken", conversation=due.conversation_id, turn=due.event_id, error=str(fault))
            await self._not_taken(due, str(fault))
            return
        except DialogueRefused as fault:
            error = str(fault)
            log.error("turn_refused", conversation=due.conversation_id, turn=due.event_id, error=error)
            await self._settle(due, lambda session: delivery.refused(session, due, error, deps.sentences, deps.clock()))
            return
        await self._settle(due, lambda session: delivery.answered(session, due, replies, deps.sentences, deps.clock()))

    async def _not_taken(self, due: Due, error: str) -> None:
        deps = self._deps
        await self._settle(due, lambda session: delivery.not_taken(session, due, error, deps.sentences, deps.clock()))

    def _hold(self, session: Session, due: Due) -> None:
        now = self._deps.clock()
        turns.renew(session, due, now, self._lease)
        delivery.still_working(session, due, self._deps.sentences, now)

    async def _settle(self, due: Due, change: Callable[[Session], None]) -> None:
        """Write an outcome. The bot has done its part, so a database that is away for a moment is waited for."""

        def write() -> None:
            with self._deps.database.begin() as session:
                change(session)

        while True:
            try:
                await run_in_threadpool(write)
            except DatabaseUnavailable as fault:
                log.warning("outcome_unwritten", turn=due.event_id, error=str(fault))
                await asyncio.sleep(self._deps.pace.poll_s)
            else:
                self._hub.notify(due.conversation_id)
                return
