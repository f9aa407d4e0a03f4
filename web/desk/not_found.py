"""Addresses under /desk that lead nowhere, and methods that a page does not have: told by a page of the desk, to
whoever asks. Elsewhere on the same server the chat API answers for itself, in JSON."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as HttpRoute

from web.desk import faults
from web.desk.guard import SAFE
from web.desk.safe_redirect import HOME

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


def routes(known: Sequence[HttpRoute]) -> list[HttpRoute]:
    """To be asked after all of the `known` ones."""

    async def answer(request: Request) -> Response:
        path = request.url.path
        if path != path.rstrip("/") and request.method in SAFE and _methods(known, path.rstrip("/")):
            return RedirectResponse(path.rstrip("/"), 307)
        methods = _methods(known, path)
        return faults.wrong_method(request, methods) if methods else faults.no_such_page(request)

    return [HttpRoute(path, answer, methods=METHODS) for path in (HOME, HOME + "/{rest:path}")]


def _methods(known: Sequence[HttpRoute], path: str) -> set[str]:
    """Those by which a page has that path."""
    return {method for route in known if route.path_regex.match(path) for method in route.methods or ()}
