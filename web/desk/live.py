"""News for open pages as server-sent events: each names what changed, and the page asks for that part again."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from amends.accounts import presence, sessions
from amends.desk import change_marks
from web.desk.cases import case_of
from web.desk.routing import Visit, gone
from web.event_hub import Hub

POLL_S = 1.0
QUEUE_POLL_S = 2.0
RENEW_EVERY = 10
"""Polls between two notes of presence and two looks at the session."""
LOADED = ("queue", "talk", "case")
"""Marks of which a page says in its address how far it has come."""


@dataclass(frozen=True)
class Live:
    """`hub` announces what is said in conversations, so that an open case need not wait for the next poll."""

    hub: Hub

    async def queue(self, visit: Visit) -> Response:
        """`queue`: some case changed."""
        if _is_anothers(visit):
            return gone()
        return _stream(_follow(visit, lambda: _queue_mark(visit), None, QUEUE_POLL_S))

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
    ear: asyncio.Event | None,
    poll_s: float,
    renew: Callable[[], None] = lambda: None,
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


async def _wait(ear: asyncio.Event | None, seconds: float) -> None:
    if ear is None:
        await asyncio.sleep(seconds)
        return
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
        return {"queue": change_marks.newest_entry(session)}


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
