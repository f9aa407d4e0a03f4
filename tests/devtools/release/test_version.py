"""One version, and a changelog that tells of it."""

from pathlib import Path

import pytest

from devtools.release import version
from devtools.release.steps import Stop

CHANGELOG = """# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added
- A thing.

## [1.1.0]
- Another.

## [1.0.0] - 2026-01-01
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    return tmp_path


def test_the_notes_are_the_releases_own(project: Path) -> None:
    assert version.notes("1.2.0", project) == "### Added\n- A thing."


@pytest.mark.parametrize("number", ["1.1.0", "1.3.0", "1x2.0"])
def test_a_release_without_a_heading_and_its_day_is_refused(project: Path, number: str) -> None:
    with pytest.raises(Stop, match=r"Rename \[Unreleased\]"):
        version.notes(number, project)


def test_a_release_that_nothing_is_said_of_is_refused(project: Path) -> None:
    with pytest.raises(Stop, match="says nothing"):
        version.notes("1.0.0", project)


@pytest.mark.parametrize("number", ["1.2", "v1.2.3", "1.2.3-dev", ""])
def test_what_is_no_version_is_refused(project: Path, number: str) -> None:
    (project / "pyproject.toml").write_text(f'[project]\nversion = "{number}"\n')
    with pytest.raises(Stop, match="Write one like"):
        version.of_project(project)


def test_this_project_has_one() -> None:
    assert version.NUMBER.fullmatch(version.of_project())
