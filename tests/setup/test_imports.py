"""Dependencies point inwards."""

import ast
import sys
from pathlib import Path

import pytest

from tests.setup.repository import ROOT, files, name

OUTER = {"web", "actions", "worker", "demo", "rasa_addons", "rasa", "rasa_sdk", "fastapi", "starlette", "sanic"}
# Both sides of the line to Rasa need these, so they hold to the standard library.
SHARED = {"rasa_addons.signing", "rasa_addons.fingerprint"}

# From the inside out. A package may import those of its own ring and of the rings before it.
RINGS = (
    {"errors", "clock", "money", "contracts", "settings_errors", "settings_helpdesks"},
    {"settings"},
    {"orders", "claims", "evidence", "db"},
    {"policy"},
    {"accounts", "audit", "cases", "conversations", "notices"},
    {"remedies"},
    {"assistant", "desk"},
    {"helpdesks"},
    {"bootstrap", "chat", "housekeeping", "running", "doctor"},
    {"cli", "__main__"},
)
# A capability's commands are its outermost part: they may use what serves every command.
COMMANDS = "commands.py"


def imported(path: Path) -> set[str]:
    """Dotted names of the modules that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def ring(part: str) -> int:
    for number, names in enumerate(RINGS):
        if part in names:
            return number
    raise AssertionError(f"amends.{part} stands in no ring of RINGS; say where it belongs")


CORE = [path for path in files("amends/*.py") if path != ROOT / "amends/__init__.py"]


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_core_imports_nothing_that_stands_outside(path):
    outside = {module for module in imported(path) if module.split(".")[0] in OUTER}
    assert not {module for module in outside if ".".join(module.split(".")[:2]) not in SHARED | {"rasa_addons"}}


@pytest.mark.parametrize("path", [path for path in CORE if path.name != COMMANDS], ids=name)
def test_a_capability_imports_only_inwards(path):
    own = path.relative_to(ROOT / "amends").parts[0].removesuffix(".py")
    parts = {module.split(".")[1] for module in imported(path) if module.startswith("amends.")}
    outwards = {part for part in parts if ring(part) > ring(own)}
    assert not outwards, f"{name(path)} reaches outwards to {sorted(outwards)}"


@pytest.mark.parametrize("module", sorted(SHARED))
def test_what_both_sides_share_needs_only_the_standard_library(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    assert {found.split(".")[0] for found in imported(path)} <= sys.stdlib_module_names


def test_the_rings_name_only_what_exists():
    there = {path.stem if path.suffix else path.name for path in (ROOT / "amends").iterdir()}
    assert set().union(*RINGS) - {"desk", "chat", "bootstrap", "evidence"} <= there
