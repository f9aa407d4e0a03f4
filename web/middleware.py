"""What holds for every request: a limit on its body, and headers that keep browsers from doing too much."""

import re
from collections.abc import Sequence
from typing import Any

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problems import Problem, response

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}


class BodyLimit:
    """Refuses a request body of more than `limit` bytes, whether its length is announced or not.

    Paths that `counts_itself` matches read their body within limits of their own (web/uploads.py); paths of `larger`
    have the limit that stands with them.
    """

    def __init__(
        self,
        app: ASGIApp,
        limit: int,
        counts_itself: re.Pattern[str],
        larger: Sequence[tuple[re.Pattern[str], int]] = (),
    ) -> None:
        self._app = app
        self._limit = limit
        self._counts_itself = counts_itself
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._counts_itself.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        limit = next((most for path, most in self._larger if path.fullmatch(scope["path"])), self._limit)
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > limit:
            await response(_refusal(limit))(scope, receive, send)
            return
        taken = 0

        async def counting() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise HTTPException(413, _refusal(limit).detail)
            return message

        await self._app(scope, counting, send)


def _refusal(limit: int) -> Problem:
    detail = f"A request body may have {limit} bytes; send a shorter one"
    return Problem(413, "request-too-large", "Request too large", detail)


class SecurityHeaders:
    """Adds HEADERS to each response that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
