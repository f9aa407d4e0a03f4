"""Dependencies point inwards."""

import ast
import sys
from pathlib import Path

import pytest

from tests.setup.repository import ROOT, files, name

OUTER = {
    "web",
    "actions",
    "worker",
    "demo",
    "devtools",
    "simulate",
    "faults",
    "prove",
    "rasa_addons",
    "rasa",
    "rasa_sdk",
    "fastapi",
    "starlette",
    "sanic",
}
# Both sides of the line to Rasa need these, so they hold to the standard library.
SHARED = {
    "rasa_addons.signing",
    "rasa_addons.fingerprint",
    "rasa_addons.settings_file",
    "rasa_addons.typed_text",
    "rasa_addons.overlays",
    "rasa_addons.loops",
    "rasa_addons.log_lines",
    "rasa_addons.trace_context",
    "rasa_addons.heap",
    "rasa_addons.own_acts",
    "rasa_addons.spans",
}
WHERE_WISHED = {"rasa_addons.spans": {"opentelemetry"}}
"""What such a module imports of a library that is in both environments, and only where a setting asks for it."""

# From the inside out: a package may import those that stand before it, and no other.
RINGS = (
    "errors",
    "labels",
    "clock",
    "money",
    "random_ids",
    "durable",
    "tls",
    "yaml_file",
    "shipped",
    "languages",
    "crowns",
    "known_words",
    "unseen",
    "addresses",
    "pseudonyms",
    "settings_demo",
    "settings_drafts",
    "settings_from_files",
    "settings_errors",
    "settings_helpdesks",
    "settings_merchants",
    "settings_secrets",
    "settings_values",
    "settings_inside",
    "settings_evidence",
    "settings_desk",
    "settings_tracing",
    "settings",
    "tracing",
    "contracts",
    "db",
    "audit",
    "orders",
    "connectors",
    "claims",
    "facts",
    "reading",
    "evidence",
    "backup",
    "policy",
    "articles",
    "merchants",
    "accounts",
    "mail",
    "messages",
    "conversations",
    "cases",
    "remedies",
    "assistant",
    "withdrawals",
    "channels",
    "desk",
    "helpdesks",
    "privacy",
    "verification",
    "bootstrap",
    "retention",
    "terminal",
    "cli",
    "__main__",
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


def upwards(own: str, modules: set[str]) -> set[str]:
    """Which of the imported `modules` stand further out than the package `own`."""
    parts = {module.split(".")[1] for module in modules if module.startswith("amends.")} - {own}
    return {part for part in parts if RINGS.index(part) > RINGS.index(own)}


CORE = [path for path in files("amends/*.py") if path != ROOT / "amends/__init__.py"]


def foreign(modules: set[str]) -> set[str]:
    """Which of the imported `modules` the core must not know."""
    outside = {module for module in modules if module.split(".")[0] in OUTER}
    return {module for module in outside if ".".join(module.split(".")[:2]) not in SHARED | {"rasa_addons"}}


def test_the_core_imports_nothing_that_stands_outside():
    assert len(CORE) > 100
    assert {name(path): found for path in CORE if (found := foreign(imported(path)))} == {}


def test_a_capability_imports_only_inwards():
    capabilities = [path for path in CORE if path.name != COMMANDS]
    own = {path: path.relative_to(ROOT / "amends").parts[0].removesuffix(".py") for path in capabilities}
    assert {name(path): found for path in capabilities if (found := upwards(own[path], imported(path)))} == {}


def test_an_import_of_what_stands_further_out_is_found():
    assert upwards("assistant", {"amends.desk.locked_case", "amends.cases.store", "amends.assistant.draft"}) == {"desk"}
    assert upwards("cases", {"amends.conversations.log"}) == set()
    assert upwards("conversations", {"amends.cases.store"}) == {"cases"}


def test_the_product_uses_no_tool_of_whoever_runs_it():
    product = files("amends/*.py", "web/*.py", "worker/*.py", "actions/*.py", "rasa_addons/*.py", "demo/*.py")
    tools = ("devtools.", "simulate.", "faults.", "prove.")
    users = {name(path) for path in product if any(f"{module}.".startswith(tools) for module in imported(path))}
    assert not users


@pytest.mark.parametrize("module", sorted(SHARED))
def test_what_both_sides_share_needs_only_the_standard_library(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    others = {found for found in imported(path) if not any(f"{found}.".startswith(f"{each}.") for each in SHARED)}
    assert {found.split(".")[0] for found in others} <= sys.stdlib_module_names | WHERE_WISHED.get(module, set())


WEB_OF_DB = {"amends.db.session", "amends.db.session.Database"}


def tables(modules: set[str]) -> set[str]:
    """Which of the imported `modules` are the core's tables, or whatever else of its database is none of the web's."""
    return {module for module in modules if module.startswith("amends.db")} - WEB_OF_DB


def test_the_web_asks_the_core_and_reads_no_table():
    pages = files("web/*.py")
    assert len(pages) > 40
    assert {name(path): found for path in pages if (found := tables(imported(path)))} == {}


def test_a_table_that_the_web_imports_is_found():
    assert tables({"amends.db.tables", "amends.db.tables.EventRow", "amends.db.session.Database", "amends.desk"}) == {
        "amends.db.tables",
        "amends.db.tables.EventRow",
    }


def test_every_package_stands_in_one_ring():
    there = {
        path.stem for path in (ROOT / "amends").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert sorted(RINGS) == sorted(there - {"__init__"})
