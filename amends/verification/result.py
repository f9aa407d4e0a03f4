"""What an invariant came to: what was looked at, what violates it, and what could not be checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Violation:
    """`sentence` is for whoever runs it. `ids` name what to look up: `conversation`, `seq`, `case`, `order`, `remedy`
    (its key), `job`, `mail`, `decision`, `merchant`."""

    sentence: str
    ids: Mapping[str, str | int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"sentence": self.sentence, "ids": dict(self.ids)}


@dataclass
class Result:
    """`looked_at` counts what was held against the invariant: where it is 0, nothing was there to violate it.
    `unchecked` are parts that nobody can answer for, each with what is missing."""

    looked_at: int = 0
    violations: list[Violation] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def found(self, sentence: str, **ids: str | int | None) -> None:
        """One violation. Ids that are None are left out."""
        self.violations.append(Violation(sentence, {name: value for name, value in ids.items() if value is not None}))
