"""deploy/image/Dockerfile as its stages and steps, for tests on machines without an engine."""

import fnmatch
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.setup.repository import ROOT

DOCKERFILE = ROOT / "deploy/image/Dockerfile"


@dataclass
class Stage:
    """One FROM with what follows: each step's word and the rest of it."""

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        return [rest for step, rest in self.steps if step == word]

    def copied(self) -> list[tuple[list[str], str]]:
        """Sources and target of each COPY out of the context."""
        plain = [rest.split() for rest in self.all("COPY") if not rest.startswith("--")]
        return [(sources, target) for *sources, target in plain]

    def command(self) -> list[str]:
        found: list[str] = json.loads(self.all("CMD")[-1])
        return found


def stages() -> dict[str, Stage]:
    found: dict[str, Stage] = {}
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text("utf-8"), flags=re.MULTILINE)
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            found[name] = Stage(name, base)
        elif word and found:
            found[[*found][-1]].steps.append((word, rest.strip()))
    return found


def chain(name: str) -> list[Stage]:
    """The stage and those that it is made from, itself last."""
    every = stages()
    line = [every[name]]
    while line[0].base in every:
        line.insert(0, every[line[0].base])
    return line


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps `path` out of the context: the last pattern that fits decides, folders included."""
    out = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        back = pattern.startswith("!")
        plain = pattern.lstrip("!").removeprefix("**/")
        parents = [str(each) for each in [Path(path), *Path(path).parents] if str(each) != "."]
        names = [*parents, *(Path(each).name for each in parents)] if "**/" in pattern else parents
        if any(fnmatch.fnmatchcase(each, plain) for each in names):
            out = not back
    return out
