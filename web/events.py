"""Reading a conversation: its history, waiting for what comes next, and a stream that can be taken up again."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from amends.accounts import presence
from amends.conversations import log, turns
from web.admission import Admission
from web.auth import Claim, Claimed, Deps, Entry, Own, TheHub, opened_from
from web.deps import WebDeps
from web.event_hub import Hub
from web.openapi import problems
from web.schemas import CaseCard, Event, EventPage
from web.threads import in_thread

router = APIRouter(prefix="/v1/conversations/{conversation_id}", tags=["events"])

MAX_SEQ = 2**31 - 1
PAGE = 100
PERSON_TYPES_S = 1.0
"""How soon it is seen that a person stopped writing."""
Seq = Annotated[int, Query(ge=0, le=MAX_SEQ, description="The last `seq` that the client has; 0 for all.")]


def read_page(deps: WebDeps, conversation_id: str, after: int, limit: int = PAGE) -> EventPage:
    """The events after number `after`, with what is going on now."""
    with deps.database.read() as session:
        return _page(deps, session, conversation_id, after, limit)


def _page(deps: WebDeps, session: Session, conversation_id: str, after: int, limit: int) -> EventPage:
    """What is owed is asked first: each statement of PostgreSQL sees its own instant, and a page that says that nothing
    is owed must have the answer."""
    owed = turns.owed(session, conversation_id)
    rows = log.since(session, conversation_id, after, limit + 1)
    here = presence.at(session, [presence.typing(conversation_id)], deps.clock())
    typist = next((each.name for each in here if each.who != presence.CUSTOMER), None)
    return EventPage(
        events=[Event.of(row, deps.shown) for row in rows[:limit]],
        more=len(rows) > limit,
        waiting=owed.waiting,
        typing=typist is not None or owed.untold,
        typist=typist,
        owner=owed.owner,  # type: ignore[arg-type]  # the table's CHECK holds the same two
    )


def _with_card(deps: WebDeps, conversation_id: str, after: int, limit: int = PAGE) -> EventPage:
    """The same, with how the conversation's case stands: read after the events, so that it is not older than they."""
    return _carded(deps, conversation_id, read_page(deps, conversation_id, after, limit))


def _carded(deps: WebDeps, conversation_id: str, page: EventPage) -> EventPage:
    return page.model_copy(update={"case": deps.card(conversation_id)})


def _or_empty(deps: WebDeps, conversation_id: str, after: int, limit: int) -> EventPage:
    """The same; without the card where there is no event, since a page without any is waited on."""
    page = read_page(deps, conversation_id, after, limit)
    return _carded(deps, conversation_id, page) if page.events else page


def _first(deps: WebDeps, claim: Claim, admission: Admission, after: int, limit: int, *, waits: bool) -> EventPage:
    """The first page that a caller is shown, once it is proven whose conversation it is, and counted. Of one that
    `waits`, as `_or_empty`."""
    with deps.database.read() as session:
        conversation_id = claim.proven(session)
        admission.read(conversation_id)
        page = _page(deps, session, conversation_id, after, limit)
    return page if waits and not page.events else _carded(deps, conversation_id, page)


@router.get("/events", responses=problems(401, 422, 429, 503))
async def list_events(
    claim: Claimed,
    request: Request,
    deps: Deps,
    hub: TheHub,
    admission: Entry,
    after: Seq = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE,
    wait: Annotated[int, Query(ge=0, le=25, description="Seconds to wait for an event when there is none.")] = 0,
) -> EventPage:
    """The events after `after`, oldest first; with `wait`, as soon as there is one."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait
    with hub.listen(claim.claimed) as news:  # from before the first look, or what comes just after it would be missed
        page = await in_thread(_first, deps, claim, admission, after, limit, waits=wait > 0)
        if page.events or not wait:
            return page
        conversation_id, address = claim.claimed, opened_from(request, deps)
        admission.check(address)
        with admission.listener(conversation_id, address, news) as place:
            while (remaining := deadline - loop.time()) > 0 and not place.ended:
                await _heard(news, remaining)
                news.clear()
                page = await in_thread(_or_empty, deps, conversation_id, after, limit)
                if page.events:
                    return page
        return await in_thread(_carded, deps, conversation_id, page)


@router.get(
    "/stream",
    response_class=EventSourceResponse,
    responses={
        200: {"description": "Server-sent events: `id` is the `seq`, `event` the `kind`, `data` the event as JSON."},
        **problems(401, 422, 429, 503),
    },
)
async def stream_events(
    conversation_id: Own,
    request: Request,
    deps: Deps,
    hub: TheHub,
    admission: Entry,
    after: Seq = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=MAX_SEQ)] = None,
) -> EventSourceResponse:
    """All events after `Last-Event-ID` (or `after`), then each as it comes; `typing` tells who is writing, and `case`
    how the case stands, whenever it stands otherwise."""
    start = after if last_event_id is None else last_event_id
    admission.read(conversation_id)
    address = opened_from(request, deps)
    admission.check(address)
    events = _follow(deps, hub, admission, conversation_id, address, start)
    return EventSourceResponse(events, ping=int(deps.pace.heartbeat_s), headers={"Cache-Control": "no-store"})


async def _follow(
    deps: WebDeps, hub: Hub, admission: Admission, conversation_id: str, address: str, after: int
) -> AsyncIterator[ServerSentEvent]:
    typing: tuple[bool, str | None] = (False, None)
    card: CaseCard | None = None
    with hub.listen(conversation_id) as news, admission.listener(conversation_id, address, news) as place:
        while not place.ended:
            news.clear()
            page = await in_thread(_with_card, deps, conversation_id, after)
            for event in page.events:
                yield ServerSentEvent(event.model_dump_json(), event=event.kind, id=str(event.seq))
                after = event.seq
            if (page.typing, page.typist) != typing:
                typing = (page.typing, page.typist)
                yield ServerSentEvent(json.dumps({"active": page.typing, "name": page.typist}), event="typing")
            if page.case != card:
                card = page.case
                yield ServerSentEvent("null" if card is None else card.model_dump_json(), event="case")
            if not page.more:
                # Nobody tells that a person has stopped writing.
                await _heard(news, PERSON_TYPES_S if page.typist else deps.pace.heartbeat_s)


async def _heard(news: asyncio.Event, seconds: float) -> None:
    """Wait for news, at most so long: after that the log is read anyway."""
    try:
        await asyncio.wait_for(news.wait(), seconds)
    except TimeoutError:
        return
