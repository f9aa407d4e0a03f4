"""`amends verify` as it is typed."""

import json

import pytest
from sqlalchemy import delete, update

from amends import cli, clock
from amends.db.conversation_tables import EventRow
from amends.db.remedy_tables import RemedyRow
from tests.verification.house import House


@pytest.fixture
def house(database, database_url, tmp_path, monkeypatch):
    """Of today, as nothing waits then; with settings that name its database."""
    monkeypatch.setenv("AMENDS_DATABASE_URL", database_url)
    made = House(database, tmp_path)
    made.desk.now = clock.now()
    made.live()
    return made


@pytest.fixture
def journal(house, tmp_path):
    """The order backend's, as it is exported: one movement a line."""
    file = tmp_path / "journal.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines_of(house)), "utf-8")
    return file


def lines_of(house):
    names = ("key", "kind", "order", "payment", "reference")
    for each in house.movements():
        yield {name: getattr(each, name) for name in names} | {"amount": each.amount.as_json()}


def test_all_holds(house, journal, capsys):
    assert cli.main(["verify", "--journal", str(journal), "--transcripts", str(house.written())]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if ": holds (" in line]) == 11
    assert [line for line in lines if line.startswith("I12")] == [
        "I12  every process answers, or does so within ten seconds: NOT CHECKED"
    ]


def test_what_is_not_given_is_said(house, capsys):
    assert cli.main(["verify"]) == 0
    told = capsys.readouterr().out
    assert told.count("not checked: ") == 7
    assert "not checked: what the order backend really moved: give --journal" in told


def test_a_violation_is_told_with_what_to_look_up(house, journal, capsys):
    house.change(update(RemedyRow).values(confirmed_text=""))
    assert cli.main(["verify", "--journal", str(journal)]) == 1
    told = capsys.readouterr().out
    assert "I7   nothing is done without a matched customer and a yes: VIOLATED, 2 times" in told
    assert f"[case {house.bots}, order {house.desk.order.number}, remedy " in told


def test_for_machines(house, journal, capsys):
    house.change(delete(EventRow).where(EventRow.conversation_id == house.stranger, EventRow.seq == 2))
    assert cli.main(["verify", "--journal", str(journal), "--transcripts", str(house.written()), "--json"]) == 1
    whole = json.loads(capsys.readouterr().out)
    assert whole["holds"] is False
    first = whole["invariants"][0]
    assert (first["invariant"], first["holds"]) == ("I1", False)
    assert first["violations"][0]["ids"]["conversation"] == house.stranger
    assert [each["holds"] for each in whole["invariants"][1:]] == [True] * 11


def test_a_journal_in_the_form_of_the_demo_backend(house, tmp_path, capsys):
    file = tmp_path / "journal.json"
    file.write_text(json.dumps({"movements": list(lines_of(house))}), "utf-8")
    assert cli.main(["verify", "--journal", str(file)]) == 0


@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("--journal", None), ("--journal", "no journal"), ("--journal", '{"movements": [{"key": "k"}]}'),
        ("--journal", '{"movements": 7}'), ("--transcripts", None), ("--transcripts", "no transcript"),
        ("--transcripts", '{"conversation": "cv_1", "event": {"seq": "x"}}'), ("--log", None),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_that_says_so(house, tmp_path, capsys, option, content):
    file = tmp_path / "given"
    if content is not None:
        file.write_text(content, "utf-8")
    assert cli.main(["verify", option, str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_without_a_database_nothing_is_made(tmp_path, capsys):
    assert cli.main(["verify", "--url", f"sqlite:///{tmp_path}/none.db"]) == 2
    assert not (tmp_path / "none.db").exists()
