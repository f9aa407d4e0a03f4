"""Commands that work with what is there make no database of a mistyped path."""

import sqlite3

import pytest
from sqlalchemy import create_engine, text

from amends import cli
from amends.db import migrate
from amends.errors import SettingError
from amends.settings import Settings
from devtools.doctor import neighbours
from tests.postgres import create_database

READERS = (["audit", "verify"], ["audit", "heads"], ["desk", "sentences"], ["desk", "user", "list"])


@pytest.fixture
def run(monkeypatch, capsys):
    def command(arguments, url):
        monkeypatch.setenv("AMENDS_DATABASE_URL", url)
        return cli.main(arguments), *capsys.readouterr()

    return command


@pytest.mark.parametrize("arguments", [*READERS, ["desk", "user", "disable", "a@example.com"]], ids=" ".join)
def test_a_mistyped_path_is_named_and_nothing_is_made_there(run, arguments, tmp_path):
    code, out, error = run(arguments, f"sqlite:///{tmp_path}/vra/amends.db")
    assert (code, out) == (2, "")
    assert f"there is no database at {tmp_path}/vra/amends.db" in error
    assert "amends db upgrade" in error
    assert not list(tmp_path.iterdir())


def test_looking_where_the_schema_is_makes_nothing_either(run, tmp_path):
    code, out, _ = run(["db", "current"], f"sqlite:///{tmp_path}/new.db")
    assert code == 1
    assert "empty" in out
    assert not neighbours.database(tmp_path, Settings(database_url=f"sqlite:///{tmp_path}/new.db"))[0].is_well
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_a_database_without_our_tables_is_told_how(run, arguments, tmp_path):
    sqlite3.connect(tmp_path / "other.db").close()
    (tmp_path / "other.db").touch()
    code, _, error = run(arguments, f"sqlite:///{tmp_path}/other.db")
    assert code == 2
    assert "no tables of ours" in error
    assert "amends db upgrade" in error


def test_a_file_that_is_no_database_is_named(run, tmp_path):
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be read as one " * 40)
    code, _, error = run(["audit", "verify"], f"sqlite:///{tmp_path}/notes.txt")
    assert code == 2
    assert "notes.txt is not a database" in error


@pytest.mark.parametrize("action", [["audit", "verify"], ["db", "current"], ["db", "upgrade"]], ids=" ".join)
def test_what_is_no_address_of_a_database_is_refused(run, action, tmp_path):
    code, _, error = run([*action, "--url", "var/amends.db"], f"sqlite:///{tmp_path}/new.db")
    assert code == 2
    assert "sqlite:///" in error
    assert not list(tmp_path.iterdir())


def test_a_database_that_is_there_is_read(run, tmp_path):
    migrate.upgrade(f"sqlite:///{tmp_path}/new.db")
    assert run(["audit", "verify"], f"sqlite:///{tmp_path}/new.db") == (0, "whole\n", "")


def test_a_file_of_heads_that_is_not_there_is_named_without_a_number_of_the_system(run, tmp_path):
    migrate.upgrade(f"sqlite:///{tmp_path}/new.db")
    code, _, error = run(["audit", "verify", "--noted", str(tmp_path / "nope")], f"sqlite:///{tmp_path}/new.db")
    assert code == 2
    assert f"{tmp_path}/nope cannot be read: No such file or directory" in error
    assert "Errno" not in error


def test_a_day_that_is_none_is_answered_with_how_a_day_is_written(run, tmp_path, capsys):
    with pytest.raises(SystemExit):
        run(["desk", "sentences", "--since", "gestern"], f"sqlite:///{tmp_path}/new.db")
    error = capsys.readouterr().err
    assert "'gestern' is not a day. Write it as 2026-11-24." in error


def test_the_help_begins_with_what_the_program_is_for(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    out = capsys.readouterr().out
    assert "refunds" in out
    assert "capability" not in out


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_process_is_told_of_a_database_that_is_not_at_its_schema(kind, tmp_path):
    url = f"sqlite:///{tmp_path}/amends.db" if kind == "sqlite" else create_database("template0")
    with pytest.raises(SettingError, match=r"no tables of ours yet\. Run `amends db upgrade`"):
        migrate.require_newest(url)
    assert not list(tmp_path.iterdir())
    migrate.upgrade(url)
    migrate.require_newest(url)
    migrate.downgrade(url, "0007")
    with pytest.raises(
        SettingError, match=rf"is at 0007, this release needs {migrate.head()}\. Run `amends db upgrade`"
    ):
        migrate.require_newest(url)
    migrate.upgrade(url)
    set_revision(url, "9999")
    with pytest.raises(
        SettingError, match=rf"is at 9999, which this release does not know: its newest is {migrate.head()}"
    ):
        migrate.require_newest(url)


def test_a_process_is_told_of_a_file_that_is_no_database(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be read as one " * 40)
    with pytest.raises(SettingError, match=r"notes\.txt is not a database"):
        migrate.require_newest(f"sqlite:///{tmp_path}/notes.txt")


def test_the_doctor_tells_the_two_apart(tmp_path):
    url = f"sqlite:///{tmp_path}/amends.db"
    migrate.upgrade(url)
    set_revision(url, "9999")
    (finding,) = neighbours.database(tmp_path, Settings(database_url=url))
    assert "is at 9999, which this release does not know" in finding.what
    assert "newer release" in finding.way_out


def set_revision(url, revision):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
