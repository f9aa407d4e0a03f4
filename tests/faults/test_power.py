"""What was kept is still there after a loss of power, on a real file system that forgets what nobody synced."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from amends.backup import copies, snapshot
from amends.db import migrate
from amends.db.session import Database
from amends.evidence.store import FolderStore
from amends.settings_secrets import made
from faults.disk import Disk

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
KEY = f"{'a' * 26}/1.jpg"


@pytest.fixture
def disk(tmp_path):
    disk = Disk.if_allowed(tmp_path / "disk", 64)
    if disk is None:
        pytest.skip("a file system can be mounted by an administrator alone")
    yield disk
    disk.take_away()


def lose_power(disk):
    disk.lose_power()
    disk.come_back()


def test_the_disk_forgets_what_nobody_synced(disk):
    (disk.home / "forgotten").write_text("soon")
    lose_power(disk)
    assert list(disk.home.iterdir()) == []


def test_a_commit_of_sqlite(disk):
    url = f"sqlite:///{disk.home}/amends.db"
    migrate.upgrade(url)
    with Database(url).begin() as session:
        session.execute(text("INSERT INTO audit_heads (merchant, count, hash) VALUES ('m', 0, '')"))
    lose_power(disk)
    with Database(url).read() as session:
        assert session.scalar(text("SELECT merchant FROM audit_heads")) == "m"
    assert migrate.current(url) == migrate.head()


def test_a_picture(disk):
    store = FolderStore(disk.home / "var" / "evidence")
    store.put(KEY, b"a picture")
    lose_power(disk)
    assert store.get(KEY) == b"a picture"


def test_a_picture_that_takes_the_place_of_another(disk):
    store = FolderStore(disk.home / "evidence")
    store.put(KEY, b"a picture")
    store.put(KEY, b"another")
    lose_power(disk)
    assert store.get(KEY) == b"another"


def test_a_database_that_was_put_back(disk, tmp_path):
    kept = tmp_path / "amends.db"
    migrate.upgrade(f"sqlite:///{kept}")
    copies.load(kept, f"sqlite:///{disk.home}/amends.db")
    lose_power(disk)
    assert migrate.current(f"sqlite:///{disk.home}/amends.db") == migrate.head()


def test_a_secret_that_was_made(disk):
    secret = made(disk.home / "secret")
    lose_power(disk)
    assert made(disk.home / "secret") == secret


def test_a_backup_is_complete(disk, tmp_path):
    url = f"sqlite:///{tmp_path}/amends.db"
    migrate.upgrade(url)
    kept = snapshot.take(url, FolderStore(tmp_path / "evidence"), disk.home, NOW)
    lose_power(disk)
    assert snapshot.prune(disk.home, 1) == []
    assert [each.name for each in disk.home.iterdir()] == [kept.name]
