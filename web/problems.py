"""Errors of the API as RFC 9457 problem details: a stable `type`, one sentence of what is wrong, and the way out.

The sentences are for whoever writes a client. What a customer reads, the client says in its own words by `type`.
"""

import logging
import secrets
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from amends.errors import (
    DatabaseUnavailable,
    InvalidMessage,
    NotFound,
    NotVerified,
    NotVouchedFor,
    TooManyRequests,
    UnknownButton,
)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:amends:problem:"

log = logging.getLogger("amends.web")


class Problem(Exception):
    """Ends a request with a problem. `name` is the last part of its type; `extra` are further members."""

    def __init__(self, status: int, name: str, title: str, detail: str, **extra: Any) -> None:
        self.status = status
        self.name = name
        self.title = title
        self.detail = detail
        self.headers: dict[str, str] = extra.pop("headers", {})
        self.extra = extra
        super().__init__(detail)


def install(app: FastAPI) -> None:
    """Let every error of `app` leave it as a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(NotFound, _not_yours)
    app.add_exception_handler(NotVerified, _not_verified)
    app.add_exception_handler(NotVouchedFor, _not_vouched_for)
    app.add_exception_handler(InvalidMessage, _invalid_message)
    app.add_exception_handler(UnknownButton, _unknown_button)
    app.add_exception_handler(TooManyRequests, _too_many)
    app.add_exception_handler(DatabaseUnavailable, _database)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unhandled)


def response(problem: Problem) -> JSONResponse:
    """The problem as it goes out."""
    content = {
        "type": TYPE_PREFIX + problem.name,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        **problem.extra,
    }
    return JSONResponse(content, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def _problem(_request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, Problem)
    return response(fault)


def unauthorised() -> Problem:
    """The same for a missing, a wrong and another conversation's secret, so that ids cannot be probed."""
    detail = "No conversation has this id and secret. Send the secret it was opened with as a bearer token."
    return Problem(
        401, "not-your-conversation", "Not your conversation", detail, headers={"WWW-Authenticate": "Bearer"}
    )


def _not_yours(_request: Request, _fault: Exception) -> JSONResponse:
    return response(unauthorised())


def _not_vouched_for(_request: Request, fault: Exception) -> JSONResponse:
    detail = f"{fault} Have the website sign the customer's identity again, as docs/chat-api.md shows."
    return response(Problem(401, "identity-not-signed", "Identity not signed", detail))


def _not_verified(_request: Request, fault: Exception) -> JSONResponse:
    detail = f"{fault} The assistant asks for the order number and the e-mail address; try again after that."
    return response(Problem(409, "not-verified", "Not verified", detail))


def _invalid_message(_request: Request, fault: Exception) -> JSONResponse:
    return response(Problem(422, "invalid-message", "Message not accepted", f"{fault} Change the text, then send it."))


def _unknown_button(_request: Request, fault: Exception) -> JSONResponse:
    return response(Problem(404, "unknown-button", "No such button", str(fault)))


def too_many(fault: TooManyRequests, **extra: Any) -> Problem:
    """That there are too many for now, and when there is room again."""
    wait = fault.retry_after_s
    detail = f"{fault} Nothing was kept; send it again after {wait} s."
    headers = {"Retry-After": str(wait)}
    return Problem(429, "too-many-requests", "Too many requests", detail, retry_after_s=wait, headers=headers, **extra)


def _too_many(_request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, TooManyRequests)
    return response(too_many(fault))


def _database(_request: Request, fault: Exception) -> JSONResponse:
    log.error("database_unavailable", extra={"error": str(fault)})
    detail = "The message store did not answer. Send the same request, with the same client_id, again in a moment."
    return response(Problem(503, "unavailable", "Out of order for a moment", detail, headers={"Retry-After": "2"}))


def _invalid_request(_request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    detail = "The request does not have the shape that /v1/openapi.json gives; `errors` says where."
    return response(Problem(422, "invalid-request", "Invalid request", detail, errors=faults_of(fault)))


def faults_of(fault: RequestValidationError) -> list[dict[str, str]]:
    """Where a request has not the shape it should, one entry a place."""
    return [{"path": ".".join(map(str, error["loc"])), "message": error["msg"]} for error in fault.errors()]


def _http(_request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    names = {
        400: "unreadable-request",
        404: "no-such-resource",
        405: "method-not-allowed",
        413: "request-too-large",
        415: "unsupported-media-type",
    }
    name = names.get(fault.status_code, f"http-{fault.status_code}")
    detail = f"{fault.detail}. The API is described in /v1/openapi.json."
    return response(Problem(fault.status_code, name, str(fault.detail), detail, headers=dict(fault.headers or {})))


def _unhandled(_request: Request, fault: Exception) -> JSONResponse:
    incident = secrets.token_hex(6)
    log.error("unhandled", exc_info=fault, extra={"incident": incident})
    detail = f"Something went wrong here, and it was written down as incident {incident}. Try again later."
    return response(Problem(500, "internal-error", "Internal error", detail, incident=incident))
