"""Feeds waiting turns to the bot: each conversation in order and once, several conversations at a time.

Any number of web processes may do this on one database: a turn is leased before it is sent, and its replies and its
end are one transaction. A process that is killed leaves its turns to the others when the lease runs out; one that is
told to stop gives them back at once.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from amends import tracing
from amends.conversations import delivery, due_turns, turns
from amends.conversations.due_turns import AtOnce, Due
from amends.errors import DatabaseUnavailable, DialogueRefused, DialogueUnavailable
from rasa_addons.log_lines import about
from rasa_addons.loops import Loop
from web.deps import WebDeps
from web.event_hub import Hub
from web.logs import tell_failure
from web.threads import in_thread

log = logging.getLogger("amends.web")

SETTLE_WITHIN_S = 60.0
"""How long an outcome waits for the database. Longer, and the turn is asked again: the bot has its answer kept."""


class Dispatcher:
    """Lives in one event loop, beside the API."""

    def __init__(self, deps: WebDeps, hub: Hub) -> None:
        self._deps = deps
        self._hub = hub
        self._lease = timedelta(seconds=deps.pace.lease_s)
        self._work = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: dict[asyncio.Task[None], Due] = {}
        self._guard = threading.Lock()
        self._promised = 0
        """Places for turns that are being kept just now."""
        self._behind = False
        """Whether turns may wait because there was no place for them."""
        self.loop = Loop("dispatcher", tell=tell_failure)
        self.delays = Loop("delays", tell=tell_failure)

    def wake(self) -> None:
        """There may be a new turn. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._work.set)

    @contextlib.contextmanager
    def place(self) -> Iterator[AtOnce | None]:
        """For whoever keeps a message within the block, from any thread: with a place for its turn, where one is free.
        A turn that was taken is begun when the block is done; any other is looked for then. A block that fails has
        kept nothing."""
        loop, at_once = self._loop, AtOnce(self._lease)
        if loop is None or not self._promise():
            yield None
            self.wake()
            return
        try:
            yield at_once
        except BaseException:
            at_once.due = None
            raise
        finally:
            loop.call_soon_threadsafe(self._redeem, at_once.due)

    def _promise(self) -> bool:
        with self._guard:
            is_free = self._has_room()
            self._promised += is_free
            return is_free

    def _redeem(self, due: Due | None) -> None:
        with self._guard:
            self._promised -= 1
        if due is None:
            self._work.set()
        else:
            self._start(due)

    def _has_room(self) -> bool:
        return len(self._running) + self._promised < self._deps.pace.turns_at_once

    async def run(self) -> None:
        """Until cancelled; turns that are under way then go back to waiting, for whoever looks next. No message is kept
        any more by then: the server has ended its requests."""
        self._loop = asyncio.get_running_loop()
        try:
            await self.loop.keep(self._step)
        finally:
            self._loop = None
            await self._give_back()

    async def tell_delays(self) -> None:
        """Until cancelled: whoever has waited long for an answer, begun or not, is told so once."""
        await self.delays.keep(self._tell_delays)

    async def _tell_delays(self) -> None:
        for conversation_id in await in_thread(self._tell_late):
            self._hub.notify(conversation_id)
        await asyncio.sleep(self._deps.pace.poll_s)

    def _tell_late(self) -> list[str]:
        deps = self._deps
        with deps.database.read() as session:
            found = delivery.late(session, deps.clock())
        for conversation_id in found:
            with deps.database.begin() as session:
                delivery.tell_late(session, conversation_id, deps.sentences, deps.clock())
        return found

    async def _give_back(self) -> None:
        under_way = dict(self._running)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        for due in under_way.values():
            with contextlib.suppress(DatabaseUnavailable):  # the lease runs out by itself
                await in_thread(self._release, due)

    def _release(self, due: Due) -> None:
        with self._deps.database.begin() as session:
            due_turns.release(session, due)

    async def _step(self) -> None:
        self._work.clear()
        due = None
        self._behind = not self._has_room()
        if not self._behind:
            due = await in_thread(self._take)
        if due is not None:
            self._start(due)
            return
        try:
            await asyncio.wait_for(self._work.wait(), self._deps.pace.poll_s)
        except TimeoutError:
            return

    def _start(self, due: Due) -> None:
        task = asyncio.create_task(self._carry(due))
        self._running[task] = due
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._running.pop(task, None)
        if self._behind:
            self._work.set()
        if not task.cancelled() and (fault := task.exception()) is not None:
            tell_failure("turn", fault, self._deps.pace.lease_s)  # its lease runs out, and it is taken again

    def _take(self) -> Due | None:
        now = self._deps.clock()
        with self._deps.database.read() as session:
            if not due_turns.is_any_due(session, now, self._lease):
                return None
        try:
            with self._deps.database.begin() as session:
                return due_turns.next_due(session, now, self._lease)
        except DatabaseUnavailable:
            raise
        except Exception as fault:  # the row itself: the next turns must not wait for it
            log.error("turn_unreadable", exc_info=fault)
            with self._deps.database.begin() as session:
                due_turns.park(session, now, self._lease, f"{type(fault).__name__} in web")
            return None

    async def _carry(self, due: Due) -> None:
        """A turn to its outcome. What nobody foresaw counts as not taken: tried again, then given to a person."""
        ids = {"conversation": due.conversation_id, "turn": str(due.event_id)}
        with about(**ids), tracing.span("turn", due.traceparent, **ids):
            try:
                await self._ask(due)
            except Exception as fault:
                log.error("turn_crashed", exc_info=fault)
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
            log.warning("turn_not_taken", extra={"error": str(fault)})
            await self._not_taken(due, str(fault))
            return
        except DialogueRefused as fault:
            error = str(fault)
            log.error("turn_refused", extra={"error": error})
            await self._settle(due, lambda session: delivery.refused(session, due, error, deps.sentences, deps.clock()))
            return
        await self._settle(due, lambda session: delivery.answered(session, due, replies, deps.sentences, deps.clock()))

    async def _not_taken(self, due: Due, error: str) -> None:
        deps = self._deps
        await self._settle(due, lambda session: delivery.not_taken(session, due, error, deps.sentences, deps.clock()))

    def _hold(self, session: Session, due: Due) -> None:
        due_turns.renew(session, due, self._deps.clock(), self._lease)

    async def _settle(self, due: Due, change: Callable[[Session], None]) -> None:
        """Write an outcome. The bot has done its part, so a database that is away for a moment is waited for."""

        def write() -> bool:
            with self._deps.database.begin() as session:
                change(session)
                return turns.is_waiting(session, due.conversation_id)

        until = asyncio.get_running_loop().time() + SETTLE_WITHIN_S
        while True:
            try:
                another_waits = await in_thread(write)
            except DatabaseUnavailable as fault:
                log.warning("outcome_unwritten", extra={"turn": due.event_id, "error": str(fault)})
                if asyncio.get_running_loop().time() > until:
                    raise
                await asyncio.sleep(self._deps.pace.poll_s)
            else:
                self._hub.notify(due.conversation_id)
                if another_waits:
                    self._work.set()
                return
