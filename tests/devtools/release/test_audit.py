"""An audit that looked nothing up is none."""

from typing import Any

import pytest

from devtools.release import audit
from devtools.release.steps import Stop

SOUND: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
WEAK: dict[str, Any] = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}
SKIPPED = {"name": "c", "skip_reason": "Could not audit c: not found on PyPI"}


def test_what_is_known_is_told_by_package() -> None:
    assert audit.read({"dependencies": [SOUND, WEAK]}) == audit.Audit(2, ("b 2: PYSEC-1, GHSA-2",))


@pytest.mark.parametrize("packages", [[], [SKIPPED], [SOUND, SKIPPED]])
def test_one_that_was_passed_over_stops_the_release(packages: list[dict[str, Any]]) -> None:
    with pytest.raises(Stop, match="Nothing was looked up"):
        audit.read({"dependencies": packages})
