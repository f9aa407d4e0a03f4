"""The writers of one SQLite database in their order, as it has one writer at all times and keeps no queue itself.

SQLite lets a writer look again and again whether the database is free, at longer and longer intervals: with a few
writers at once somebody is always quicker, and one of them looks in vain until its time is over.
"""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from amends.errors import DatabaseUnavailable

LOOK_MS = 10
"""SQLite looks after 1, 2 and 5 ms, then less often: so it begins anew after these."""
GAP_S = 0.005
"""Left between two writers of this process: one of another process, that looks so often, comes in between."""


class WriteQueue:
    """Threads of this process, first come, first served. One that has waited `within_s` gives up."""

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._guard = threading.Lock()
        self._places: deque[threading.Event] = deque()
        self._holder: int | None = None

    def __len__(self) -> int:
        """How many write or wait."""
        with self._guard:
            return len(self._places)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The block runs while no other thread's does. DatabaseUnavailable when it had to wait too long."""
        if self._holder == threading.get_ident():
            yield  # it would wait for itself: the database has the word, as without a queue
            return
        place = threading.Event()
        with self._guard:
            self._places.append(place)
            if self._places[0] is place:
                place.set()
        try:
            if not place.wait(self._within_s):
                raise DatabaseUnavailable("the database did not answer: too many wait to write")
            self._holder = threading.get_ident()
            yield
        finally:
            self._leave(place)

    def _leave(self, place: threading.Event) -> None:
        with self._guard:
            was_first = self._places[0] is place
            others = len(self._places) > 1
            if was_first:
                self._holder = None
        if was_first and others:
            time.sleep(GAP_S)
        with self._guard:
            self._places.remove(place)
            if self._places:
                self._places[0].set()


def begin_writing(connection: sqlite3.Connection, within_s: float) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later could not be let in. The
    driver's own error when another process holds the lock for `within_s`."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    until = time.monotonic() + within_s
    connection.execute(f"PRAGMA busy_timeout={LOOK_MS}")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as fault:
                # The first byte is the kind: behind it stands why.
                if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}")
