"""The whole system as real processes: its own folder, its own free ports, and a trained model of the present data."""

import signal
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import httpx

from amends import clock
from amends.db import migrate
from amends.db.session import Database
from amends.settings import Settings
from amends.settings_merchants import SignedIdentitySettings
from demo.orders.store import Store
from devtools.runner import health, model
from devtools.runner.child import Child, end
from devtools.runner.environment import environment
from devtools.runner.needs import TRAINING
from devtools.runner.stop import StopWish
from devtools.runner.table import Process, processes
from tests.ports import free_ports

ROOT = Path(__file__).parents[1]
PORTS = (
    "web_port", "orders_port", "rasa_port", "worker_port", "mailbox_port", "actions_port", "smtp_port", "phones_port",
)  # fmt: skip
HEALTHY_WITHIN_S = 300.0
"""It ends what has failed already: on a busy machine Rasa alone needs a minute."""
SECRET = "a secret of the tests, long enough for them"
VOUCHING_KEY = "the key of a website in the tests"


class Stack:
    """Everything that `make run` starts. `kill` and `begin` take one process away and bring it back.

    `database` is the system's own, `orders` the demo order backend's store; both may be read, and the store written,
    beside the running processes. Begin processes from the main thread only: they end with the thread that began them.
    `database_url` is where the system keeps what it knows: in `folder`, unless given.
    `between` is told `orders` or `actions` and the port of either, and gives the address to call them at.
    `hurried`: the worker looks for work all the time, and tries again at once; else as an installation does.
    `others`: where the order system and the mail server, which are not the merchant's own, keep theirs; in `folder`,
    unless given. `variables` are added to the environment of each process by its name.
    """

    def __init__(
        self,
        folder: Path,
        say: Callable[[str], None] = lambda _line: None,
        *,
        database_url: str | None = None,
        between: Callable[[str, int], str] | None = None,
        policies: Path = ROOT / "policies",
        hurried: bool = True,
        others: Path | None = None,
        variables: Callable[[str], Mapping[str, str]] = lambda _name: {},
    ) -> None:
        self.folder = folder
        self._others = others or folder
        self._variables = variables
        database_url = database_url or f"sqlite:///{folder / 'amends.db'}"
        self.settings = _settings(database_url, between, policies, hurried=hurried)
        training = environment(folder, self.settings, TRAINING)
        self._model = model.ensure(ROOT, training, say, StopWish())
        self._processes = {process.name: self._at_home(process) for process in self._planned()}
        self._children: dict[str, Child] = {}
        migrate.upgrade(self.settings.database_url)
        self.database = Database(self.settings.database_url)

    def start(self) -> None:
        """Every process; return when all are healthy."""
        self.begin_all(tuple(self._processes))
        self.orders = Store(self._others / "orders.db", clock.now)

    def kill(self, name: str) -> None:
        """SIGKILL: no chance to tidy up."""
        self.kill_at_once((name,))

    def kill_at_once(self, names: Collection[str], meanwhile: Callable[[], None] = lambda: None) -> None:
        """SIGKILL to several of which none sees another one die. `meanwhile` is done while they stand still."""
        for name in names:
            self._children[name].signal(signal.SIGSTOP)
        meanwhile()
        for name in names:
            self._children[name].signal(signal.SIGKILL)
        for name in names:
            self._children.pop(name).process.wait()

    def begin(self, name: str) -> None:
        """Start one that was killed; return when it is healthy."""
        self.begin_all((name,))

    def begin_all(self, names: Collection[str]) -> None:
        """Likewise several, beside each other."""
        for name in names:
            self._begin(name)
        for name in names:
            self._wait_for(name)

    @property
    def health(self) -> dict[str, str]:
        """The address of each process's health check, by its name."""
        return {name: process.health for name, process in self._processes.items()}

    @property
    def web_ports(self) -> tuple[int, ...]:
        """Of each web: a customer may come to any."""
        return (self.settings.web_port,)

    def log(self, name: str) -> Path:
        """What that process said since the folder is there."""
        return self.folder / "log" / f"{name}.log"

    def pid(self, name: str) -> int:
        """Of the running process."""
        return self._children[name].process.pid

    def backend(self, mode: str | None) -> None:
        """Set the order backend's fault switch; None puts it right."""
        httpx.post(f"{self.settings.order_backend_url}/demo/faults", json={"mode": mode}, timeout=60).raise_for_status()

    def stop(self) -> None:
        """Nothing of ours is left afterwards."""
        end(list(self._children.values()))
        self.database.close()

    def _begin(self, name: str) -> None:
        process = self._processes[name]
        handed = {**environment(self.folder, self._settings_of(name), process.needs), **self._variables(name)}
        self._children[name] = Child(name, process.command, handed, ROOT, self.log(name))

    def _wait_for(self, name: str) -> None:
        until = time.monotonic() + HEALTHY_WITHIN_S
        with health.client() as client:
            while not health.is_healthy(client, self._processes[name].health):
                child = self._children[name]
                assert child.code is None, "\n".join([f"{name} {child.ending()}", *child.tail(20)])
                assert time.monotonic() < until, f"{name} gave no sign of health; see {child.log}"
                time.sleep(0.05)

    def _planned(self) -> tuple[Process, ...]:
        return processes(self.settings, self._model)

    def _settings_of(self, _name: str) -> Settings:
        """What that process is handed of."""
        return self.settings

    def _at_home(self, process: Process) -> Process:
        """The same process with what it keeps in our folder, where no setting says so."""
        kept = {"orders": ("--database", "orders.db"), "mail": ("--folder", "mail")}
        if process.name not in kept:
            return process
        option, place = kept[process.name]
        command = (*process.command, option, str(self._others / place), "--log-level", "warning")
        return replace(process, command=command)


_HURRIED = {
    "worker_poll_s": 0.1,
    "worker_lease_s": 3,
    "outbox_retry_first_s": 0.5,
    "outbox_retry_max_s": 1.0,
    "outbox_attempts": 100,
}


def _settings(
    database_url: str, between: Callable[[str, int], str] | None, policies: Path, *, hurried: bool
) -> Settings:
    """Settings of its own, whatever the environment says; without the limits that a fast customer runs into."""
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    called = {}
    if between is not None:
        called["order_backend_url"] = between("orders", ports["orders_port"])
        called["actions_url"] = between("actions", ports["actions_port"])
    return Settings(
        database_url=database_url,
        policies_folder=policies,
        internal_secret=SECRET,
        signed_identities={"norrnet": SignedIdentitySettings(key=VOUCHING_KEY)},
        messages_per_minute=1000,
        conversations_per_hour=10000,
        **(_HURRIED if hurried else {}),
        **ports,
        **called,
    )
