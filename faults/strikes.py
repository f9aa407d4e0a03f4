"""What is done to the system at one moment, and how it is put right afterwards: by the one who looks after it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.stack import Stack

Action = Callable[[], None]


@dataclass
class Keeper:
    """Puts right what was broken, when its time has come: always in the thread that started the system. `failed` says
    what could not be put right, since it was asked last."""

    failed: list[str] = field(default_factory=list)
    _due: list[tuple[float, Action]] = field(default_factory=list)
    _is_at_it: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def later(self, seconds: float, action: Action) -> None:
        with self._lock:
            self._due.append((time.monotonic() + seconds, action))

    @property
    def is_busy(self) -> bool:
        """Whether something is still broken, or about to be put right."""
        return self._is_at_it or bool(self._due)

    def attend(self, is_over: Callable[[], bool]) -> None:
        """Until `is_over`, and nothing is left to put right."""
        while True:
            over = is_over()
            action, left = self._next()
            if action is not None:
                self._put_right(action)
                self._is_at_it = False
            elif over and not left:
                return
            else:
                time.sleep(0.02)

    def _put_right(self, action: Action) -> None:
        try:
            action()
        except Exception as fault:  # whatever it was, the run says so, and what else is due is still put right
            self.failed.append(f"What was broken could not be put right: {fault}")

    def _next(self) -> tuple[Action | None, int]:
        with self._lock:
            for at, (due, action) in enumerate(self._due):
                if due <= time.monotonic():
                    self._is_at_it = True
                    del self._due[at]
                    return action, len(self._due)
            return None, len(self._due)


@dataclass
class Strike:
    """Strikes once, however often it is called. `struck_at` is when, by the monotonic clock; None: never. `over` is set
    once it is done."""

    do: Action
    struck_at: float | None = None
    over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> None:
        with self._lock:
            if self.struck_at is not None:
                return
            self.struck_at = time.monotonic()
        self.do()
        self.over.set()


def kill(stack: Stack, keeper: Keeper, process: str, pause_s: float) -> Action:
    """SIGKILL; started again `pause_s` later, as a supervisor does."""

    def do() -> None:
        stack.kill(process)
        keeper.later(pause_s, lambda: stack.begin(process))

    return do
