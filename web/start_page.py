"""The small page at `/`, for whoever set this up and wonders what now."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from web import documentation
from web.auth import deps_of
from web.plain_pages import PAGES, TEMPLATES

router = APIRouter(include_in_schema=False)

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Links to what runs here."""
    deps = deps_of(request)
    page = TEMPLATES.get_template("start.html").render(
        merchants=deps.merchants.values(),
        links=deps.links,
        demo=deps.shops is not None,
        documentation=documentation.is_built(deps.documentation),
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


@router.get("/pages/plain.css")
def plain_style() -> FileResponse:
    """The style of the start page."""
    return FileResponse(PAGES / "plain.css", media_type="text/css")
