"""The demo's two shop pages, each with its merchant's chat window: only where the demo runs."""

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from web.auth import deps_of
from web.problems import Problem

router = APIRouter(include_in_schema=False)

# As strict as a merchant's page may be; the chat window works within it.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@router.get("/demo/{merchant}")
async def shop(merchant: str, request: Request) -> Response:
    """The shop's page."""
    return await _file(request, merchant, "index.html")


@router.get("/demo/{merchant}/{name}")
async def shop_file(merchant: str, name: str, request: Request) -> Response:
    """A style or picture of the shop's page."""
    return await _file(request, merchant, name)


async def _file(request: Request, merchant: str, name: str) -> Response:
    deps = deps_of(request)
    if deps.shops is None or merchant not in deps.merchants or not (deps.shops / merchant).is_dir():
        raise _none()
    try:
        response = await StaticFiles(directory=deps.shops / merchant).get_response(name, request.scope)
    except HTTPException:
        raise _none() from None
    response.headers.update({"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})
    return response


def _none() -> Problem:
    return Problem(404, "no-such-resource", "No such page", "There is no such page of the demo here.")
