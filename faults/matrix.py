"""The cells of the matrix: what is broken, and where in a claim that moves money. Each is played with many seeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch

from amends.db import migrate
from faults.breakages import ACTIONS, BACKEND
from faults.clocks import ASTRAY, STEPS


class Form(StrEnum):
    """Which system a cell is played on. `doubled`: two webs, workers, action servers and Rasas on one PostgreSQL;
    `clock`: on SQLite, with clocks that can be set; `none`: it needs no system."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    DOUBLED = "doubled"
    CLOCK = "clock"
    NONE = "none"


PROCESSES = ("web", "rasa", "actions", "worker", "orders", "mail")
POINTS = {
    "opening": "the customer's first message was acknowledged",
    "order_read": "the order system was asked for the order, and has not been answered to",
    "identity": "the message that says who the customer is was acknowledged",
    "yes": "the yes was acknowledged",
    "before_remedy": "the worker's call for the remedy is on its way",
    "accepted": "the order system has carried the remedy out, and its answer is on its way",
    "told": "the answer has just arrived",
    "settled": "the ledger has it as confirmed",
}
CALLS = ("lookup", "recheck", "refund", "cancellation", "receipt")
SAID = ("opening", "identity", "yes")
ON_SQLITE = ("locked", "full", "read_only", "unsynced")
ON_POSTGRESQL = ("restarted", "killed", "paused", "locked", "revoked", "no_connections", "full", "unsynced")
DATABASE_POINTS = ("opening", "identity", "yes", "before_remedy", "accepted", "told")
CHANNELS = ("telegram", "whatsapp", "twilio_sms", "slack")
DELIVERED = ("twice", "five_at_once", "reordered", "late", "again_in_between")
RACES = ("presses", "same_message", "windows", "window_and_phone", "person_and_bot")
SUBMITTERS = (2, 4, 8, 16)
TWICE = ("web", "rasa", "actions", "worker")
"""Processes of which the doubled system has two."""
CLOCK_POINTS = ("identity", "yes", "before_remedy", "accepted")
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Cell:
    """`point` is where: a point of POINTS, a call of CALLS, a channel, how many submit, or a step of the schema."""

    axis: str
    fault: str
    point: str
    seeds: int
    form: Form = Form.SQLITE

    @property
    def id(self) -> str:
        """As `kill/web/yes`, with the form behind it where that is not the plain one: `kill/web/yes@doubled`."""
        mark = "" if self.form in {Form.SQLITE, Form.NONE} else f"@{self.form}"
        return f"{self.axis}/{self.fault}/{self.point}{mark}"


def cells() -> tuple[Cell, ...]:
    """All of them, axis by axis."""
    return (*_on_sqlite(), *_on_postgresql(), *_doubled(), *_clocks(), *_upgrades())


def _on_sqlite() -> Iterator[Cell]:
    yield from (Cell("kill", process, point, 20) for process in PROCESSES for point in POINTS)
    yield from (Cell("backend", fault, call, 6) for fault in BACKEND for call in CALLS if _can_break(fault, call))
    yield Cell("backend", "not_found", "receipt", 6)
    yield from (Cell("actions", fault, said, 10) for fault in ACTIONS for said in SAID)
    yield from (Cell("database", fault, point, 10) for fault in ON_SQLITE for point in DATABASE_POINTS)
    yield from (Cell("power", "lost", point, 20) for point in POINTS)
    yield from (Cell("deliveries", manner, channel, 50) for manner in DELIVERED for channel in CHANNELS)
    yield from _races(Form.SQLITE, 100)


def _on_postgresql() -> Iterator[Cell]:
    form = Form.POSTGRESQL
    yield from (Cell("kill", process, point, 5, form) for process in PROCESSES for point in POINTS)
    yield from (Cell("database", fault, point, 5, form) for fault in ON_POSTGRESQL for point in DATABASE_POINTS)
    yield from (Cell("power", "lost", point, 10, form) for point in POINTS)
    yield from _races(form, 25)


def _doubled() -> Iterator[Cell]:
    form = Form.DOUBLED
    yield from (Cell("kill", process, point, 10, form) for process in TWICE for point in POINTS)
    yield from (Cell("deliveries", manner, channel, 5, form) for manner in DELIVERED for channel in CHANNELS)
    yield from _races(form, 25)


def _clocks() -> Iterator[Cell]:
    for fault in (*STEPS, *ASTRAY):
        yield from (Cell("clock", fault, point, 5, Form.CLOCK) for point in CLOCK_POINTS)


def _upgrades() -> Iterator[Cell]:
    """An upgrade killed at every statement of that step."""
    yield from (Cell("upgrade", each, step, 1, Form.NONE) for step in migrate.steps() for each in DATABASES)


def _races(form: Form, seeds: int) -> Iterator[Cell]:
    yield from (Cell("races", race, str(many), seeds, form) for race in RACES for many in SUBMITTERS)


def chosen(*patterns: str) -> tuple[Cell, ...]:
    """Those whose id fits one of the globs."""
    return tuple(cell for cell in cells() if any(fnmatch(cell.id, pattern) for pattern in patterns))


def _can_break(fault: str, call: str) -> bool:
    """Only a call that moves something can be done twice, and only a receipt has a key."""
    match fault:
        case "duplicate":
            return call in {"refund", "cancellation"}
        case "another_key":
            return call in {"refund", "cancellation", "receipt"}
        case "wrong_currency":
            return call in {"lookup", "recheck", "refund"}
        case _:
            return True
