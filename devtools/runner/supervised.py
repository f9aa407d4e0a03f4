"""One process that is kept running: started again when it ends, until it fails at its start again and again."""

import signal
import time
from collections.abc import Callable

import httpx

from amends.errors import CannotRun
from devtools.runner import health
from devtools.runner.child import Child, notable
from devtools.runner.restarts import RestartPolicy
from devtools.runner.table import Process


class Supervised:
    """`launch` starts the process; `say` takes the lines for the terminal. `look` is to be called a few times a second.

    A process that ends with a code before it was ever healthy has said why in its log, and starting it again would
    say the same: that is told at once. One that was killed, or that has worked before, is started again.
    """

    def __init__(
        self,
        process: Process,
        launch: Callable[[], Child],
        say: Callable[[str], None],
        policy: RestartPolicy,
        *,
        verbose: bool,
    ) -> None:
        self.name = process.name
        self.healthy = False
        self._url = process.health
        self._launch = launch
        self._say = say
        self._policy = policy
        self._verbose = verbose
        self._was_healthy = False
        self._failed_starts = 0
        self._short_runs = 0
        self._pause_until: float | None = None
        self._begin()

    @property
    def child(self) -> Child:
        """The present process, or the one that ended last."""
        return self._child

    def look(self, client: httpx.Client) -> None:
        """Show what it wrote, see how it is, start it again when that is due. CannotRun when that has no use."""
        for line in self._child.new_lines():
            if self._verbose or notable(line):
                self._say(f"{self.name:<8} | {line}")
        if self._pause_until is not None:
            if time.monotonic() >= self._pause_until:
                self._begin()
        elif self._child.code is not None:
            self._ended(f"{self.name} {self._child.ending()}")
        elif not self.healthy:
            self._check_health(client)
        else:
            self._child.bound_log()

    def _begin(self) -> None:
        self._pause_until = None
        self._started = time.monotonic()
        self._child = self._launch()

    def _check_health(self, client: httpx.Client) -> None:
        took = time.monotonic() - self._started
        if health.is_healthy(client, self._url):
            self._say(f"{self.name:<8} {'is back' if self._was_healthy else 'ready'} after {took:.1f} s")
            self.healthy = self._was_healthy = True
            self._failed_starts = 0
        elif took > self._policy.healthy_within_s:
            what = f"{self.name} gave no sign of health within {self._policy.healthy_within_s:.0f} s"
            if not self._was_healthy:
                raise CannotRun(f"{what}. See var/log/{self.name}.log.")
            self._ended(what)

    def _ended(self, what: str) -> None:
        killed = (self._child.code or 0) < 0
        # Whatever it had started itself would keep the port.
        self._child.signal(signal.SIGKILL)
        self._child.process.wait()
        if not self.healthy:
            self._failed_starts += 1
        if (not self._was_healthy and not killed) or self._failed_starts >= self._policy.failed_starts:
            raise CannotRun(self._given_up(what))
        steady = time.monotonic() - self._started >= self._policy.steady_after_s
        self._short_runs = 0 if steady else self._short_runs + 1
        pause = self._policy.pause_s(max(0, self._short_runs - 1))
        self._say(f"{what}; it is started again in {pause:.1f} s. Its log is var/log/{self.name}.log.")
        self.healthy = False
        self._pause_until = time.monotonic() + pause

    def _given_up(self, what: str) -> str:
        times = f" {self._failed_starts} times in a row at its start" if self._failed_starts > 1 else ""
        told = f"{what}{times}, so everything was stopped. Its log is var/log/{self.name}.log."
        return "\n".join([*self._child.tail(), told])
