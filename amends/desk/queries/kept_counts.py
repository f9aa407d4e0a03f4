"""Counts of the queue, kept for a moment for whoever has the same rights: twenty open pages ask for them at once.

They are counted anew as soon as anything has come into a case's timeline, or a customer has written to a person
(amends/desk/change_marks.py), and after HOLDS at the latest. So only what time alone does, a promise that passes or a
case that comes back, may be told that much too late, and what is said to the bot about a case that was put off.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

HOLDS = timedelta(seconds=10)
MOST = 200


@dataclass
class _Kept:
    """`lock` is held while it is counted: whoever asks meanwhile waits for it instead of counting too."""

    lock: Lock = field(default_factory=Lock)
    mark: str = ""
    until: datetime | None = None
    value: Any = None


class KeptCounts:
    """One for a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def of[T](self, what: Hashable, mark: str, now: datetime, count: Callable[[], T]) -> T:
        """`what` is counted, for whom, and `mark` how far things had come before; `count` does it."""
        with self._lock:
            kept = self._kept.setdefault(what, _Kept())
            self._kept.move_to_end(what)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        with kept.lock:
            if kept.until is None or kept.mark != mark or not now < kept.until:
                kept.value = count()
                kept.mark, kept.until = mark, now + HOLDS
            value: T = kept.value
            return value
