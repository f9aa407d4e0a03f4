"""What goes wrong with a call of a program, as problem details: the errors of the desk, each with its status."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from amends.desk.api.errors import KeyUsed, TokenRefused
from amends.errors import (
    AmendsError,
    CannotBeDone,
    ColleagueHasIt,
    Conflict,
    InvalidMessage,
    InvalidTransition,
    NotFound,
    NotPermitted,
)
from web.problems import Problem, faults_of

DESCRIPTION = "/v1/desk/openapi.json"
MEANINGS = {
    400: "The body cannot be read as JSON.",
    401: "No token, an unknown one, or one that holds no longer.",
    403: "The token's scopes do not reach this.",
    404: "No such case, or one of another merchant.",
    409: "The case does not allow it now, or has changed meanwhile; nothing was done.",
    413: "The body is too large.",
    422: "The call is not as described; nothing was done.",
    429: "Too many calls for now; Retry-After says how many seconds to wait.",
    503: "The database did not answer; whether it was done is not known.",
}
_SAID: tuple[tuple[type[AmendsError], int, str, str], ...] = (
    (NotPermitted, 403, "insufficient-scope", "Not among the token's scopes"),
    (NotFound, 404, "not-found", "Not found"),
    (KeyUsed, 409, "key-used", "Key used for another call"),
    (InvalidMessage, 422, "invalid-message", "Text not accepted"),
    (CannotBeDone, 409, "cannot-be-done", "That cannot be done"),
    (InvalidTransition, 409, "cannot-be-done", "That cannot be done"),
    (Conflict, 409, "changed-meanwhile", "Somebody was faster"),
)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may end in these; those of every route are among them."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    always = {401, 403, 422, 429, 503, *statuses}
    return {status: {"description": MEANINGS[status], "content": content} for status in sorted(always)}


def needs(*scopes: str) -> Problem:
    """The token lacks one of these."""
    wanted = " ".join(scopes)
    challenge = f'Bearer error="insufficient_scope", scope="{wanted}"'
    detail = f"This call needs the scopes {wanted}. An administrator makes a token with them, at /desk/api."
    title = "Not among the token's scopes"
    return Problem(403, "insufficient-scope", title, detail, headers={"WWW-Authenticate": challenge})


class Told(APIRoute):
    """A route whose errors are told as this API tells them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await answer(request)
            except RequestValidationError as fault:
                detail = f"The call does not have the shape that {DESCRIPTION} gives; `errors` says where."
                raise Problem(422, "invalid-request", "Invalid request", detail, errors=faults_of(fault)) from fault
            except HTTPException as fault:
                if fault.status_code != HTTPStatus.BAD_REQUEST:
                    raise
                detail = f"The body cannot be read as JSON. {DESCRIPTION} has its shape."
                raise Problem(400, "unreadable-request", "Unreadable request", detail) from fault
            except AmendsError as fault:
                known = _problem(fault)
                if known is None:
                    raise
                raise known from fault

        return told


def _problem(fault: AmendsError) -> Problem | None:
    if isinstance(fault, TokenRefused):
        challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        detail = f"{fault} Send one as a bearer token; an administrator makes it at /desk/api."
        return Problem(401, "invalid-token", "Token not accepted", detail, headers=challenge)
    if isinstance(fault, ColleagueHasIt):
        colleague = {"id": fault.who, "name": fault.name}
        detail = f"{fault} Nothing was done. To write beside them knowingly, send their id as `beside`."
        return Problem(409, "colleague-has-it", "A colleague has the chat", detail, colleague=colleague)
    for kind, status, name, title in _SAID:
        if isinstance(fault, kind):
            return Problem(status, name, title, _sentence(fault))
    return None


def _sentence(fault: AmendsError) -> str:
    text = str(fault).rstrip(". ")
    return f"{text[:1].upper()}{text[1:]}. Nothing was done."
