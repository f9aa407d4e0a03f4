"""Processor time of the system's processes, as Linux counts it: what a message costs, however busy the machine is."""

import os
from pathlib import Path

from tests.stack import Stack

MEASURED = ("web", "rasa", "actions", "worker", "orders")
_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12
"""Places of the two in /proc/<pid>/stat, counted from behind the program's name."""


def seconds(stack: Stack) -> dict[str, float]:
    """Used so far by each process, with those that it has started."""
    return {name: sum(used(pid) for pid in family(stack.pid(name))) for name in MEASURED}


def per_message(before: dict[str, float], after: dict[str, float], messages: int) -> str:
    """Milliseconds a message of each process, and their sum."""
    used = {name: (after[name] - before[name]) / messages * 1000 for name in after}
    each = "   ".join(f"{name} {milliseconds:5.1f}" for name, milliseconds in used.items())
    return f"{each}   sum {sum(used.values()):5.1f}"


def family(pid: int) -> list[int]:
    """The process and all that it has started, and they."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (thread / "children").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread that has ended since, as the worker's do
        for child in children.split():
            found += family(int(child))
    return found


def used(pid: int) -> float:
    """Seconds of processor time of one process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS
