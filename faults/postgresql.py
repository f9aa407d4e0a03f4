"""A PostgreSQL server of a run's own, as safe as an installation's, that can be hit."""

import os
import pwd
import re
import signal
import subprocess
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.ports import free_port
from tests.postgres import PROGRAMS, as_postgres

OWNER, NAME, USER = "owner", "amends", "app"
CONNECTIONS = 80
GONE_WITHIN_S = 10.0
READY_WITHIN_S = 60.0


class Server:
    """Its data are in `folder`, which must be there. `url` is for a user who owns the database and nothing else.
    Started when it is made."""

    def __init__(self, folder: Path, run: Path) -> None:
        self._data, self._run, self.port = folder / "data", run, free_port()
        run.mkdir(exist_ok=True)
        self._as = as_postgres()
        if self._as:
            entry = pwd.getpwnam("postgres")
            for each in (folder, run):
                os.chown(each, entry.pw_uid, entry.pw_gid)
        self._programs = PROGRAMS[-1].parent
        self._tell("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-E", "UTF8")
        self.start()
        self.told(f"CREATE ROLE {USER} LOGIN", f"CREATE DATABASE {NAME} OWNER {USER}")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{NAME}"

    @property
    def is_up(self) -> bool:
        """Whether its first process lives."""
        return self._run_program("pg_ctl", "-D", str(self._data), "status") == 0

    def start(self) -> None:
        """Return once it takes connections: after it has mended what a kill or a loss of power left."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self._run} -c max_connections={CONNECTIONS} -c max_wal_size=128MB"
        self._tell(
            "pg_ctl", "-D", str(self._data), "-o", options, "-l", str(self._run / "log"), "-t", "60", "-w", "start"
        )

    def start_if_down(self) -> None:
        """Return once it takes connections. It may have ended by itself, or be about to, and nobody else starts it."""
        until = time.monotonic() + READY_WITHIN_S
        while self._run_program("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)) != 0:
            if not self.is_up:
                self.start()
            if time.monotonic() > until:
                raise OSError(f"the server takes no connections; see {self._run / 'log'}")
            time.sleep(0.05)

    def stop(self, mode: str = "immediate") -> None:
        """`fast`: as a restart does; `immediate`: without tidying up."""
        with suppress(OSError):
            self._tell("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def signal(self, number: signal.Signals) -> None:
        """To all of its processes at once."""
        signal_all(self.pids(), number)

    def pids(self) -> list[int]:
        """The first process and those that it began."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, others)]

    def told(self, *statements: str, database: str = "postgres") -> None:
        """As its administrator, each by itself."""
        engine = create_engine(
            f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}", isolation_level="AUTOCOMMIT"
        )
        try:
            with engine.connect() as connection:
                for each in statements:
                    connection.execute(text(each))
        finally:
            engine.dispose()

    def _tell(self, program: str, *arguments: str) -> None:
        code = self._run_program(program, *arguments)
        if code != 0:
            raise OSError(f"{program} ended with {code}; see {self._run / 'log'}")

    def _run_program(self, program: str, *arguments: str) -> int:
        """Its exit code. It may not read the folder that we are in."""
        command, quiet = [str(self._programs / program), *arguments], subprocess.DEVNULL
        user, group = self._as.get("user"), self._as.get("group")
        return subprocess.call(  # noqa: S603
            command, cwd=self._run, stdout=quiet, stderr=quiet, user=user, group=group
        )


def version() -> str:
    """Of what is installed; empty where nothing is."""
    if not PROGRAMS:
        return ""
    program = str(PROGRAMS[-1].with_name("postgres"))
    told = subprocess.check_output([program, "--version"], text=True)  # noqa: S603
    found = re.search(r"[0-9]+(\.[0-9]+)*", told)
    return "" if found is None else found[0]


def kill_all(pids: Collection[int]) -> None:
    """SIGKILL; return once they are gone, as another server does not start before."""
    signal_all(pids, signal.SIGKILL)
    until = time.monotonic() + GONE_WITHIN_S
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.01)


def signal_all(pids: Collection[int], number: signal.Signals) -> None:
    """Whoever has ended is passed over."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
