"""Which kinds of lines the program writes into a case's timeline, read from its source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACE = {"record": (3, "kind"), "write_down": (0, "action"), "CaseEntryRow": (3, "kind")}
"""Where the kind stands among the arguments of what writes a line, and the argument's name."""
WRITERS = {"amends/cases/store.py": "record", "amends/desk/hold.py": "write_down"}
"""They pass on what they are given."""


class Unclear(Exception):
    """A kind that cannot be read from the source: write it as a text, or pass it as one to a function of that file."""


@dataclass(frozen=True)
class _File:
    name: str
    tree: ast.Module

    def functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))

    def calls(self, name: str) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call) and _called(node) == name)


def kinds() -> set[str]:
    """Every kind that is written anywhere."""
    files = [path for folder in ("amends", "worker", "web", "actions") for path in (ROOT / folder).rglob("*.py")]
    found: set[str] = set()
    for path in files:
        file = _File(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))
        for writer, (place, argument) in PLACE.items():
            for call in file.calls(writer):
                if writer == "record" and _owner(call) != "store" and file.name != "amends/cases/store.py":
                    continue  # the accounts' own
                within = _function_of(file, call)
                if within is None or within.name != WRITERS.get(file.name):
                    found |= _texts(file, _argument(call, place, argument), within)
    return found


def _texts(file: _File, value: ast.expr, within: ast.FunctionDef | None) -> set[str]:
    """The texts that an expression can be."""
    match value:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(file, body, within) | _texts(file, orelse, within)
        case ast.Name(id=name) if within is not None:
            return _of_name(file, name, within)
    raise Unclear(f"{file.name}:{value.lineno}")


def _of_name(file: _File, name: str, within: ast.FunctionDef) -> set[str]:
    given = [argument.arg for argument in within.args.args]
    if name in given:
        calls = list(file.calls(within.name))
        place = given.index(name) - (given[0] == "self")
        if calls:
            return set().union(*(_texts(file, _argument(c, place, name), _function_of(file, c)) for c in calls))
    for node in ast.walk(within):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return _texts(file, value, within)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values, strict=True):
                    if isinstance(target, ast.Name) and target.id == name:
                        return _texts(file, value, within)
    raise Unclear(f"{file.name}: {name} in {within.name}")


def _argument(call: ast.Call, place: int, name: str) -> ast.expr:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place]


def _function_of(file: _File, call: ast.Call) -> ast.FunctionDef | None:
    around = [each for each in file.functions() if any(node is call for node in ast.walk(each))]
    return min(around, key=lambda each: len(list(ast.walk(each)))) if around else None


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return None


def _owner(call: ast.Call) -> str | None:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name
    return None
