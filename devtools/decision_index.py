"""docs/decisions/README.md: `python -m devtools.decision_index > docs/decisions/README.md`, part of `make docs`."""

import re
import sys
from pathlib import Path

DECISIONS = Path(__file__).parents[1] / "docs" / "decisions"
HEAD = """# Decisions

Why things are as they are, one short page a decision, in the order in which they were taken. Printed by `make docs`.
What no longer holds is taken away, so the numbers have gaps.

"""


def page() -> str:
    """Every decision by its number and heading."""
    return HEAD + "".join(f"* [{file.name[:4]}]({file.name}) {_heading(file)}\n" for file in sorted(_decisions()))


def _decisions() -> list[Path]:
    return list(DECISIONS.glob("[0-9][0-9][0-9][0-9]-*.md"))


def _heading(file: Path) -> str:
    return re.sub(r"^# (?:\d{4}\W+)?", "", file.read_text("utf-8").partition("\n")[0])


if __name__ == "__main__":
    sys.stdout.write(page())
