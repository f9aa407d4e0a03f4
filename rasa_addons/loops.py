"""What a process does for as long as it lives, kept going: no loop may end without a word while its process lives on.

One turn of it is a `step`. A step that fails is told, paused after, and begun again; health asks the loop how it is.
Both sides of the line to Rasa use this, so it needs the standard library only.
"""

import asyncio
import contextlib
import logging
import threading
import time
from typing import Awaitable, Callable, Dict, Iterable, Optional

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 5.0
"""Short: a right that is given back, or a disk that has room again, is to be found soon."""

OK, STALLED, ENDED = "ok", "stalled", "ended"
_TOLD_TO_END = (asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit)

Tell = Callable[[str, BaseException, float], None]
"""Told the loop's name, what ended a step, and the seconds until the next."""


def _tell(name: str, fault: BaseException, pause_s: float) -> None:
    logging.getLogger("amends.loops").error("%s failed; again in %.1f s", name, pause_s, exc_info=fault)


class Loop:
    """One of them. It stalls when no step ends well for `stale_s` seconds, by a clock that is never set."""

    def __init__(self, name: str, stale_s: float = 20.0, tell: Tell = _tell) -> None:
        self.name = name
        self._stale_s = stale_s
        self._tell = tell
        self._turned_at = time.monotonic()
        self._failures = 0
        self._fault: Optional[str] = None
        self._ended = False

    @property
    def is_well(self) -> bool:
        return self.state == OK

    @property
    def is_alive(self) -> bool:
        """Whether it goes on by itself, once what fails it is over. Where it does not, only a new process helps."""
        return self.state not in (STALLED, ENDED)

    @property
    def state(self) -> str:
        """In a word or two, for health: what kind of error a failing one meets, never what the error says."""
        if self._ended:
            return ENDED
        if self._fault is not None:
            return f"failing: {self._fault}"
        return OK if time.monotonic() - self._turned_at < self._stale_s else STALLED

    def turned(self) -> None:
        """A sign of life, for a step that takes long."""
        self._turned_at = time.monotonic()

    async def keep(self, step: Callable[[], Awaitable[None]]) -> None:
        """`step` again and again, until the task is cancelled."""
        self._begin()
        try:
            while True:
                try:
                    await step()
                except _TOLD_TO_END:
                    raise
                except BaseException as fault:  # a TurnFailed among them, which is no Exception
                    await asyncio.sleep(self._failed(fault))
                else:
                    self._went_well()
        finally:
            self._ended = True

    def keep_until(self, stopping: threading.Event, step: Callable[[], None]) -> None:
        """`step` again and again in this thread, until `stopping` is set."""
        self._begin()
        try:
            while not stopping.is_set():
                try:
                    step()
                except _TOLD_TO_END:
                    raise
                except BaseException as fault:
                    stopping.wait(self._failed(fault))
                else:
                    self._went_well()
        finally:
            self._ended = True

    def _begin(self) -> None:
        self._ended = False
        self.turned()

    def _went_well(self) -> None:
        self._failures, self._fault = 0, None
        self.turned()

    def _failed(self, fault: BaseException) -> float:
        """The seconds to wait."""
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(self._failures, 10))
        self._failures += 1
        self._fault = type(fault).__name__
        with contextlib.suppress(Exception):  # a log that cannot be written must not end what it tells of
            self._tell(self.name, fault, pause_s)
        return pause_s


def report(loops: Iterable[Loop]) -> Dict[str, str]:
    """How each is, by name."""
    return {loop.name: loop.state for loop in loops}
