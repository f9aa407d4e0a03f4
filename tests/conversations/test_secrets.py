"""What the running processes know."""

import sys
from pathlib import Path

import pytest

from tests.stack import SECRET, VOUCHING_KEY, Stack


def environ(pid: int) -> dict[str, str]:
    """The environment that a process was started with."""
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if pair)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the environment of a process")
def test_rasa_runs_with_four_settings_of_ours(stack: Stack) -> None:
    found = environ(stack.pid("rasa"))
    ours = {name: value for name, value in found.items() if name.startswith("AMENDS_")}
    # The folder of policies has the merchants' own kinds of problem, which the model learns.
    known = {"AMENDS_INTERNAL_HOST", "AMENDS_INTERNAL_SECRET", "AMENDS_LOG_LEVEL", "AMENDS_POLICIES_FOLDER"}
    assert set(ours) == known
    assert ours["AMENDS_INTERNAL_SECRET"] == SECRET
    assert not [name for name, value in found.items() if VOUCHING_KEY in value]
