"""What is done to the system at one moment, and how it is put right afterwards: by the one who looks after it."""

import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack import Stack

Action = Callable[[], None]


@dataclass
class Keeper:
    """Puts right what was broken, when its time has come: always in the thread that started the system. `failed` says
    what could not be put right, since it was asked last."""

    failed: list[str] = field(default_factory=list)
    _due: list[tuple[float, Action]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def later(self, seconds: float, action: Action) -> None:
        with self._lock:
            self._due.append((time.monotonic() + seconds, action))

    def attend(self, is_over: Callable[[], bool]) -> None:
        """Until `is_over`, and nothing is left to put right."""
        while True:
            over = is_over()
            action, left = self._next()
            if action is not None:
                self._put_right(action)
            elif over and not left:
                return
            else:
                time.sleep(0.02)

    def _put_right(self, action: Action) -> None:
        try:
            action()
        except (AssertionError, OSError, subprocess.CalledProcessError, sqlite3.Error) as fault:
            self.failed.append(f"What was broken could not be put right: {fault}")

    def _next(self) -> tuple[Action | None, int]:
        with self._lock:
            for at, (due, action) in enumerate(self._due):
                if due <= time.monotonic():
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


def database(file: Path, keeper: Keeper, fault: str, seconds: float) -> Action:
    """On SQLite: another writer holds it, its disk is full, or its files may not be written, for so long."""
    ways = {"locked": _locked, "full": _full, "read_only": _read_only}
    return lambda: ways[fault](file, keeper, seconds)


def _locked(file: Path, keeper: Keeper, seconds: float) -> None:
    holder = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")

    def release() -> None:
        holder.execute("ROLLBACK")
        holder.close()

    keeper.later(seconds, release)


def _full(file: Path, keeper: Keeper, seconds: float) -> None:
    """The folder is a file system of its own (`small_disk`), which is filled to the last byte."""
    filler = file.parent / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue
    keeper.later(seconds, filler.unlink)


def _read_only(file: Path, keeper: Keeper, seconds: float) -> None:
    files = [str(each) for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")) if each.exists()]
    _must("chattr", "+i", *files)
    keeper.later(seconds, lambda: _must("chattr", "-i", *files))


def small_disk(folder: Path, megabytes: int) -> Action | None:
    """Mounts a file system of that size at `folder`; how to take it away again, or None where that may not be done."""
    if _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "amends-faults", str(folder)):
        return lambda: _must("umount", "-l", str(folder))
    return None


def can_be_frozen(folder: Path) -> bool:
    """Whether files there can be made immutable, which alone stops an administrator from writing."""
    probe = folder / "probe"
    probe.touch()
    done = _run("chattr", "+i", str(probe))
    _run("chattr", "-i", str(probe))
    probe.unlink()
    return done


def _must(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603
    except FileNotFoundError:
        return False
