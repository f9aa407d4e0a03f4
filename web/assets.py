"""The chat window's built files at /widget/, small and kept by browsers: what a merchant's page loads."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from web.problems import Problem

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).parent / "static" / "widget"
FILES = ("widget.js", "panel.js")
# The page names widget.js without a version, so it is asked about again soon; it names panel.js with one.
SOON, NEVER = "public, max-age=300", "public, max-age=31536000, immutable"
HEADERS = {
    "Access-Control-Allow-Origin": "*",  # a module of another origin needs it; the file is the same for everyone
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class Asset:
    plain: bytes
    packed: bytes
    tag: str


@router.get("/widget/{name}")
def widget_file(name: str, request: Request) -> Response:
    """One built file, packed where the browser takes it so."""
    if name not in FILES:
        raise Problem(404, "no-such-resource", "No such file", f"The widget has the files {' and '.join(FILES)}.")
    asset = _asset(name)
    headers = {**HEADERS, "ETag": asset.tag, "Cache-Control": NEVER if request.query_params.get("v") else SOON}
    if asset.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    packs = "gzip" in request.headers.get("accept-encoding", "")
    if packs:
        headers["Content-Encoding"] = "gzip"
    return Response(asset.packed if packs else asset.plain, media_type="text/javascript", headers=headers)


@cache
def _asset(name: str) -> Asset:
    plain = (FOLDER / name).read_bytes()
    return Asset(plain, gzip.compress(plain, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:20]}"')
