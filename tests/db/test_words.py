"""The indexes of words: made from what is there, kept by the database, used by the search."""

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, select, text

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.cli import main
from amends.conversations import conversation, log
from amends.db import migrate, words
from amends.db.session import Database
from amends.db.tables import CaseEntryRow, CaseRow, EventRow
from amends.desk.queries import search
from tests.postgres import create_database, postgres_template

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
BEFORE = "0006"


def write(database, said):
    """A customer's message and a note, both of them `said`."""
    with database.begin() as session:
        chat, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        log.append(session, chat, kind="message", author="customer", body={"text": said}, now=NOW)
        log.append(session, chat, kind="file", author="customer", body={"name": "a.png"}, now=NOW)
        case = store.open_case(
            session, merchant="norrnet", conversation_id=chat.id, language="en", order_number=None, email=None,
            claim=Claim("outage", NOW), now=NOW,
        )  # fmt: skip
        store.record(session, case, "ag_anna", "note", {"text": said}, NOW)
        assert case.status == CaseStatus.COLLECTING


def hits(database, wanted):
    """In how many messages, and in how many notes."""
    with database.read() as session:
        messages = session.scalars(select(EventRow.id).where(words.in_messages(session, wanted))).all()
        notes = session.scalars(select(CaseEntryRow.id).where(words.in_notes(session, wanted))).all()
        return len(messages), len(notes)


def test_what_was_written_before_the_upgrade_is_found_after_it(database_url):
    migrate.downgrade(database_url, BEFORE)
    database = Database(database_url)
    write(database, "Blåbær since 2024")
    migrate.upgrade(database_url)
    write(database, "More blåbær")
    assert (hits(database, "since"), hits(database, "BLÅBÆR")) == ((1, 1), (2, 2))
    database.close()


def test_what_is_changed_or_erased_by_hand_is_so_in_the_index(database):
    write(database, "first words")
    write(database, "other words")
    with database.begin() as session:
        for name in ("events", "case_entries"):
            rewrite = f"UPDATE {name} SET body = '{{\"text\"\\: \"second\"}}' WHERE CAST(body AS TEXT) LIKE '%first%'"
            session.execute(text(rewrite))
    assert (hits(database, "first"), hits(database, "second"), hits(database, "words")) == ((0, 0), (1, 1), (1, 1))
    with database.begin() as session:
        session.execute(text("DELETE FROM events"))
        session.execute(text("DELETE FROM case_entries"))
    assert hits(database, "second") == hits(database, "words") == (0, 0)


def test_nothing_of_an_erased_text_stays_in_the_file(tmp_path):
    url = f"sqlite:///{tmp_path}/amends.db"
    migrate.upgrade(url)
    database = Database(url)
    write(database, "Zyxwvqjkz")
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"zyx" in kept
    with database.begin() as session:
        session.execute(text("DELETE FROM events"))
        session.execute(text("DELETE FROM case_entries"))
        for name in ("events", "case_entries"):  # as decision 0073 says
            session.execute(text(f"INSERT INTO words_of_{name} (words_of_{name}) VALUES ('optimize')"))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir()).lower()
    assert [part for part in (b"zyx", b"yxw", b"wvq", b"qjk") if part in left] == []


@pytest.mark.system
def test_postgresql_can_answer_a_search_from_its_indexes():
    database = Database(create_database(postgres_template()))
    with database.read() as session:
        asked = select(CaseRow.id).where(search.found(session, "some words"))
        plain = asked.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {plain}").scalars())
    database.close()
    assert [name for name in ("events", "case_entries", "cases") if f"words_of_{name}" not in plan] == []


@pytest.fixture
def limited():
    """The URL of an empty database, for a role that may make tables there and no extension; and its owner's."""
    url = create_database("template0")
    limited = url.replace("amends@", "limited@")
    owner = create_engine(url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text("DROP ROLE IF EXISTS limited"))
        connection.execute(text("CREATE ROLE limited LOGIN"))
        connection.execute(text("GRANT ALL ON SCHEMA public TO limited"))
    yield limited, owner
    with owner.connect() as connection:
        connection.execute(text("DROP OWNED BY limited"))
        connection.execute(text("DROP ROLE limited"))
    owner.dispose()


def test_a_role_that_may_not_create_the_extension_is_told_what_to_do(limited, capsys):
    url, owner = limited
    assert main(["db", "upgrade", "--url", url]) == 2
    assert "CREATE EXTENSION pg_trgm" in capsys.readouterr().err
    assert migrate.current(url) is None, "the step was not half taken"
    with owner.connect() as connection:
        connection.execute(text("CREATE EXTENSION pg_trgm"))
    assert main(["db", "upgrade", "--url", url]) == 0
    assert migrate.differences(url) == []


def test_a_python_with_an_old_sqlite_is_told_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 33, 0))
    url = f"sqlite:///{tmp_path}/amends.db"
    assert main(["db", "upgrade", "--url", url]) == 2
    assert "SQLite 3.34" in capsys.readouterr().err
    assert migrate.current(url) is None
