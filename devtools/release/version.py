"""Which release this is: the version of pyproject.toml, the one place that has it, and what has to agree with it."""

import re
import tomllib
from pathlib import Path

from devtools.release.steps import ROOT, Stop, run

NUMBER = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")


def of_project(root: Path = ROOT) -> str:
    """Stop where it is no version."""
    version = str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])
    if NUMBER.fullmatch(version) is None:
        raise Stop(f"pyproject.toml has the version {version!r}. Write one like 1.2.3 or 1.2.3rc1.")
    return version


def notes(version: str, root: Path = ROOT) -> str:
    """What CHANGELOG.md says of `version`. Stop where it says nothing, or has no day."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    heading = re.search(rf"^## \[{re.escape(version)}\](?: - (\d{{4}}-\d\d-\d\d))?$", text, re.MULTILINE)
    if heading is None or heading[1] is None:
        raise Stop(
            f"CHANGELOG.md has no heading '## [{version}] - <year-month-day>'. Rename [Unreleased] to it, and put a "
            "new, empty [Unreleased] above."
        )
    following = re.search(r"^## \[", text[heading.end() :], re.MULTILINE)
    said = text[heading.end() : heading.end() + following.start() if following else None].strip()
    if not said:
        raise Stop(f"CHANGELOG.md says nothing of {version}.")
    return said


def check_tree() -> None:
    """Stop where something is not committed: nobody could make this release again."""
    if changed := run(["git", "status", "--porcelain"]).strip():
        raise Stop(f"Not everything is committed:\n{changed}\nCommit it, or put it aside.")


def check_new(version: str) -> None:
    """Stop where there is this release already."""
    if run(["git", "tag", "--list", f"v{version}"]).strip():
        raise Stop(f"The tag v{version} is there already. Give pyproject.toml the next version.")
