"""The demo's two shop pages, each with its merchant's chat window: only where the demo runs."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from web.access import deps_of
from web.problems import Problem

router = APIRouter(include_in_schema=False)

# As strict as a merchant's page may be; the chat window works within it.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TYPES = {".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml"}


@router.get("/demo/{merchant}")
def shop(merchant: str, request: Request) -> FileResponse:
    """The shop's page."""
    return _file(request, merchant, "index.html")


@router.get("/demo/{merchant}/{name}")
def shop_file(merchant: str, name: str, request: Request) -> FileResponse:
    """A style or picture of the shop's page."""
    return _file(request, merchant, name)


def _file(request: Request, merchant: str, name: str) -> FileResponse:
    deps = deps_of(request)
    known = {} if deps.shops is None or merchant not in deps.merchants else _files(deps.shops / merchant)
    if name not in known:
        raise Problem(404, "no-such-resource", "No such page", "There is no such page of the demo here.")
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return FileResponse(known[name], media_type=TYPES[known[name].suffix], headers=headers)


def _files(folder: Path) -> dict[str, Path]:
    return {file.name: file for file in folder.glob("*") if file.suffix in TYPES}
