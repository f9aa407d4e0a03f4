"""What is measured of each system, the same way for both, and the table that it makes."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Protocol

from benchmarks.chat.figures import percentile
from benchmarks.chat.processor import family, used

AT_ONCE = 16
THIRD, LATE = 3, 300
AROUND = 3
"""A message's time is the median of its own and of as many on each side."""


class System(Protocol):
    """One of those that stand beside each other."""

    @property
    def name(self) -> str: ...
    def prepare(self) -> None: ...
    def start(self) -> float: ...
    def pids(self) -> dict[str, int]: ...
    def talk(self, index: int) -> list[float]: ...
    def long_talk(self, messages: int) -> list[float]: ...
    def check(self) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class Measured:
    """Seconds, messages a second, bytes; `alone` and `crowd` are the times of all messages."""

    name: str
    start_s: float
    alone: list[float]
    alone_cpu_s: float
    crowd: list[float]
    crowd_s: float
    crowd_cpu_s: float
    third_s: float
    late: int
    late_s: float
    rasa_bytes: int
    all_bytes: int


def measure(system: System, talks: int, late: int, say: Callable[[str], None]) -> Measured:
    """Start it, measure, and stop it. `talks` are held one at a time, and twice as many with AT_ONCE at once; the
    message `late` of a long conversation is held against the third."""
    say(f"{system.name}: preparing")
    system.prepare()
    try:
        start_s = system.start()
        say(f"{system.name}: first answer after {start_s:.1f} s")
        for n in range(3):
            system.talk(n)  # warms up; thrown away
        alone, _, alone_cpu_s = _played(system, range(100, 100 + talks), 1)
        say(f"{system.name}: one at a time, p50 {median(alone) * 1000:.0f} ms")
        crowd, crowd_s, crowd_cpu_s = _played(system, range(300, 300 + 2 * talks), AT_ONCE)
        say(f"{system.name}: {AT_ONCE} at once, {len(crowd) / crowd_s:.1f} turns a second")
        system.check()
        taken = system.long_talk(late + AROUND)
        third_s, late_s = (_about(taken, n) for n in (THIRD, late))
        say(f"{system.name}: message {late} took {late_s * 1000:.0f} ms, message {THIRD} {third_s * 1000:.0f} ms")
        memory = {name: resident(pid) for name, pid in system.pids().items()}
        return Measured(
            system.name, start_s, alone, alone_cpu_s, crowd, crowd_s, crowd_cpu_s, third_s, late, late_s,
            memory["rasa"], sum(memory.values()),
        )  # fmt: skip
    finally:
        system.stop()


def _played(system: System, indices: Sequence[int], at_once: int) -> tuple[list[float], float, float]:
    """The times of all messages, the seconds that they took together, and the processor time of the system's."""
    before, started = _processor(system), time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        taken = list(chain.from_iterable(pool.map(system.talk, indices)))
    return taken, time.perf_counter() - started, _processor(system) - before


def _processor(system: System) -> float:
    return sum(used(each) for pid in system.pids().values() for each in family(pid))


def _about(taken: Sequence[float], number: int) -> float:
    return median(taken[max(0, number - 1 - AROUND) : number + AROUND])


def resident(pid: int) -> int:
    """Bytes of memory of a process and what it has started; what they share counts in each."""
    status = (Path(f"/proc/{each}/status").read_text() for each in family(pid))
    lines = (line for text in status for line in text.splitlines() if line.startswith("VmRSS:"))
    return sum(int(line.split()[1]) * 1024 for line in lines)


def table(systems: Sequence[Measured]) -> list[str]:
    """As Markdown, a column a system."""
    rows: list[tuple[str, Callable[[Measured], str]]] = [
        ("a turn, one at a time, p50 / p95", lambda each: _times(each.alone)),
        (f"a turn, {AT_ONCE} at once, p50 / p95", lambda each: _times(each.crowd)),
        (f"turns a second, {AT_ONCE} at once", lambda each: f"{len(each.crowd) / each.crowd_s:.1f}"),
        (
            f"message {THIRD} / message {systems[0].late} of one conversation",
            lambda each: _pair(each.third_s, each.late_s),
        ),
        ("processor time a message, one at a time", lambda each: _ms(each.alone_cpu_s / len(each.alone))),
        (f"processor time a message, {AT_ONCE} at once", lambda each: _ms(each.crowd_cpu_s / len(each.crowd))),
        ("start to first answer", lambda each: f"{each.start_s:.1f} s"),
        ("memory of the Rasa process / of all", lambda each: f"{_mb(each.rasa_bytes)} / {_mb(each.all_bytes)}"),
    ]
    head = [f"| | {' | '.join(each.name for each in systems)} |", "| --- |" + " --- |" * len(systems)]
    return [*head, *(f"| {title} | {' | '.join(shown(each) for each in systems)} |" for title, shown in rows)]


def machine() -> str:
    """The processor, how many cores, and how busy they are just now."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    return f"{os.cpu_count()} cores ({model}), load {os.getloadavg()[0]:.1f}"


def _times(seconds: Sequence[float]) -> str:
    return _pair(percentile(seconds, 50), percentile(seconds, 95))


def _pair(one: float, other: float) -> str:
    return f"{one * 1000:.0f} / {other * 1000:.0f} ms"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
