"""The action server: rasa_sdk's own application, for Rasa alone.

rasa_sdk by itself listens everywhere, answers anyone, unpacks compressed bodies without a limit and sends the whole
request back in its errors. Here a call must be signed with the shared secret, which itself never travels, and so is our
answer; a failed action is a bare 500: Rasa then abandons the turn, and it is sent again.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from amends.errors import AmendsError
from rasa_addons.signing import HEADER, sign_answer, verify

MAX_REQUEST_BYTES = 1_000_000
HEALTH, LIVE = "/health", "/live"
"""The second is 200 as long as this process answers at all, with or without its database."""

logger = logging.getLogger(__name__)


def application(
    executor: ActionExecutor, secrets: Sequence[str], check: Callable[[], None] = lambda: None
) -> Sanic[Any, Any]:
    """The application around the actions that `executor` has registered, for calls signed with one of `secrets`.
    `check` raises AmendsError while none of them can do its work; health says so."""
    if not secrets or not all(secrets):
        raise ValueError("the action server needs a secret")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"

    async def guard(request: Request) -> HTTPResponse | None:
        if request.path == LIVE:
            return response.json({"status": "ok"})
        if request.path == HEALTH:
            return await _not_well(check)
        signature, now = request.headers.get(HEADER, ""), time.time()
        secret = next((each for each in secrets if verify(each, signature, request.body, now)), None)
        if secret is None:
            return response.json({"error": "not signed"}, status=401)
        request.ctx.secret = secret
        if request.headers.get("Content-Encoding"):
            return response.json({"error": "send it uncompressed"}, status=415)
        return None

    async def sign(request: Request, answer: BaseHTTPResponse) -> None:
        secret = getattr(request.ctx, "secret", None)
        if secret is not None:
            answer.headers[HEADER] = sign_answer(secret, request.headers[HEADER], answer.body or b"")

    app.register_middleware(guard, "request")
    app.register_middleware(sign, "response")
    # rasa_sdk's handler sends the request back, and Sanic takes no second one beside it.
    app.error_handler.cached_handlers.pop((Exception, None), None)
    app.error_handler.add(Exception, _failed)
    return app


async def _not_well(check: Callable[[], None]) -> HTTPResponse | None:
    try:
        await asyncio.to_thread(check)
    except AmendsError as fault:
        logger.error("Not well: %s", fault)
        return response.json({"status": "failing"}, status=503)
    return None


async def _failed(request: Request, failure: Exception) -> HTTPResponse:
    if isinstance(failure, SanicException):
        return response.json({"error": type(failure).__name__}, status=failure.status_code)
    logger.error("A call to %s failed", request.path, exc_info=failure)
    return response.json({"error": "the action failed"}, status=500)
