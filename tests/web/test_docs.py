"""docs/chat-api.md names what the code has: the kinds of problem, and the calls."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "chat-api.md").read_text("utf-8")


def test_every_kind_of_problem_is_documented_and_exists() -> None:
    code = "".join(file.read_text("utf-8") for file in sorted((ROOT / "web").glob("*.py")))
    raised = set(re.findall(r"Problem\(\s*\d{3},\s*\"([a-z-]+)\"", code))
    table = PAGE[PAGE.index("## Problems") : PAGE.index("## When the bot")]
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", table)) - {"type", "detail", "errors", "incident"}
    assert raised
    assert raised <= documented
    assert all(f'"{name}"' in code for name in documented if "-" in name or name == "unavailable")
