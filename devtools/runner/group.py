"""Several processes with one fate: all healthy, or none left."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from amends.errors import CannotRun
from devtools.runner import health
from devtools.runner.child import Child, end, notable
from devtools.runner.needs import Needs
from devtools.runner.stop import StopWish
from devtools.runner.table import Process

HEALTHY_WITHIN_S = 120.0
LOOK_EVERY_S = 0.2


class Group:
    """Start, watch and stop. `say` takes the lines for the terminal; with `verbose` it gets every line of all logs."""

    def __init__(self, folder: Path, say: Callable[[str], None], stop: StopWish, *, verbose: bool = False) -> None:
        self._folder = folder
        self._say = say
        self._stop = stop
        self._verbose = verbose
        self._children: dict[str, Child] = {}

    def start(self, processes: tuple[Process, ...], environment: Callable[[Needs], Mapping[str, str]]) -> None:
        """Start every process, each with what `environment` has for its needs; they come up side by side."""
        for process in processes:
            log = self._folder / "var" / "log" / f"{process.name}.log"
            self._children[process.name] = Child(
                process.name, process.command, environment(process.needs), self._folder, log
            )

    def wait_until_healthy(self, processes: tuple[Process, ...], within_s: float = HEALTHY_WITHIN_S) -> None:
        """Return when every health check has answered 200, or a stop was asked for. CannotRun otherwise."""
        started = time.monotonic()
        waiting = {process.name: process.health for process in processes}
        with health.client() as client:
            while waiting and not self._stop.asked:
                for name in [name for name, url in waiting.items() if health.is_healthy(client, url)]:
                    self._say(f"{name:<8} ready after {time.monotonic() - started:.1f} s")
                    del waiting[name]
                self._look()
                if waiting and time.monotonic() - started > within_s:
                    late = min(waiting)
                    raise CannotRun(f"{late} gave no sign of health within {within_s:.0f} s. See var/log/{late}.log.")
                self._stop.sleep(LOOK_EVERY_S)

    def watch(self) -> None:
        """Return when a stop is asked for; CannotRun when a process ends by itself."""
        while not self._stop.asked:
            self._look()
            self._stop.sleep(LOOK_EVERY_S)

    def stop(self) -> None:
        """Ask every group to end, then make it. Nothing of ours is left afterwards."""
        end(list(self._children.values()))

    def _look(self) -> None:
        for child in self._children.values():
            for line in child.new_lines():
                if self._verbose or notable(line):
                    self._say(f"{child.name:<8} | {line}")
        ended = [child for child in self._children.values() if child.code is not None]
        if ended and not self._stop.asked:
            raise CannotRun(_ending(ended[0]))


def _ending(child: Child) -> str:
    """In words; with its last ones, unless it was killed and had no say."""
    killed = (child.code or 0) < 0
    text = f"{child.name} {child.ending()}, so everything was stopped. Its log is var/log/{child.name}.log."
    return f"{text} Run `make run` again." if killed else "\n".join([*child.tail(), text])
