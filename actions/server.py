"""The action server: rasa_sdk's own application, for Rasa on this machine alone.

rasa_sdk by itself listens everywhere, answers anyone, unpacks compressed bodies without a limit and sends the whole
request back in its errors. Here a call must bring the shared secret, and a failed action is a bare 500: Rasa then
abandons the turn, and it is sent again.
"""

import asyncio
import hmac
import logging
from collections.abc import Callable, Sequence
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from amends.errors import AmendsError

SECRET_HEADER = "X-Amends-Secret"  # noqa: S105
MAX_REQUEST_BYTES = 1_000_000
HEALTH = "/health"

logger = logging.getLogger(__name__)


def application(
    executor: ActionExecutor, secrets: Sequence[str], check: Callable[[], None] = lambda: None
) -> Sanic[Any, Any]:
    """The application around the actions that `executor` has registered, for calls with one of `secrets`. `check`
    raises AmendsError while none of them can do its work; health says so."""
    if not secrets or not all(secrets):
        raise ValueError("the action server needs a secret")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"

    async def guard(request: Request) -> HTTPResponse | None:
        if request.path == HEALTH:
            return await _not_well(check)
        given = request.headers.get(SECRET_HEADER, "")
        if not any(hmac.compare_digest(given.encode(), secret.encode()) for secret in secrets):
            return response.json({"error": "no or wrong secret"}, status=401)
        if request.headers.get("Content-Encoding"):
            return response.json({"error": "send it uncompressed"}, status=415)
        return None

    app.register_middleware(guard, "request")
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
