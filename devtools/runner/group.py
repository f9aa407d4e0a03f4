"""Several processes that are kept running together: all healthy before anybody is told, and none left at the end."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from devtools.runner import health
from devtools.runner.child import Child, end
from devtools.runner.needs import Needs
from devtools.runner.restarts import RestartPolicy
from devtools.runner.stop import StopWish
from devtools.runner.supervised import Supervised
from devtools.runner.table import Process

LOOK_EVERY_S = 0.2


class Group:
    """Start, watch and stop. `say` takes the lines for the terminal; with `verbose` it gets every line of all logs."""

    def __init__(
        self,
        folder: Path,
        say: Callable[[str], None],
        stop: StopWish,
        *,
        verbose: bool = False,
        restarts: RestartPolicy | None = None,
    ) -> None:
        self._folder = folder
        self._say = say
        self._stop = stop
        self._verbose = verbose
        self._restarts = restarts or RestartPolicy()
        self._members: list[Supervised] = []

    def start(self, processes: tuple[Process, ...], environment: Callable[[Needs], Mapping[str, str]]) -> None:
        """Start every process, each with what `environment` has for its needs; they come up side by side."""
        for process in processes:
            launch = partial(self._launch, process, environment)
            self._members.append(Supervised(process, launch, self._say, self._restarts, verbose=self._verbose))

    def wait_until_healthy(self) -> None:
        """Return when every health check has answered 200, or a stop was asked for. CannotRun otherwise."""
        self._watch(lambda: all(member.healthy for member in self._members))

    def watch(self) -> None:
        """Return when a stop is asked for; CannotRun when a process fails again and again at its start."""
        self._watch(lambda: False)

    def stop(self) -> None:
        """Ask every group to end, then make it. Nothing of ours is left afterwards."""
        end([member.child for member in self._members])

    def _watch(self, done: Callable[[], bool]) -> None:
        with health.client() as client:
            while not self._stop.asked:
                for member in self._members:
                    if not self._stop.asked:
                        member.look(client)
                if done():
                    return
                self._stop.sleep(LOOK_EVERY_S)

    def _launch(self, process: Process, environment: Callable[[Needs], Mapping[str, str]]) -> Child:
        log = self._folder / "var" / "log" / f"{process.name}.log"
        return Child(process.name, process.command, environment(process.needs), self._folder, log)
