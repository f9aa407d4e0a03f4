"""The small page at `/`, for whoever set this up and wonders what now."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from web import documentation
from web.auth import deps_of

router = APIRouter(include_in_schema=False)

PAGES = Path(__file__).parent / "pages"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_templates = Environment(loader=FileSystemLoader(PAGES), autoescape=select_autoescape())


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Links to what runs here."""
    deps = deps_of(request)
    page = _templates.get_template("start.html").render(
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
