"""The description of the desk's API, apart from the chat's: other callers, other secrets."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from web.desk_api import cases, reports, steps
from web.schemas import ProblemDetails

ROUTERS = (cases.router, steps.router, reports.router)
router = APIRouter(include_in_schema=False)


@router.get("/v1/desk/openapi.json")
def describe() -> dict[str, Any]:
    """OpenAPI 3.1; for everybody, as is that of the chat API."""
    return document()


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Made once."""
    found = get_openapi(
        title="Amends desk API",
        version="1",
        description="Cases of one merchant's desk, for programs with a token. Errors are problem details (RFC 9457).",
        routes=[route for each in ROUTERS for route in each.routes],
    )
    details = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["schemas"]["ProblemDetails"] = details
    return found
