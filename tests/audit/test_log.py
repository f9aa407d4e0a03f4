"""The log takes entries and nothing else, and shows whatever was done to it behind its back."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from amends.audit.chain import FIRST, Entry, Head, first_break, hash_of
from amends.audit.log import append
from amends.audit.reading import Chosen, head, latest
from amends.audit.verify import entries, heads, verify
from amends.cli import main
from amends.db.audit_tables import AuditRow
from amends.errors import DatabaseUnavailable

NOW = datetime(2026, 11, 22, 10, 31, 7, 123456, tzinfo=UTC)
TRIGGERS = {
    "sqlite": ("audit_entries_update", "audit_entries_delete", "audit_heads_update", "audit_heads_delete"),
    "postgresql": ("audit_entries_change", "audit_entries_update", "audit_heads_update", "audit_heads_delete"),
}


def write(database, *subjects, merchant="norrnet", **body):
    with database.begin() as session:
        for subject in subjects:
            append(session, merchant=merchant, actor="ag_1", action="note", subject=subject, body=body, now=NOW)


def behind_its_back(database, *statements):
    """What somebody can do who owns the database: the triggers first, then the rows."""
    kind = database.engine.dialect.name
    with database.begin() as session:
        for trigger in TRIGGERS[kind]:
            table = trigger.rsplit("_", 1)[0]
            session.execute(text(f"DROP TRIGGER {trigger}" + (f" ON {table}" if kind == "postgresql" else "")))
        for statement in statements:
            session.execute(text(statement))


def broken(database, noted=None):
    with database.read() as session:
        return [(found.merchant, found.seq) for found in verify(session, noted)]


def test_one_merchants_chain_is_proved_without_reading_the_others(database):
    write(database, "AM-1")
    write(database, "IT-1", "IT-2", merchant="itnet")
    read_of = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if "audit_entries" in statement:
            read_of.append(str(parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.read() as session:
        assert verify(session, merchant="norrnet") == []
    assert read_of
    assert not [parameters for parameters in read_of if "itnet" in parameters]
    behind_its_back(database, "DELETE FROM audit_entries WHERE merchant = 'itnet' AND seq = 1")
    with database.read() as session:
        assert verify(session, merchant="norrnet") == []
        assert [(found.merchant, found.seq) for found in verify(session, merchant="itnet")] == [("itnet", 1)]


def test_the_end_of_a_chain_is_read_by_number_subject_action_and_person(database):
    write(database, "AM-1", "ag_2", "AM-1")
    with database.read() as session:
        assert (head(session, "norrnet").count, head(session, "itnet")) == (3, None)

        def numbers(**chosen):
            return [entry.seq for entry in latest(session, "norrnet", Chosen(**chosen), 2)]

        assert numbers() == [3, 2]
        assert numbers(before=3, subject="AM-1") == [1]
        assert numbers(person="ag_2") == [2]
        assert numbers(actions={"note"}, person="ag_1") == [3, 2]
        assert numbers(actions={"claim"}) == []
        assert latest(session, "itnet", Chosen(), 2) == []


def test_a_log_that_nobody_touched_is_whole_and_numbered(database):
    write(database, "AM-1", "AM-2", text="«Æ» 😀")
    write(database, "AM-3")
    write(database, "IT-1", merchant="itnet")
    with database.read() as session:
        chain = list(entries(session, "norrnet"))
        assert [(entry.seq, entry.subject) for entry in chain] == [(1, "AM-1"), (2, "AM-2"), (3, "AM-3")]
        assert chain[0].previous == FIRST
        assert [(head.merchant, head.count) for head in heads(session)] == [("itnet", 1), ("norrnet", 3)]
        newest = latest(session, "norrnet", Chosen(before=3), 1)
        assert [entry.subject for entry in newest] == ["AM-2"]
    assert broken(database) == []


def test_an_entry_of_a_transaction_that_fails_is_not_there(database):
    with database.begin() as session:
        append(session, merchant="norrnet", actor="ag_1", action="note", subject="AM-1", body={}, now=NOW)
        session.rollback()
    write(database, "AM-2")
    with database.read() as session:
        assert [entry.subject for entry in entries(session, "norrnet")] == ["AM-2"]


def test_an_entry_of_a_savepoint_that_fails_is_not_there_and_the_others_are(database):
    def noted(session, subject):
        append(session, merchant="norrnet", actor="ag_1", action="note", subject=subject, body={}, now=NOW)

    with database.begin() as session:
        noted(session, "before")
        savepoint = session.begin_nested()
        noted(session, "within")
        savepoint.rollback()
        with session.begin_nested():
            noted(session, "kept")
        noted(session, "after")
    with database.read() as session:
        assert [entry.subject for entry in entries(session, "norrnet")] == ["before", "kept", "after"]
    assert broken(database) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 'ag_2'",
        "DELETE FROM audit_entries",
        "UPDATE audit_heads SET count = 0",
        "UPDATE audit_heads SET merchant = 'x', count = 9",
        "DELETE FROM audit_heads",
    ],
)
def test_the_database_itself_refuses_a_change(database, statement):
    write(database, "AM-1", "AM-2")
    with pytest.raises((SQLAlchemyError, DatabaseUnavailable)), database.begin() as session:
        session.execute(text(statement))
    assert broken(database) == []


def test_postgresql_refuses_to_truncate(database):
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    write(database, "AM-1")
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text("TRUNCATE audit_entries"))


@pytest.mark.parametrize(
    ("seq", "statements"),
    [
        (2, ["UPDATE audit_entries SET actor = 'ag_2' WHERE seq = 2"]),
        (3, ["UPDATE audit_entries SET subject = 'AM-9' WHERE seq = 3"]),
        (1, ["UPDATE audit_entries SET merchant = 'other' WHERE seq = 1"]),
        (2, ["DELETE FROM audit_entries WHERE seq = 2"]),
        (1, ["DELETE FROM audit_entries WHERE seq = 1"]),
        (4, ["DELETE FROM audit_entries WHERE seq = 4"]),
        (1, ["DELETE FROM audit_entries"]),
        (
            2,
            [
                "UPDATE audit_entries SET seq = 99 WHERE seq = 2",
                "UPDATE audit_entries SET seq = 2 WHERE seq = 3",
                "UPDATE audit_entries SET seq = 3 WHERE seq = 99",
            ],
        ),
        (4, ["DELETE FROM audit_heads"]),
        (3, ["UPDATE audit_heads SET count = 2"]),
    ],
)
def test_the_first_entry_that_is_not_as_it_was_written_is_named(database, seq, statements):
    write(database, "AM-1", "AM-2", "AM-3", "AM-4")
    behind_its_back(database, *statements)
    assert ("norrnet", seq) in broken(database)


def test_a_chain_that_was_rewritten_with_its_end_shows_by_a_head_that_was_noted_outside(database):
    write(database, "AM-1", "AM-2", "AM-3")
    with database.read() as session:
        noted = {head.merchant: head for head in heads(session)}
        first = next(entries(session, "norrnet"))
    shorter = f"UPDATE audit_heads SET count = 1, hash = '{first.hash}'"
    behind_its_back(database, "DELETE FROM audit_entries WHERE seq > 1", shorter)
    assert broken(database) == []
    assert broken(database, noted) == [("norrnet", 2)]


def test_a_chain_goes_on_after_a_head_that_was_noted(database):
    write(database, "AM-1")
    with database.read() as session:
        noted = {head.merchant: head for head in heads(session)}
    write(database, "AM-2")
    assert broken(database, noted) == []


def test_the_command_names_the_first_bad_entry_and_exits_with_1(database, capsys, tmp_path):
    url = database.url.render_as_string(hide_password=False)
    write(database, "AM-1", "AM-2")
    assert main(["audit", "heads", "--url", url]) == 0
    noted = tmp_path / "heads"
    noted.write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "--url", url, "--noted", str(noted)]) == 0
    assert "norrnet: 2 entries" in capsys.readouterr().out
    behind_its_back(database, "UPDATE audit_entries SET action = 'other' WHERE seq = 2")
    assert main(["audit", "verify", "--url", url]) == 1
    assert "norrnet, entry 2" in capsys.readouterr().out


def test_many_writers_at_once_make_one_chain_without_a_gap(database):
    def work(name):
        for n in range(6):
            write(database, f"{name}-{n}")

    writers = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.read() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.seq)).all()
    assert [row.seq for row in rows] == list(range(1, 25))
    assert broken(database) == []


def a_chain(subjects):
    previous, chain = FIRST, []
    for seq, subject in enumerate(subjects, 1):
        content = ("m", seq, NOW + timedelta(seconds=seq), "a", "x", subject, {"n": seq})
        digest = hash_of(*content, previous)
        chain.append(Entry(*content, previous, digest))
        previous = digest
    return chain, Head("m", len(chain), previous)


@given(st.lists(st.text(max_size=5), min_size=1, max_size=8), st.data())
def test_any_order_but_the_own_and_any_part_but_the_whole_is_found(subjects, data):
    chain, head = a_chain(subjects)
    assert first_break(chain, head, "m") is None
    other = data.draw(st.permutations(chain) | st.lists(st.sampled_from(chain), max_size=8))
    if list(other) != chain:
        assert first_break(other, head, "m") is not None
