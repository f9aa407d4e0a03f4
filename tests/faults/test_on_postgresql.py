"""What is done to a PostgreSQL server is felt by whoever uses it, and put right again."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from amends.db import migrate
from amends.db.session import Database
from amends.errors import DatabaseUnavailable
from faults import on_postgresql, power, syncing
from faults.disk import Disk
from faults.matrix import ON_POSTGRESQL
from faults.postgresql import Server
from faults.strikes import Keeper
from tests.postgres import cluster

SECONDS = 0.1
SILENT = {"paused", "locked"}
"""After these nobody is refused, and whoever asks waits."""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    """As much of one as is struck."""
    cluster()  # skipped where there is no PostgreSQL
    folder = tmp_path_factory.mktemp("faults")
    for each in (folder, *(above for above in folder.parents if above.name.startswith(("pytest-", "popen-")))):
        each.chmod(0o711)  # PostgreSQL's user has its own in there
    disk = Disk.if_allowed(folder / "disk", 200)
    if disk is None:
        pytest.skip("a file system can be mounted by an administrator alone")
    server = Server(disk.home, folder / "server")
    migrate.upgrade(server.url)
    yield SimpleNamespace(server=server, disk=disk, keeper=Keeper())
    server.stop()
    disk.take_away()


def written(system):
    """Whether a row can be written, by whoever has no connection yet."""
    database = Database(system.server.url)
    try:
        with database.begin() as session:
            session.execute(text("LOCK TABLE jobs IN ROW EXCLUSIVE MODE"))
            session.execute(text("INSERT INTO audit_heads (merchant, count, hash) VALUES (random()::text, 0, '')"))
    except DatabaseUnavailable:
        return False
    finally:
        database.close()
    return True


@pytest.mark.system
@pytest.mark.parametrize("fault", ON_POSTGRESQL)
def test_it_is_felt_and_put_right(system, fault):
    if fault == "unsynced" and not syncing.is_possible():
        pytest.skip("strace may not hold other processes here")
    assert written(system)
    on_postgresql.strike(system, fault, SECONDS)()
    assert fault in {*SILENT, "full"} or not written(system)
    system.keeper.attend(lambda: True)
    assert system.keeper.failed == []
    assert written(system)


@pytest.mark.system
def test_what_was_committed_outlives_a_loss_of_power(system):
    system.server.told("CREATE TABLE kept (x int)", "INSERT INTO kept VALUES (1)")
    power.cut(system, SECONDS)()
    assert not written(system)
    system.keeper.attend(lambda: True)
    assert system.keeper.failed == []
    system.server.told("SELECT 1 / count(*) FROM kept")
    assert written(system)
