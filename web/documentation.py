"""The documentation as a site, where the demo runs and `make site` has built it."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from web.auth import deps_of
from web.problems import Problem

router = APIRouter(include_in_schema=False)

# The site's generator writes small scripts and styles into its pages. No customer reads them.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def is_built(folder: Path | None) -> bool:
    """Whether there is something to read."""
    return folder is not None and (folder / "index.html").is_file()


@router.get("/docs")
@router.get("/docs/{name:path}")
async def page(request: Request, name: str = "") -> Response:
    """A page of the site, or a file that belongs to one."""
    folder = deps_of(request).documentation
    if folder is None or not is_built(folder):
        raise Problem(404, "no-such-resource", "No such page", "The documentation is not built here. Run `make site`.")
    try:
        response = await StaticFiles(directory=folder, html=True).get_response(name or ".", request.scope)
    except HTTPException:
        raise Problem(404, "no-such-resource", "No such page", "The documentation has no such page.") from None
    response.headers.update({"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})
    return response
