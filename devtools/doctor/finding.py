"""What one check found."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from amends.settings import Settings


@dataclass(frozen=True)
class Finding:
    """`what` was looked at and what was seen; `way_out` is empty where all is well."""

    name: str
    what: str
    way_out: str = ""

    @property
    def is_well(self) -> bool:
        return not self.way_out


Check = Callable[[Path, Settings], list[Finding]]
"""A check gets the project's folder and the settings. It reports and never raises what it looks for."""
