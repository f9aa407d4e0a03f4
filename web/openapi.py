"""The description of the API, with the problems that each call may end in."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from web.schemas import ProblemDetails

PROBLEM_REF = {"$ref": "#/components/schemas/ProblemDetails"}
MEANINGS = {
    400: "The body cannot be read as JSON.",
    401: "No such conversation, or not its secret.",
    403: "This website may not open conversations of this merchant.",
    404: "No such merchant or button.",
    409: "The merchant does not offer this language, or the call needs an identity not yet matched.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    415: "This kind of file is not accepted.",
    422: "The request, or the message in it, is not as described.",
    429: "Too many for now; Retry-After says how many seconds to wait.",
    503: "The message store did not answer; nothing that was acknowledged is lost.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may end in these."""
    content = {"application/problem+json": {"schema": PROBLEM_REF}}
    return {status: {"description": MEANINGS[status], "content": content} for status in statuses}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        details = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.setdefault("components", {}).setdefault("schemas", {})["ProblemDetails"] = details
        app.openapi_schema = schema
    return app.openapi_schema
