"""The wish to stop: Ctrl-C, SIGTERM or a closed terminal, as a flag that the loops look at.

A flag and not an exception, so that no process can be started and then forgotten.
"""

import signal
import time
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """A stop was asked for before the work at hand was done."""


class StopWish:
    """`asked` turns true at the first signal and stays so."""

    def __init__(self) -> None:
        self.asked = False

    def listen(self) -> None:
        """Take the signals of this process from now on. Main thread only."""
        for number in SIGNALS:
            signal.signal(number, self._ask)

    def sleep(self, seconds: float) -> None:
        """Wait, or return at once when a stop is asked for."""
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(min(0.05, seconds))

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
