"""News for open pages as server-sent events: each names what changed, and the page asks for that part again."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from amends.accounts import presence, sessions
from amends.desk import change_marks
from amends.desk.queries.waiting import waiting
from web.desk.cases import case_of
from web.desk.routing import Visit, gone
from web.event_hub import EVERY, Hub

POLL_S = 1.0
LEAST_S = 0.25
"""Between two looks at all cases: somewhere somebody always writes."""
MOST_TOLD = 50
RENEW_EVERY = 10
"""Polls between two notes of presence and two looks at the session."""
LOADED = ("queue", "talk", "case", "waiting")
"""Marks of which a page says in its address how far it has come."""


@dataclass(frozen=True)
class Live:
    """`hub` announces what is said in conversations, so that an open case need not wait for the next poll."""

    hub: Hub

    async def queue(self, visit: Visit) -> Response:
        """`queue`: some case changed, or somebody wrote in a chat that a person has."""
        return gone() if _is_anothers(visit) else _stream(self._all(visit, lambda: _queue_mark(visit)))

    async def waiting(self, visit: Visit) -> Response:
        """`waiting`: what waits for this person, as JSON: how many cases are theirs to look at, and each thing."""
        return gone() if _is_anothers(visit) else _stream(self._all(visit, _Waiting(visit).marks))

    async def _all(self, visit: Visit, marks: Callable[[], dict[str, Any]]) -> AsyncIterator[ServerSentEvent]:
        with self.hub.listen(EVERY) as ear:
            async for event in _follow(visit, marks, ear, POLL_S, least_s=LEAST_S):
                yield event

    async def case(self, visit: Visit) -> Response:
        """`talk`: something was said or the owner changed. `case`: the case changed. `here`, `typing`: who is."""
        if _is_anothers(visit):
            return gone()
        case_id, conversations = await run_in_threadpool(case_of, visit)
        place = presence.case(case_id)
        here = _presence_of(visit, place)
        return _stream(self._case(visit, case_id, conversations, place, here))

    async def _case(
        self, visit: Visit, case_id: int, conversations: Sequence[str], place: str, here: Callable[[bool], None]
    ) -> AsyncIterator[ServerSentEvent]:
        def marks() -> dict[str, Any]:
            return _case_marks(visit, case_id, place)

        await run_in_threadpool(here, True)
        try:
            # Another chat of the case is looked at with each poll; its own is heard of at once.
            with self.hub.listen(next(iter(conversations), "")) as ear:
                async for event in _follow(visit, marks, ear, POLL_S, lambda: here(True)):
                    yield event
        finally:
            if not _looks_once(visit):  # its presence runs out by itself, unless it comes again
                await asyncio.shield(asyncio.create_task(run_in_threadpool(here, False)))


def _presence_of(visit: Visit, place: str) -> Callable[[bool], None]:
    """Notes or ends this person's presence."""

    def here(stays: bool) -> None:
        now = visit.desk.context.clock()
        with visit.desk.context.database.begin() as session:
            if stays:
                presence.note(session, place, visit.account.id, visit.account.name, now + presence.LOOKING)
            else:
                presence.leave(session, place, visit.account.id)

    return here


async def _follow(
    visit: Visit,
    marks: Callable[[], dict[str, Any]],
    ear: asyncio.Event,
    poll_s: float,
    renew: Callable[[], None] = lambda: None,
    least_s: float = 0,
) -> AsyncIterator[ServerSentEvent]:
    """An event for each mark that differs from the look before; `gone` once the session has ended.

    The page says what it was made from, in its address: what happened since then, or while a connection was broken,
    is news to it. Each of these marks comes with its event. A page that was here before (`again`) may show people who
    have left meanwhile.
    """
    nobody: list[str] | None = None if visit.query("again") else []
    known: dict[str, Any] = {name: visit.query(name) for name in LOADED} | {"here": nobody, "typing": nobody}
    yield ServerSentEvent("", event="open")
    for turn in itertools.count():
        if turn:
            await asyncio.sleep(least_s)
            await _wait(ear, poll_s)
        if turn % RENEW_EVERY == RENEW_EVERY - 1:
            if not await run_in_threadpool(_still_in, visit):
                yield ServerSentEvent("", event="gone")
                return
            await run_in_threadpool(renew)
        found = await run_in_threadpool(marks)
        for name in found:
            if found[name] != known[name]:
                yield ServerSentEvent(found[name] if name in LOADED else "", event=name)
        known = found
        if _looks_once(visit):
            return


def _is_anothers(visit: Visit) -> bool:
    """Whether the page was shown to somebody else, who was signed in here before."""
    return visit.query("me") not in {"", visit.account.id}


def _looks_once(visit: Visit) -> bool:
    """Whether the page has no connection to spare for a stream, and comes again every few seconds instead."""
    return visit.query("once") != ""


async def _wait(ear: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(ear.wait(), seconds)
    except TimeoutError:
        return
    ear.clear()


def _still_in(visit: Visit) -> bool:
    with visit.desk.context.database.read() as session:
        return sessions.find(session, visit.token, visit.desk.lifetimes, visit.desk.context.clock()) is not None


def _queue_mark(visit: Visit) -> dict[str, Any]:
    with visit.desk.context.database.read() as session:
        return {"queue": change_marks.of_queue(session)}


@dataclass
class _Waiting:
    """Looks at everything only when something has changed."""

    visit: Visit
    mark: str = ""
    found: str = ""

    def marks(self) -> dict[str, Any]:
        """What waits, as the page is told it."""
        visit = self.visit
        with visit.desk.context.database.read() as session:
            mark = change_marks.of_person(session, visit.account.id)
            if mark != self.mark:
                things = waiting(session, visit.actor)
                count = len({each.number for each in things if each.mine})
                told = {"count": count, "things": [asdict(each) for each in things[:MOST_TOLD]]}
                self.mark, self.found = mark, json.dumps(told)
        return {"waiting": self.found}


def _case_marks(visit: Visit, case_id: int, place: str) -> dict[str, Any]:
    now = visit.desk.context.clock()
    with visit.desk.context.database.read() as session:
        marks, talks = change_marks.with_chats(session, case_id)
        places = [place, *(presence.typing(talk) for talk in talks)]
        people = [each for each in presence.at(session, places, now) if each.who != visit.account.id]
    return {
        **marks,
        "here": [each for each in people if each.place == place],
        "typing": [each for each in people if each.place != place],
    }


def _stream(events: AsyncIterator[ServerSentEvent]) -> EventSourceResponse:
    return EventSourceResponse(events, ping=15, headers={"Cache-Control": "no-store"})
