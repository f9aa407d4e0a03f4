"""What the customer has told of a problem, whichever message held it: nobody is asked for it again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from amends import clock
from amends.facts.facts import Facts
from amends.facts.happened import happened
from amends.facts.reading import Kind, Moment, Reading


@dataclass(frozen=True)
class Told:
    """`when` is how its moment may be understood, and lies in the past; `error_message` what a screen said.
    `said_back`: the customer was told, or chose, how `when` is understood."""

    when: Moment | None = None
    destination: str | None = None
    error_message: str | None = None
    explanation: str | None = None
    said_back: bool = False

    @property
    def certain(self) -> Reading | None:
        """When it was, where that needs no question."""
        return None if self.when is None else self.when.certain

    def with_facts(self, facts: Facts, now: datetime) -> Self:
        """The same with what the facts of one more message add: what was told first stays."""
        return replace(
            self,
            when=self.when or happened(facts.moment, now),
            destination=self.destination or facts.destination,
            error_message=self.error_message or facts.error_text,
        )

    def as_json(self) -> dict[str, Any]:
        document = asdict(self)
        if self.when is not None:
            readings = [write_reading(reading) for reading in self.when.readings]
            document["when"] = {"readings": readings, "since": self.when.since, "doubted": self.when.doubted}
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        when = document["when"]
        if when is not None:
            readings: Sequence[str] = when["readings"]
            when = Moment(tuple(map(read_reading, readings)), when["since"], when["doubted"])
        return cls(**{**document, "when": when})


def write_reading(reading: Reading) -> str:
    """A reading as a button's payload has it."""
    return f"{reading.kind}/{reading.start.isoformat()}/{reading.end.isoformat()}"


def read_reading(written: str) -> Reading:
    """What `write_reading` wrote. ValueError for anything else."""
    kind, start, end = written.split("/")
    return Reading(clock.parse(start), clock.parse(end), Kind(kind))
