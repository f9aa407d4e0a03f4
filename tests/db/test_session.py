"""Transactions: whole or not at all, one writer at a time, and a database that is away is said to be."""

import sqlite3
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


def test_an_unreachable_database_is_unavailable():
    database = Database("postgresql+psycopg://amends@127.0.0.1:1/amends")
    with pytest.raises(DatabaseUnavailable), database.begin() as session:
        session.execute(text("SELECT 1"))
