"""Files that go with an answer: taken while it is being written, and shown with it once it went."""

import re
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from amends.desk.attachments import Attachments, opened, refusal, waiting
from amends.desk.locked_case import find
from amends.errors import CannotBeDone, EvidenceRejected, NotFound
from amends.evidence.enclosed import Kept, Whole
from amends.evidence.intake import THUMB
from web.desk.routing import Visit
from web.problems import Problem
from web.uploads import read_upload

UPLOAD = re.compile(r"/desk/cases/[^/]+/files")
WHOLE = "whole"


def of(visit: Visit, case_id: int) -> dict[str, Any]:
    """What the form of an answer shows: the files of this person's that wait to go with it."""
    with visit.desk.context.database.read() as session:
        rows = waiting(session, case_id, visit.actor.id) if visit.may("reply") else ()
    return {"attached": rows, "number": visit.path("number"), "takes_files": visit.desk.intake is not None}


def show(visit: Visit) -> Response:
    with visit.desk.context.database.read() as session:
        case_id = find(session, visit.actor, "reply", visit.path("number")).id
    return visit.render("_attached.html", **of(visit, case_id))


async def attach(visit: Visit) -> Response:
    """Take one file. What is wrong with it is told, and nothing that was written is lost."""
    try:
        upload = await read_upload(visit.request, named=False)
    except EvidenceRejected as fault:
        raise CannotBeDone(refusal(None, fault.reason)) from None
    except Problem:
        raise CannotBeDone("The file did not arrive whole. Choose it again: what you wrote is still here.") from None
    return await run_in_threadpool(_attached, visit, upload.raw, upload.name)


def remove(visit: Visit) -> Response:
    _attachments(visit).remove(visit.actor, visit.path("number"), visit.path("file"))
    return show(visit)


def open_one(visit: Visit) -> Response:
    """The whole file as the customer gets it, or its small picture."""
    with visit.desk.context.database.read() as session:
        whole = opened(session, visit.actor, visit.path("number"), visit.path("file"))
    if visit.desk.picture is None:
        raise NotFound("There is no such file.")
    return served(whole, visit.path("part"), visit.desk.picture)


def served(whole: Whole, part: str, get: Kept, *, seconds: int = 600, origin: str = "same-origin") -> Response:
    """A part of it, so that nothing in it can run: pictures in their place, the rest to be kept. It may be cached
    privately for so many `seconds`, and shown on pages of that `origin`."""
    if part == THUMB:
        media_type, body, name = "image/jpeg", whole.thumb(get), "thumb.jpg"
    elif part == WHOLE:
        media_type, body, name = whole.media_type, whole.content(get), whole.name
    else:
        raise NotFound("There is no such file.")
    way = "inline" if media_type == "image/jpeg" else "attachment"
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": origin,
        "Cache-Control": f"private, max-age={seconds}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, media_type=media_type, headers=headers)


def _attached(visit: Visit, raw: bytes, name: str | None) -> Response:
    _attachments(visit).attach(visit.actor, visit.path("number"), raw, name)
    return show(visit)


def _attachments(visit: Visit) -> Attachments:
    if visit.desk.intake is None:
        raise NotFound("This installation takes no files.")
    return Attachments(visit.desk.context, visit.desk.intake)
