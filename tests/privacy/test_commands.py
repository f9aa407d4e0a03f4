"""Both commands as they are typed."""

import zipfile

import pytest

from amends import cli, clock
from amends.audit.verify import entries
from amends.evidence.store import FolderStore
from tests.desk_core.scene import EMAIL, Desk
from tests.privacy.canaries import dump
from tests.privacy.scene import WORDS, a_whole_story

SECRET = "a secret of the tests, 32 letters long"


@pytest.fixture
def desk(database, database_url, tmp_path, monkeypatch):
    """A desk of today, and settings that name its database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMENDS_DATABASE_URL", database_url.replace("+psycopg2", ""))
    monkeypatch.setenv("AMENDS_EVIDENCE_STORE", str(tmp_path / "evidence"))
    monkeypatch.setenv("AMENDS_PSEUDONYM_SECRET", SECRET)
    return Desk(database, now=clock.now())


@pytest.fixture
def story(desk, tmp_path):
    return a_whole_story(desk, FolderStore(tmp_path / "evidence"))


def has_words(desk):
    return {name for name, word in WORDS.items() if word.encode() in dump(desk.database)}


def test_a_dry_run_shows_what_goes_and_what_stays_and_changes_nothing(desk, story, capsys):
    before = has_words(desk)
    assert cli.main(["erase-person", "--email", EMAIL, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "1 cases, 1 conversations, 1 files." in told
    assert "events: " in told.partition("Stays")[0]
    assert "remedies: " in told.partition("Stays")[2]
    assert "money moves once" in told
    assert "backups" in told
    assert has_words(desk) == before


def test_erased_all_is_gone_and_a_second_run_finds_nothing(desk, story, capsys, tmp_path):
    assert cli.main(["erase-person", "--email", EMAIL.upper(), "--yes", "--by", "operator-7"]) == 0
    assert "Erased in the database" in capsys.readouterr().out
    assert has_words(desk) == set()
    assert {file.name for file in tmp_path.rglob("*.jpg")} == set()
    with desk.database.read() as session:
        assert list(entries(session, "norrnet"))[-1].body["by"] == "operator-7"
        before = len(list(entries(session, "norrnet")))
    capsys.readouterr()
    assert cli.main(["erase-person", "--email", EMAIL, "--yes"]) == 0
    assert "Nothing is known of them here." in capsys.readouterr().out
    with desk.database.read() as session:
        assert len(list(entries(session, "norrnet"))) == before
    assert cli.main(["audit", "verify"]) == 0


def test_without_a_yes_nothing_is_erased(desk, story, capsys, monkeypatch):
    before = has_words(desk)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert cli.main(["erase-person", "--email", EMAIL]) == 2
    assert "--yes" in capsys.readouterr().err
    assert has_words(desk) == before


@pytest.mark.parametrize(("typed", "code"), [(EMAIL, 0), ("yes", 2)])
def test_the_address_has_to_be_typed_once_more(desk, story, monkeypatch, typed, code):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _asked: typed)
    assert cli.main(["erase-person", "--email", EMAIL]) == code


def test_an_open_case_is_told(desk, capsys):
    number = desk.case()
    assert cli.main(["erase-person", "--email", EMAIL, "--yes"]) == 2
    assert f"case {number} is not closed" in capsys.readouterr().err
    assert cli.main(["erase-person", "--email", EMAIL, "--yes", "--also-open"]) == 0


def test_what_is_no_address_is_told(desk, capsys):
    assert cli.main(["erase-person", "--email", "kari", "--yes"]) == 2
    assert "kari is not an e-mail address" in capsys.readouterr().err


def test_a_copy_is_written_once(desk, story, capsys, tmp_path):
    asked = ["export-person", "--email", EMAIL, "--output", str(tmp_path / "kari.zip")]
    assert cli.main(asked) == 0
    with zipfile.ZipFile(tmp_path / "kari.zip") as archive:
        assert "data/cases.json" in archive.namelist()
    assert cli.main(asked) == 2
    assert "is there already" in capsys.readouterr().err


def test_of_somebody_unknown_nothing_is_written(desk, capsys, tmp_path):
    assert cli.main(["export-person", "--email", EMAIL, "--output", str(tmp_path / "kari.zip")]) == 1
    assert "Nothing is known" in capsys.readouterr().out
    assert not (tmp_path / "kari.zip").exists()


def test_the_demo_makes_its_key_with_the_first_erasure(desk, story, monkeypatch, tmp_path):
    monkeypatch.delenv("AMENDS_PSEUDONYM_SECRET")
    assert cli.main(["erase-person", "--email", EMAIL, "--dry-run"]) == 0
    assert not (tmp_path / "var/pseudonym-secret").exists()
    assert cli.main(["erase-person", "--email", EMAIL, "--yes"]) == 0
    assert (tmp_path / "var/pseudonym-secret").stat().st_mode & 0o077 == 0
