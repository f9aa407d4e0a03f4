"""Whatever a page, a docstring or a comment names to read on is there: documents, decisions, our own modules."""

import ast
import io
import re
import tokenize

import pytest

from tests.setup.repository import ROOT, files, name

DOCUMENT = re.compile(r"[\w./~-]*\w\.(?:md|py|schema\.json)\b|\bdocs/[\w./-]*\w")
# A decision record by its number alone, as prose and links have it.
DECISION = re.compile(r"(?<=\bdecision )\d{4}\b|(?<=[(\[])0\d{3}(?=[)\],])")
# A document by its title alone, in capitals, with one of its parts or its words.
BY_TITLE = re.compile(r"\b[A-Z]{5,}(?=, (?:part|row|rows|section|\")|'s words)|\b(?:DECISIONS|DESIGN|BRIEFING)\b")
# A module of the core by its dotted name, whatever of it follows.
DOTTED = re.compile(r"(?<![\w@/.-])amends(?:\.\w+){2,}")
COMMENT = re.compile(r"(?:^|\s)(?:#|//|/?\*\*?|<!--|\{#)\s(.*)")
HELD = {name(path) for path in files()}


def of_python(source):
    """Comments, and strings that stand alone: docstrings of modules, classes, functions and names."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def words(path):
    """What is written in it for readers; of a page or a schema, all."""
    source = path.read_text("utf-8")
    if not any(pattern.search(source) for pattern in (DOCUMENT, DECISION, BY_TITLE, DOTTED)):
        return []
    if path.suffix == ".py":
        return [*of_python(source)]
    if path.suffix in {".md", ".json"}:
        return [source]
    return COMMENT.findall(source)


def is_there(named, beside):
    """As a path from the root or from the file that names it, as the end of a path (`contracts/order.schema.json`), as
    the number of a decision record, or as a dotted name whose first three parts are a module or a package's own."""
    if re.fullmatch(r"0?\d{3,4}", named):
        return any(held.startswith(f"docs/decisions/{named}-") for held in HELD)
    if re.fullmatch(r"docs/decisions/\d{4}", named):
        return is_there(named[-4:], beside)
    if named.startswith("amends."):
        package, module = named.split(".")[1:3]
        return any(f"amends/{package}{end}" in HELD for end in (".py", f"/{module}.py", f"/{module}/__init__.py"))
    if any(held == named or held.endswith(f"/{named}") for held in HELD):
        return True
    return (ROOT / named).exists() or (beside.parent / named).exists()


def absent(path):
    """What `path` names and nobody finds."""
    said = [re.sub(r"https?://\S+", "", text) for text in words(path)]
    found = [each for text in said for pattern in (DOCUMENT, DECISION, DOTTED) for each in pattern.findall(text)]
    titles = [title for text in said for title in BY_TITLE.findall(text)]
    return [title for title in titles if f"{title}.md" not in HELD] + [
        each for each in found if not is_there(each, path)
    ]


KINDS = ("py", "yml", "yaml", "ts", "js", "css", "html", "toml", "sh", "in", "md", "schema.json")


def test_every_document_that_is_named_is_there():
    """One list: what is missed, under the file that names it."""
    held = {
        name(path): missing
        for path in files(*(f"*.{kind}" for kind in KINDS), "Makefile", ".ci/run")
        if (missing := absent(path))
    }
    assert not held


@pytest.mark.parametrize(
    ("file", "source", "missing"),
    [
        ("module.py", '"""As in docs/no-such-page.md."""\n', ["docs/no-such-page.md"]),
        ("module.py", "x = 1  # no-such-page.md has why\n", ["no-such-page.md"]),
        ("module.py", '"""The facts (BRIEFING, part 1), BRIEFING\'s words."""\n', ["BRIEFING", "BRIEFING"]),
        ("module.py", '"""As docs/policy.md and contracts/order.schema.json have it."""\n', []),
        ("module.py", '"""Decided by amends.policy.no_such.decide."""\n', ["amends.policy.no_such.decide"]),
        ("module.py", '"""Decided by amends.policy.engine.decide, shown by amends.labels.Labelled."""\n', []),
        ("module.py", 'x = "no-such-page.md"\n', []),
        ("page.md", "See [it](decisions/9999-no-such.md), decision 9998.", ["decisions/9999-no-such.md", "9998"]),
        ("page.md", "Held by `no_such_module.py`, as decision 0015 says.", ["no_such_module.py"]),
        ("page.yml", "# As DESIGN has it, and no-such-page.md\nx: y.md\n", ["DESIGN", "no-such-page.md"]),
    ],
)
def test_one_that_is_not_is_found(tmp_path, file, source, missing):
    path = tmp_path / file
    path.write_text(source, "utf-8")
    assert absent(path) == missing
