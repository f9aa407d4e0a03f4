"""`make run`: check, train, migrate, start, say where it is, and stay until a stop is asked for."""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from amends import bootstrap
from amends.accounts.demo import LOGINS, PASSWORD
from amends.db import migrate
from amends.errors import CannotRun
from amends.settings import Settings
from devtools.runner import model, needs, ports
from devtools.runner.environment import environment
from devtools.runner.group import Group
from devtools.runner.stop import StopWish
from devtools.runner.table import processes

LEAST_FREE_MB = 300
DEMO_MERCHANT = "norrnet"
"""The one whose demo orders the welcome names."""


def start(folder: Path, settings: Settings, say: Callable[[str], None], stop: StopWish, *, verbose: bool) -> None:
    """Return after an orderly stop. AmendsError with the way out when it cannot go on; nothing is left running."""
    (folder / "var").mkdir(mode=0o700, exist_ok=True)
    (folder / "var").chmod(0o700)
    with _alone(folder / "var" / "run.lock"):
        _check_space(folder)
        core = bootstrap.build(
            settings
        )  # or a file that no process can work with would end in as many logs as there are
        handed = partial(environment, folder, settings)
        planned = processes(settings, model.path(folder, settings.policies_folder))
        ports.check(settings, planned)
        model.ensure(folder, handed(needs.TRAINING), say, stop)
        migrate.upgrade(settings.database_url)
        group = Group(folder, say, stop, verbose=verbose)
        try:
            group.start(planned, handed)
            group.wait_until_healthy()
            if not stop.asked:
                say(welcome(settings, sorted(core.context.merchants)))
            group.watch()
        finally:
            group.stop()
        say("Everything is stopped.")


def welcome(settings: Settings, merchants: Sequence[str]) -> str:
    """Where it is, for which merchants, and what to try of those of the demo that are there."""
    if not settings.demo:
        return f"\nAmends answers at {settings.public_url}. Ctrl-C stops everything.\n"
    chosen = DEMO_MERCHANT if DEMO_MERCHANT in merchants else merchants[0]
    return f"""
Amends answers at {settings.public_url} for {", ".join(merchants)}.
Open it, or talk in a second terminal: .venv/bin/amends chat --merchant {chosen}
{_to_try(settings) if chosen == DEMO_MERCHANT else ""}\
Answer as a person: {settings.public_url}/desk, as {LOGINS[0][0]} or {LOGINS[-1][0]} (supervisor), password {PASSWORD}
Write as a customer on a phone: {settings.phones_url}
Ctrl-C stops everything.
"""


def _to_try(settings: Settings) -> str:
    return f"""\
Three things to try:
  1. A refund:  "My card shows the amount twice", order NN-10006, kari.holm@example.com.
                The money moves at {settings.order_backend_url}, the e-mail arrives at {settings.mailbox_url}
  2. A refusal: "I do not like it and want my money back", order NN-10011, anders.nyberg@example.com.
                It names the clause, and the right that remains.
  3. A person:  "I want my money back for this order", order NN-10002, ola.berg@example.com.
                It is handed over with everything that is known.
docs/demo-orders.md has an order for every rule.
"""


def _check_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free / 1e6
    if free < LEAST_FREE_MB:
        raise CannotRun(f"Only {free:.0f} MB are free on this disk. Free {LEAST_FREE_MB} MB and try again.")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Held while it runs; a second `make run` in the same folder is told so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun("Amends is already running from this folder. Stop that one first.") from None
        yield
