"""The JSON shapes that go in and out, and the check of a document against them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from amends.errors import Fault, InvalidDocument


@cache
def _validator(name: str) -> Any:
    schema = json.loads(files(__name__).joinpath(f"{name}.schema.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def check(name: str, document: Any) -> None:
    """Raise InvalidDocument, one fault a JSON path, unless `document` has the shape `name` (order, claim, decision)."""
    validator = _validator(name)
    if validator.is_valid(document):
        return
    raise InvalidDocument(name, [Fault(_path(e.instance_path), e.message) for e in validator.iter_errors(document)])


def _path(parts: list[str | int]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
