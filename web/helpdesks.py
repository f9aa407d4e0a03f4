"""Where merchants' helpdesks call us: genuine calls are kept and acknowledged, then the worker files them.

Not part of the chat API's description; docs/helpdesks.md has the calls. Whatever is not genuine gets one answer, so
that nobody learns which merchants have a helpdesk.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from amends.errors import InvalidDocument, InvalidMessage, NotFound
from amends.helpdesks import inbound
from amends.helpdesks.helpdesk import Inbound
from amends.helpdesks.registry import Inlet
from web.auth import deps_of
from web.deps import WebDeps
from web.problems import Problem, response

router = APIRouter()
log = logging.getLogger("amends.web")


@router.post("/v1/helpdesks/{merchant}/webhook", include_in_schema=False)
async def webhook(merchant: str, request: Request) -> JSONResponse:
    """202 once it is kept, also where it was kept before; 200 for an event that means nothing to us."""
    deps = deps_of(request)
    body = await request.body()
    inlet = deps.helpdesks.get(merchant)
    if inlet is None or not inlet.is_genuine(_headers(request), body, deps.clock().timestamp()):
        log.warning("helpdesk_not_genuine", extra={"merchant": merchant if inlet else "unknown"})
        return _refused(HTTPStatus.UNAUTHORIZED, "not-genuine", "The call is not signed for this merchant, or too old.")
    try:
        came = inlet.read(body)
        if came is None:
            return JSONResponse({"taken": "ignored"})
        taken = await run_in_threadpool(_keep, deps, merchant, inlet, came)
    except (InvalidDocument, InvalidMessage) as fault:
        return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-event", str(fault))
    except NotFound as fault:
        return _refused(HTTPStatus.NOT_FOUND, "no-such-case", f"{fault}.")
    return JSONResponse({"taken": taken}, HTTPStatus.ACCEPTED)


def _keep(deps: WebDeps, merchant: str, inlet: Inlet, came: Inbound) -> str:
    with deps.database.begin() as session:
        return inbound.keep(session, merchant, inlet.kind, came, deps.clock())


def _headers(request: Request) -> Mapping[str, list[str]]:
    return {name: request.headers.getlist(name) for name in request.headers}


def _refused(status: HTTPStatus, name: str, detail: str) -> JSONResponse:
    return response(Problem(status, name, "Not accepted", detail))
