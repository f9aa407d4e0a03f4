"""A copy of the shipped policies that a test may change."""

import shutil
from pathlib import Path

import pytest

from amends.policy.loader import DEFAULT_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Each merchant's first text alone, however many more there are by now: a test says itself what it adds."""
    copied = shutil.copytree(DEFAULT_FOLDER, tmp_path / "policies")
    for merchant in copied.glob("*/refund"):
        for later in sorted(merchant.glob("*.yml"))[1:]:
            later.unlink()
    return copied


def change(file: Path, right: str, wrong: str) -> int:
    """Put `wrong` in the place of the first `right`; the line where it stands."""
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    return text.count("\n", 0, text.index(right)) + 1
