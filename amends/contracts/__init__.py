"""The JSON shapes that go in and out, and the check of a document against them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from amends import clock
from amends.errors import Fault, InvalidDocument

_RECORDS = frozenset({"order"})
"""Shapes that hold customers' data. Their faults go into logs, so they tell the place and not what stands there."""


@cache
def _validator(name: str) -> Any:
    schema = json.loads(files(__name__).joinpath(f"{name}.schema.json").read_text("utf-8"))
    mask = "what stands there" if name in _RECORDS else None
    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, formats={"date-time": clock.is_instant}, mask=mask
    )


def check(name: str, document: Any) -> None:
    """Raise InvalidDocument, one fault a JSON path, unless `document` has the shape `name` (order, claim, decision)."""
    validator = _validator(name)
    try:
        if validator.is_valid(document):
            return
        faults = [fault for error in validator.iter_errors(document) for fault in _faults(error)]
    except ValueError as error:
        # The library refuses what JSON cannot carry over: half a surrogate pair, nesting without end.
        raise InvalidDocument(name, [Fault("$", f"cannot be read as JSON: {error}")]) from error
    raise InvalidDocument(name, faults)


def _faults(error: Any) -> list[Fault]:
    """A member too few or too many is named by its own path, not by that of the object around it."""
    around = _path(error.instance_path)
    if error.kind.name == "required":
        return [Fault(f"{around}.{error.kind.property}", "is missing")]
    if error.kind.name == "additionalProperties":
        return [Fault(f"{around}.{name}", "is not known here") for name in error.kind.unexpected]
    return [Fault(around, error.message)]


def _path(parts: list[str | int]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
