"""What is done to SQLite: another writer holds it, its disk is full, its files may not be written, or do not sync."""

import sqlite3
import subprocess
from pathlib import Path

from faults.strikes import Action, Keeper
from faults.syncing import failing
from faults.system import System

PROCESSES = ("web", "actions", "worker")
"""Whoever writes it."""


def strike(system: System, fault: str, seconds: float) -> Action:
    """For so long."""
    file, keeper = system.stack.folder / "amends.db", system.keeper
    match fault:
        case "locked":
            return lambda: _locked(file, keeper, seconds)
        case "full":
            assert system.disk is not None, "there is no disk to fill"
            fill = system.disk.fill
            return lambda: keeper.later(seconds, fill())
        case "read_only":
            return lambda: _read_only(file, keeper, seconds)
        case "unsynced":
            return lambda: keeper.later(seconds, failing([system.stack.pid(name) for name in PROCESSES]))
        case _:
            raise ValueError(f"{fault!r} is not done to SQLite")


def _locked(file: Path, keeper: Keeper, seconds: float) -> None:
    holder = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")

    def release() -> None:
        holder.execute("ROLLBACK")
        holder.close()

    keeper.later(seconds, release)


def _read_only(file: Path, keeper: Keeper, seconds: float) -> None:
    files = [str(each) for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")) if each.exists()]
    _must("chattr", "+i", *files)
    keeper.later(seconds, lambda: _must("chattr", "-i", *files))


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
