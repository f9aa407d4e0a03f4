"""The cells of the matrix: what is broken, and where in a claim that moves money. Each is played with many seeds."""

from dataclasses import dataclass
from fnmatch import fnmatch

from faults.breakages import ACTIONS, BACKEND

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
STEPS = ("opening", "identity", "yes")
DATABASE = ("locked", "full", "read_only")
DATABASE_POINTS = ("opening", "identity", "yes", "before_remedy", "accepted", "told")
CHANNELS = ("telegram", "whatsapp", "twilio_sms", "slack")
DELIVERED = ("twice", "five_at_once", "reordered", "late", "again_in_between")
RACES = ("presses", "same_message", "windows", "window_and_phone", "person_and_bot")
SUBMITTERS = (2, 4, 8, 16)


@dataclass(frozen=True)
class Cell:
    """`point` is where: a point of POINTS, a call of CALLS, a channel, or how many submit."""

    axis: str
    fault: str
    point: str
    seeds: int

    @property
    def id(self) -> str:
        return f"{self.axis}/{self.fault}/{self.point}"


def cells() -> tuple[Cell, ...]:
    """All of them, axis by axis."""
    return (
        *(Cell("kill", process, point, 20) for process in PROCESSES for point in POINTS),
        *(Cell("backend", fault, call, 6) for fault in BACKEND for call in CALLS if _can_break(fault, call)),
        *(Cell("backend", "not_found", "receipt", 6),),
        *(Cell("actions", fault, step, 10) for fault in ACTIONS for step in STEPS),
        *(Cell("database", fault, point, 10) for fault in DATABASE for point in DATABASE_POINTS),
        *(Cell("deliveries", manner, channel, 50) for manner in DELIVERED for channel in CHANNELS),
        *(Cell("races", race, str(many), 100) for race in RACES for many in SUBMITTERS),
    )


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
