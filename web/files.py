"""Customers' files: taking one, and showing its pictures by links that hold for minutes."""

import logging
import re
from contextlib import ExitStack
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool

from amends.conversations import conversation, files
from amends.errors import EvidenceRejected, EvidenceUnavailable, NotFound, TooManyRequests
from amends.evidence import links
from amends.evidence.intake import THUMB
from amends.messages.say import Say
from web.auth import Deps, Own, TheHub
from web.deps import Files, WebDeps
from web.openapi import problems
from web.problems import Problem
from web.schemas import ClientId, Event
from web.uploads import Upload, read_upload

router = APIRouter(tags=["files"])
log = logging.getLogger("amends.web")

STATUS = {"too_large": 413, "unknown_type": 415, "unavailable": 503, "too_many": 429}
NOT_KEPT = "Nothing was kept; `sentence` tells the customer why."
DETAIL = {"unavailable": "It is our outage and not the file. Nothing was kept: send the same, with the same client_id."}
PICTURE_HEADERS = {
    "Content-Type": "image/jpeg",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",  # the chat window stands on the merchant's website
}
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["client_id", "file"],
                    "properties": {
                        "client_id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "JPEG, PNG, WebP, HEIC or PDF of at most 5 pages; at most 10 MB.",
                        },
                    },
                }
            }
        },
    }
}
UPLOAD = re.compile(r"/v1/conversations/[^/]+/files")
_client_id: TypeAdapter[str] = TypeAdapter(ClientId)
FileId = Annotated[str, Path(pattern=r"^ev_[a-z2-7]{26}$")]


class FileLinks(BaseModel):
    """Addresses on this server that hold until `until` and need no secret."""

    id: str
    name: str
    thumb: str
    pages: list[str]
    until: datetime


@router.post(
    "/v1/conversations/{conversation_id}/files",
    status_code=201,
    response_model=Event,
    responses=problems(400, 401, 404, 408, 413, 415, 422, 429, 503),
    openapi_extra=FORM,
)
async def send_file(conversation_id: Own, request: Request, deps: Deps, hub: TheHub) -> Event:
    """Take one file as evidence. A refusal has the customer's sentence, in their language, as `sentence`."""
    desk = _files(deps)
    try:
        upload = await read_upload(request)
        client_id = _client_id.validate_python(upload.client_id)
        event = await run_in_threadpool(_take, deps, desk, conversation_id, upload)
    except ValidationError:
        raise Problem(
            422, "invalid-request", "Invalid request", "client_id has letters, digits, _ and - only."
        ) from None
    except EvidenceRejected as fault:
        raise await run_in_threadpool(_refusal, deps, conversation_id, fault.reason) from fault
    except TooManyRequests as fault:
        raise await run_in_threadpool(_refusal, deps, conversation_id, "too_many", fault.retry_after_s) from fault
    except EvidenceUnavailable as fault:
        log.error("file_not_taken", extra={"error": str(fault)})
        raise await run_in_threadpool(_refusal, deps, conversation_id, "unavailable", 10) from fault
    log.info("file_taken", extra={"client_id": client_id})
    hub.notify(conversation_id)
    request.app.state.dispatcher.wake()
    return event


@router.get("/v1/conversations/{conversation_id}/files/{file_id}", responses=problems(401, 404, 422, 503))
def show_links(conversation_id: Own, file_id: FileId, deps: Deps) -> FileLinks:
    """Fresh links to the pictures of a file of this conversation."""
    desk, now = _files(deps), deps.clock()
    with deps.database.read() as session:
        try:
            row = files.find(session, file_id, conversation_id)
        except NotFound:
            raise _no_such_file() from None
    return FileLinks(
        id=row.id,
        name=row.name,
        thumb=links.link(desk.link_key, row.id, THUMB, now),
        pages=[links.link(desk.link_key, row.id, str(number), now) for number in range(1, len(row.pages) + 1)],
        until=now + links.LIFETIME,
    )


@router.get(
    "/v1/files/{file_id}/{part}",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}, **problems(404, 422, 503)},
)
def show_picture(
    file_id: FileId,
    part: Annotated[str, Path(pattern=r"^(thumb|[1-5])$")],
    until: Annotated[int, Query(ge=0, le=2**40)],
    signature: Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{43}$")],
    deps: Deps,
) -> Response:
    """One picture, always a JPEG of our own making, to whoever has a link that still holds."""
    desk = _files(deps)
    try:
        left = links.check(desk.link_key, file_id, part, until, signature, deps.clock())
        with deps.database.read() as session:
            key = files.find(session, file_id).key
        picture = desk.intake.picture(key, part)
    except NotFound:
        raise _no_such_file() from None
    except EvidenceUnavailable as fault:
        log.error("picture_not_shown", extra={"error": str(fault)})
        raise Problem(503, "unavailable", "Out of order for a moment", "The file store did not answer.") from fault
    headers = {
        **PICTURE_HEADERS,
        "Content-Disposition": f'inline; filename="{file_id}-{part}.jpg"',
        "Cache-Control": f"private, max-age={int(left.total_seconds())}, immutable",
    }
    return Response(picture, headers=headers)


def _files(deps: WebDeps) -> Files:
    if deps.files is None:
        raise Problem(404, "no-such-resource", "Not Found", "This installation takes no files.")
    return deps.files


def _take(deps: WebDeps, desk: Files, conversation_id: str, upload: Upload) -> Event:
    """Accept and keep the file. What was accepted in vain leaves no picture behind."""
    now = deps.clock()
    with deps.database.read() as session:
        if (known := files.already(session, conversation_id, upload.client_id)) is not None:
            return Event.of(known, deps.shown)
        files.check_rate(session, conversation_id, desk.per_hour, now)
    accepted = desk.intake.accept(upload.raw, upload.name)
    with ExitStack() as in_vain:
        in_vain.callback(desk.intake.discard, accepted.key, len(accepted.pages))
        with deps.database.begin() as session:
            row = conversation.get(session, conversation_id)
            event, is_new = files.keep(
                session,
                row,
                accepted,
                client_id=upload.client_id,
                now=now,
                per_hour=desk.per_hour,
                read=desk.read,
            )
            shown = Event.of(event, deps.shown)
        if is_new:
            in_vain.pop_all()
    return shown


def _refusal(deps: WebDeps, conversation_id: str, reason: str, retry_after_s: int | None = None) -> Problem:
    with deps.database.read() as session:
        language = conversation.get(session, conversation_id).language
    name = {"unavailable": "unavailable", "too_many": "too-many-requests", "too_large": "request-too-large"}
    extra: dict[str, Any] = {"sentence": deps.sentences.text(Say(f"utter_evidence_refused_{reason}"), language)}
    if retry_after_s is not None:
        extra |= {"retry_after_s": retry_after_s, "headers": {"Retry-After": str(retry_after_s)}}
    status = STATUS.get(reason, 422)
    problem = name.get(reason, f"file-{reason.replace('_', '-')}")
    return Problem(status, problem, "File not accepted", DETAIL.get(reason, NOT_KEPT), **extra)


def _no_such_file() -> Problem:
    return Problem(
        404, "no-such-file", "No such file", "There is no such file, or the link has run out: ask for a new one."
    )
