"""Loss of power: all that the database's machine runs is gone at one instant, with whatever its disk was not told to
keep. On SQLite that machine is ours, with everything on it; else PostgreSQL's. Others' machines stand elsewhere."""

import signal

from faults.postgresql import kill_all, signal_all
from faults.strikes import Action
from faults.system import System

OTHERS = frozenset({"orders", "mail"})


def cut(system: System, pause_s: float) -> Action:
    """It comes back `pause_s` later, and what it ran is started again."""
    return (lambda: _ours(system, pause_s)) if system.server is None else (lambda: _databases(system, pause_s))


def _ours(system: System, pause_s: float) -> None:
    assert system.disk is not None, "there is no disk that could lose its power"
    disk, stack = system.disk, system.stack
    names = [name for name in stack.health if name not in OTHERS]
    stack.kill_at_once(names, disk.lose_power)

    def come_back() -> None:
        disk.come_back()
        stack.database.close()
        stack.begin_all(names)

    system.keeper.later(pause_s, come_back)


def _databases(system: System, pause_s: float) -> None:
    assert system.disk is not None, "there is no disk that could lose its power"
    disk, server = system.disk, system.server
    assert server is not None
    pids = server.pids()  # a file of the disk says which
    signal_all(pids, signal.SIGSTOP)
    disk.lose_power()
    kill_all(pids)

    def come_back() -> None:
        disk.come_back()
        server.start()

    system.keeper.later(pause_s, come_back)
