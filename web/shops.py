"""The demo's shop pages, each with its merchant's chat window: only where the demo runs.

A merchant without a page of its own in `demo/shops` gets a plain one.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from web.auth import deps_of
from web.deps import WebDeps
from web.plain_pages import TEMPLATES
from web.problems import Problem

router = APIRouter(include_in_schema=False)

# As strict as a merchant's page may be; the chat window works within it.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@router.get("/demo/{merchant}")
async def shop(merchant: str, request: Request) -> Response:
    """The shop's page."""
    deps, shops = _served(request, merchant)
    if (shops / merchant).is_dir():
        return await _file(request, merchant, "index.html")
    of = deps.merchants[merchant]
    page = TEMPLATES.get_template("shop.html").render(merchant=of, language=of.languages[0], links=deps.links)
    return HTMLResponse(page, headers=_headers())


@router.get("/demo/{merchant}/{name}")
async def shop_file(merchant: str, name: str, request: Request) -> Response:
    """A style or picture of the shop's page."""
    return await _file(request, merchant, name)


async def _file(request: Request, merchant: str, name: str) -> Response:
    _, shops = _served(request, merchant)
    if not (shops / merchant).is_dir():
        raise _none()
    try:
        response = await StaticFiles(directory=shops / merchant).get_response(name, request.scope)
    except HTTPException:
        raise _none() from None
    response.headers.update(_headers())
    return response


def _served(request: Request, merchant: str) -> tuple[WebDeps, Path]:
    """What web works with, and the folder of the shops' pages, where the demo runs and has the merchant."""
    deps = deps_of(request)
    if deps.shops is None or merchant not in deps.merchants:
        raise _none()
    return deps, deps.shops


def _headers() -> dict[str, str]:
    return {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}


def _none() -> Problem:
    return Problem(404, "no-such-resource", "No such page", "There is no such page of the demo here.")
