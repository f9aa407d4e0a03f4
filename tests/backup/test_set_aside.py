"""The file of SQLite that is there when a backup comes back: kept under another name, and never taken from under a
process that has it open."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from amends.backup.restore import restore
from amends.backup.snapshot import take
from amends.errors import BackupError
from amends.evidence.fakes import MemoryStore
from tests.backup.conftest import NOW, talks, url_of

LATER = NOW + timedelta(days=1)


@pytest.fixture
def backup(database, store, key, tmp_path):
    return take(url_of(database), store, tmp_path / "backups", NOW)


def test_the_present_one_is_set_aside_on_demand(database, backup):
    with database.begin() as session:
        session.execute(text("UPDATE conversations SET language = 'nb'"))
    database.close()
    done = restore(backup, url_of(database), MemoryStore(), LATER, replace=True)
    assert done.aside is not None
    aside, present = sqlite3.connect(done.aside), sqlite3.connect(str(database.url.database))
    assert aside.execute("SELECT language FROM conversations").fetchone() == ("nb",)
    assert present.execute("SELECT language FROM conversations").fetchone() == ("en",)


def test_not_while_a_process_has_it_open(database, backup):
    with database.read() as session:
        session.execute(text("SELECT 1 FROM conversations"))
        with pytest.raises(BackupError, match="is in use"):
            restore(backup, url_of(database), MemoryStore(), LATER, replace=True)
    assert talks(url_of(database))[0] == 1


def test_a_damaged_one_is_set_aside_too(database, backup):
    database.close()
    Path(str(database.url.database)).write_bytes(b"no database at all" * 1000)
    done = restore(backup, url_of(database), MemoryStore(), LATER, replace=True)
    assert done.aside is not None
    assert talks(url_of(database))[0] == 1
