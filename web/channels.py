"""Where providers of messaging channels call us: proved, kept, and only then acknowledged.

Not part of the chat API's description; docs/channels.md tells how it works. Whatever is not genuine gets one answer, so
that nobody learns which channels there are.
"""

import logging
import re
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from amends import tracing
from amends.channels.book import Opened
from amends.channels.channel import Arrived
from amends.channels.errors import ChannelUnavailable, NotGenuine
from amends.channels.inbound import Kept
from amends.channels.received import Call, Received
from amends.errors import DatabaseUnavailable, InvalidDocument
from web.auth import deps_of, hub_of
from web.deps import Channels
from web.problems import Problem, response

router = APIRouter()
log = logging.getLogger("amends.web")

PATH = re.compile(r"/v1/channels/[^/]+")
BODY_BYTES = 1024 * 1024
"""Of one call: a provider's batch is larger than a customer's message."""


@router.api_route("/v1/channels/{channel_id}", methods=["GET", "POST"], include_in_schema=False)
async def call(channel_id: str, request: Request) -> Response:
    """What the provider wants to hear, once everything in the call is kept, now or before."""
    deps = deps_of(request)
    channels = deps.channels
    if channels is None:
        return _nothing_here()
    came = Call(
        method=request.method,
        url=f"{channels.public_url}{request.url.path}" + (f"?{request.url.query}" if request.url.query else ""),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        at=deps.clock(),
    )
    try:
        found = await run_in_threadpool(_take, channels, channel_id, came)
    except ChannelUnavailable as fault:
        log.error("channel_unavailable", extra={"channel": channel_id, "error": str(fault)})
        return response(Problem(503, "unavailable", "Out of order for a moment", "Call again in a moment."))
    if found is None:
        return _nothing_here()
    opened, arrived = found
    kept, whole = await run_in_threadpool(_keep, channels, opened, arrived.received)
    for _, each in kept:
        if each.conversation_id is not None:
            hub_of(request).notify(each.conversation_id)
    request.app.state.dispatcher.wake()
    if not whole:
        return response(Problem(503, "unavailable", "Out of order for a moment", "Deliver the same again."))
    answer = arrived.answer
    follow_up = BackgroundTask(channels.signs.show, opened, kept)
    return Response(answer.body, answer.status, media_type=answer.media_type, background=follow_up)


def _take(channels: Channels, channel_id: str, came: Call) -> tuple[Opened, Arrived] | None:
    """The channel and what the call holds; None where it is not genuine. A genuine call that nobody can read is
    acknowledged: delivered again it would read no better, and would keep others waiting."""
    opened = channels.book.open(channel_id)
    if opened is None:
        log.warning("channel_unknown")
        return None
    try:
        return opened, opened.channel.take(came)
    except NotGenuine as fault:
        log.warning("channel_not_genuine", extra={"channel": channel_id, "error": str(fault)})
        return None
    except InvalidDocument as fault:
        log.error("channel_unreadable", extra={"channel": channel_id, "faults": len(fault.faults)})
        return opened, Arrived()


def _keep(channels: Channels, opened: Opened, received: Sequence[Received]) -> tuple[list[tuple[Received, Kept]], bool]:
    """Each by itself. False where one of them could not be kept: what was kept is known when they come again."""
    kept: list[tuple[Received, Kept]] = []
    whole = True
    for each in received:
        try:
            with tracing.span("message", channel=opened.id):
                kept.append((each, channels.inbound.keep(opened, each)))
        except DatabaseUnavailable as fault:
            log.error("delivery_not_kept", extra={"channel": opened.id, "error": str(fault)})
            return kept, False
        except Exception as fault:  # one entry must never cost the others of its batch
            log.error("delivery_crashed", exc_info=fault, extra={"channel": opened.id})
            whole = False
    return kept, whole


def _nothing_here() -> Response:
    detail = "There is no such channel, or the call is not signed for it."
    return response(Problem(HTTPStatus.NOT_FOUND, "no-such-channel", "Not accepted", detail))
