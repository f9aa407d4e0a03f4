"""A document of one of our JSON schemas whose every text is asked for by its path."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

MOMENT = "2026-05-04T10:00:00+00:00"
MONEY = {"amount": "100.00", "currency": "NOK"}
Text = Callable[[str], str]


def document(schema: str, name: str, text: Text, fixed: Mapping[str, Any], *, strict: bool) -> dict[str, Any]:
    """Everything that `schema` has, present. `fixed` gives values by path; the rest of the texts are `text(name.path)`.

    `strict`: closed lists, patterns and instants are kept, as for a document that is checked when it is read.
    """
    root = json.loads(files("amends.contracts").joinpath(f"{schema}.schema.json").read_text("utf-8"))
    return dict(_value(root, "", (lambda path: text(f"{name}.{path}")), fixed, root.get("$defs", {}), strict))


def _value(schema: Any, path: str, text: Text, fixed: Mapping[str, Any], named: Any, strict: bool) -> Any:
    if path in fixed:
        return fixed[path]
    if "$ref" in schema:
        return _reference(schema["$ref"].rpartition("/")[2], path, text, named, strict)
    if "oneOf" in schema:
        whole = next(each for each in schema["oneOf"] if each.get("type") != "null")
        return _value(whole, path, text, fixed, named, strict)
    if "enum" in schema:
        return next(each for each in schema["enum"] if each is not None) if strict else text(path)
    match _kind(schema):
        case "object" if "propertyNames" in schema and strict:
            return {"own_word": text(f"{path}.value")}
        case "object" if "properties" not in schema:
            return {
                text(f"{path}.name"): text(f"{path}.value"),
                "listed": [text(f"{path}.listed")],
                "deep": {"x": [text(f"{path}.deep"), 1]},
            }
        case "object":
            return {
                key: _value(each, f"{path}.{key}".lstrip("."), text, fixed, named, strict)
                for key, each in schema["properties"].items()
            }
        case "array":
            return [_value(schema["items"], path, text, fixed, named, strict)]
        case "string":
            return MOMENT if strict and "format" in schema else text(path)
        case "boolean":
            return True
        case _:
            return 1


def _kind(schema: Any) -> str:
    kind = schema["type"]
    return kind if isinstance(kind, str) else next(each for each in kind if each != "null")


def _reference(name: str, path: str, text: Text, named: Any, strict: bool) -> Any:
    if name in {"money", "moment"}:
        return MONEY if name == "money" else MOMENT if strict else text(path)
    return _value(named[name], path, text, {}, named, strict)
