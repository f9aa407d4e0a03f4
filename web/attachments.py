"""Files that the desk sent, at /files/<token>: for whoever has the link, while it holds."""

import logging
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Template

from amends.errors import EvidenceUnavailable, NotFound
from amends.evidence.enclosed import linked
from amends.evidence.intake import THUMB
from amends.languages import CODES
from amends.messages.say import Say
from web.auth import Deps
from web.deps import WebDeps
from web.desk.attachments import WHOLE, served
from web.languages import preferred
from web.plain_pages import TEMPLATES
from web.problems import Problem
from web.withdrawal_page import HEADERS

router = APIRouter(include_in_schema=False)
log = logging.getLogger("amends.web")

LONGEST_CACHE_S = 3600
Token = Annotated[str, Path(max_length=64)]


@router.get("/files/{token}")
def show(token: Token, request: Request, deps: Deps) -> Response:
    """The whole file: a picture in its place, the rest to be kept. A page in words where the link opens none."""
    try:
        return _part(deps, token, WHOLE)
    except NotFound:
        return _over(request, deps)


@router.get("/files/{token}/thumb")
def show_thumb(token: Token, deps: Deps) -> Response:
    """Its small picture, for the chat window."""
    try:
        return _part(deps, token, THUMB)
    except NotFound:
        raise Problem(404, "no-such-file", "No such file", "There is no such file, or the link has run out.") from None


def _part(deps: WebDeps, token: str, part: str) -> Response:
    if deps.files is None:
        raise NotFound("this installation has no files")
    with deps.database.read() as session:
        whole, left = linked(session, token, deps.clock())
    seconds = min(LONGEST_CACHE_S, int(left.total_seconds()))
    try:
        return served(whole, part, deps.files.intake.picture, seconds=seconds, origin="cross-origin")
    except EvidenceUnavailable as fault:
        log.error("attachment_not_shown", extra={"error": str(fault)})
        raise Problem(503, "unavailable", "Out of order for a moment", "The file store did not answer.") from fault


def _over(request: Request, deps: WebDeps) -> Response:
    """It tells nothing of any file, as whoever has no link could ask as well."""
    language = preferred(request.headers.get("accept-language", ""), CODES)
    text = deps.sentences.text(Say("utter_file_link_over"), language)
    page = _template().render(language=language, text=text)
    return HTMLResponse(page, 410, headers={**HEADERS, "Cache-Control": "no-store"})


@cache
def _template() -> Template:
    return TEMPLATES.get_template("file_link.html")
