"""The chat window's built files at /widget/, small and kept by browsers: what a merchant's page loads."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static" / "widget"
# The page names widget.js without a version, so it is asked about again soon; it names panel.js with one.
SOON, NEVER = "public, max-age=300", "public, max-age=31536000, immutable"
HEADERS = {
    "Access-Control-Allow-Origin": "*",  # a module of another origin needs it; the file is the same for everyone
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",  # of the answer that nothing has changed, too
}


class WidgetFiles(StaticFiles):
    """The built files, for pages of every origin."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = "v" in parse_qs(scope["query_string"].decode("latin-1"))
        response.headers.update({**HEADERS, "Cache-Control": NEVER if versioned else SOON})
        return response


def files() -> Any:
    """The application to mount; packed where the browser takes it so."""
    return GZipMiddleware(WidgetFiles(directory=FOLDER))
