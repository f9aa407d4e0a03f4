"""What is done to PostgreSQL, and to the machine that it runs on."""

import signal

from sqlalchemy import create_engine, text

from faults.postgresql import NAME, USER, kill_all
from faults.strikes import Action
from faults.syncing import failing
from faults.system import System

TABLES = "turns, jobs, remedies"


def strike(system: System, fault: str, seconds: float) -> Action:
    """For so long."""
    database = _Struck(system, seconds)
    ways: dict[str, Action] = {
        "restarted": database.restarted,
        "killed": database.killed,
        "paused": database.paused,
        "locked": database.locked,
        "revoked": database.revoked,
        "no_connections": database.no_connections,
        "full": database.full,
        "unsynced": database.unsynced,
    }
    return ways[fault]


class _Struck:
    def __init__(self, system: System, seconds: float) -> None:
        assert system.server is not None, "there is no PostgreSQL in this system"
        self._server, self._disk, self._keeper, self._seconds = system.server, system.disk, system.keeper, seconds

    def restarted(self) -> None:
        """In an orderly way, under everybody's hands."""
        self._server.stop("fast")
        self._later(self._server.start)

    def killed(self) -> None:
        kill_all(self._server.pids())
        self._later(self._server.start)

    def paused(self) -> None:
        """It takes connections, and answers nobody."""
        self._server.signal(signal.SIGSTOP)
        self._later(lambda: self._server.signal(signal.SIGCONT))

    def locked(self) -> None:
        """By somebody else, as by a change of the tables that does not end."""
        engine = create_engine(self._server.url, connect_args={"options": "-c lock_timeout=5000"})
        holder = engine.connect()
        holder.execute(text(f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE"))

        def release() -> None:
            holder.close()
            engine.dispose()

        self._later(release)

    def revoked(self) -> None:
        """Nobody of ours may read or write what waits."""
        self._server.told(f"REVOKE ALL ON {TABLES} FROM {USER}", database=NAME)
        self._later(lambda: self._server.told(f"GRANT ALL ON {TABLES} TO {USER}", database=NAME))

    def no_connections(self) -> None:
        """Those that there are end, and there are no others."""
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{USER}'"  # noqa: S608
        self._server.told(f"ALTER ROLE {USER} CONNECTION LIMIT 0", ended)
        self._later(lambda: self._server.told(f"ALTER ROLE {USER} CONNECTION LIMIT -1"))

    def full(self) -> None:
        assert self._disk is not None, "there is no disk to fill"
        make_room = self._disk.fill()

        def put_right() -> None:
            make_room()
            self._server.start_if_down()

        self._later(put_right)

    def unsynced(self) -> None:
        put_right = failing(self._server.pids())

        def end() -> None:
            put_right()
            self._server.start_if_down()

        self._later(end)

    def _later(self, action: Action) -> None:
        self._keeper.later(self._seconds, action)
