"""Does what docs/tutorial.md says: its commands, and its changes to the files of the shop."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amends.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
SHOP = "vivid-prints"
_BLOCK = re.compile(r"^```(?P<kind>sh|yaml)(?P<said>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="(?P<file>[^,"]+), (?P<how>at the end|new|before|instead of)(?:: (?P<line>.*))?"')


@dataclass(frozen=True)
class Command:
    """`fails`: the page says that it is not content yet."""

    words: tuple[str, ...]
    fails: bool


@dataclass(frozen=True)
class Change:
    """Of one file of the shop. `line`: how the line begins before which, or instead of which, the text stands."""

    file: str
    how: str
    line: str
    text: str


def steps() -> Iterator[Command | Change]:
    """In the order of the page."""
    for block in _BLOCK.finditer(PAGE.read_text("utf-8")):
        if block["kind"] == "sh":
            words = shlex.split(block["text"].replace("\\\n", " "))
            yield Command(tuple(words), "fails" in block["said"])
        else:
            title = _TITLE.search(block["said"])
            assert title, f"the page does not say where this goes: {block['text']}"
            yield Change(title["file"], title["how"], title["line"] or "", block["text"])


def take(step: Command | Change, policies: Path) -> int | None:
    """Do it in this folder of policies. The exit code of a command."""
    if isinstance(step, Command):
        assert step.words[0] == ".venv/bin/amends"
        return main([*step.words[1:], "--policies", str(policies)])
    _change(policies / SHOP / step.file, step)
    return None


def _change(file: Path, change: Change) -> None:
    if change.how == "new":
        assert not file.exists()
        file.write_text(change.text, "utf-8")
        return
    lines = file.read_text("utf-8").splitlines(keepends=True)
    if change.how == "at the end":
        lines.append(change.text)
    else:
        (at,) = (n for n, line in enumerate(lines) if line.startswith(change.line))
        lines[at : at + (change.how == "instead of")] = [change.text]
    file.write_text("".join(lines), "utf-8")
