"""Answers that say no: RFC 9457 problem+json with a `code`, for every way a call can fail."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from amends.errors import BackendRefused

STATUS = {"order_not_found": 404, "key_reused": 409, "already_cancelled": 409}
"""The status of a refusal; every other one is 422."""

CODES = {401: "unauthorized", 404: "not_found", 405: "method_not_allowed"}


def problem(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Have `app` answer its refusals and faults as problems."""

    @app.exception_handler(BackendRefused)
    async def refused(_request: Request, error: BackendRefused) -> JSONResponse:
        return problem(STATUS.get(error.code, 422), error.code, str(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        places = ["/".join(str(part) for part in each["loc"]) + ": " + each["msg"] for each in error.errors()]
        return problem(422, "invalid_request", "; ".join(places))

    @app.exception_handler(HTTPException)
    async def other(_request: Request, error: HTTPException) -> JSONResponse:
        code = CODES.get(error.status_code, "invalid_request")
        return problem(error.status_code, code, str(error.detail), dict(error.headers or {}))
