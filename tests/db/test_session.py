"""Transactions: whole or not at all, one writer at a time, and a database that is away is said to be."""

import sqlite3
import stat
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from amends.db import session as session_module
from amends.db.remedy_tables import JobRow
from amends.db.session import Database
from amends.errors import DatabaseUnavailable

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


def job(kind="mail.send", state="waiting"):
    return JobRow(kind=kind, body={}, state=state, attempts=0, due_at=NOW, created_at=NOW)


def jobs(database):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(JobRow))


def add_and_fail(session):
    session.add(job())
    session.flush()
    raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.begin() as session:
        add_and_fail(session)
    assert jobs(database) == 0


def test_instants_come_back_with_their_zone(database):
    with database.begin() as session:
        session.add(job())
    with database.read() as session:
        assert session.scalars(select(JobRow)).one().due_at == NOW


def test_a_naive_instant_is_refused(database):
    with pytest.raises(Exception, match="time zone"), database.begin() as session:
        session.add(JobRow(kind="x", body={}, due_at=NOW.replace(tzinfo=None), created_at=NOW))


def test_a_broken_rule_of_a_table_stays_an_integrity_error(database):
    with pytest.raises(IntegrityError), database.begin() as session:
        session.add(job(state="lost"))


def test_what_is_changed_while_reading_is_thrown_away(database):
    with database.read() as session:
        session.add(job())
    assert jobs(database) == 0


def test_sqlite_keeps_what_it_acknowledged_and_holds_foreign_keys(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/var/new.db")
    with database.begin() as session:
        found = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert found == ["wal", 2, 1]


def test_the_files_of_sqlite_are_for_their_user_alone(tmp_path):
    def modes():
        return {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "var").iterdir()}

    private = {"a.db": 0o600, "a.db-wal": 0o600, "a.db-shm": 0o600}
    database = Database(f"sqlite:///{tmp_path}/var/a.db")
    with database.begin() as session:
        session.execute(text("CREATE TABLE t (x)"))
    assert modes() == private
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    for file in (tmp_path / "var").iterdir():  # as an older release made them
        file.chmod(0o644)
    other = Database(f"sqlite:///{tmp_path}/var/a.db")
    with other.begin() as session:
        session.execute(text("DELETE FROM t"))
    assert modes() == private


def test_a_locked_database_is_unavailable(tmp_path, monkeypatch):
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 50)
    database = Database(f"sqlite:///{tmp_path}/a.db")
    with database.begin() as session:
        session.execute(text("CREATE TABLE t (x)"))
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnavailable, match="locked"), database.begin() as session:
        session.execute(text("INSERT INTO t VALUES (1)"))
    other.close()


def test_a_connection_that_was_opened_read_only_is_not_used_again(tmp_path, monkeypatch):
    """As one is while the file may not be written: SQLite opens it for reading instead, and for as long as it lives."""
    url = f"sqlite:///{tmp_path}/a.db"
    with Database(url).begin() as session:
        session.execute(text("CREATE TABLE t (x)"))
    connect = sqlite3.dbapi2.connect
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(
            sqlite3.dbapi2, "connect", lambda path, **options: connect(f"file:{path}?mode=ro", uri=True, **options)
        )
        database = Database(url)
        with database.read() as session:
            assert session.scalar(text("SELECT count(*) FROM t")) == 0
        with pytest.raises(DatabaseUnavailable, match="readonly"), database.begin() as session:
            session.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(DatabaseUnavailable), database.begin() as session:
        session.execute(text("INSERT INTO nowhere VALUES (1)"))
    with database.begin() as session:
        session.execute(text("INSERT INTO t VALUES (1)"))
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM t")) == 1


def test_a_right_that_is_taken_away_for_a_while_is_an_unavailable_database(database):
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no rights")
    with database.begin() as session:
        session.execute(text("CREATE ROLE limited"))
        session.execute(text("GRANT USAGE ON SCHEMA public TO limited"))
    with pytest.raises(DatabaseUnavailable, match="permission denied"), database.begin() as session:
        session.execute(text("SET LOCAL ROLE limited; SELECT * FROM jobs"))
    with database.begin() as session:
        session.execute(text("REVOKE USAGE ON SCHEMA public FROM limited"))
        session.execute(text("DROP ROLE limited"))


def test_an_unreachable_database_is_unavailable():
    database = Database("postgresql+psycopg://amends@127.0.0.1:1/amends")
    with pytest.raises(DatabaseUnavailable), database.begin() as session:
        session.execute(text("SELECT 1"))
