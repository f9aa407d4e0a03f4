"""What is copied comes back as it was, from both kinds of database; what is not whole is not used."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from amends.backup import manifest, snapshot
from amends.backup.restore import restore
from amends.backup.snapshot import prune, take
from amends.db import migrate
from amends.errors import BackupError, EvidenceUnavailable
from amends.evidence.fakes import MemoryStore
from tests.backup.conftest import NOW, talks, url_of

LATER = NOW + timedelta(days=1)


@pytest.fixture
def into(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def backup(database, store, key, into):
    return take(url_of(database), store, into, NOW)


def test_what_is_copied_comes_back_with_its_pictures(backup, key, elsewhere):
    there = MemoryStore()
    done = restore(backup, elsewhere, there, LATER)
    assert (done.pictures, done.aside, done.broken) == (2, None, ())
    assert talks(elsewhere) == (1, [("norrnet", 1)])
    assert there.get(f"{key}/1.jpg") == b"picture 1"
    assert migrate.current(elsewhere) == migrate.head()


def test_what_is_written_meanwhile_goes_on_and_the_copy_is_of_one_moment(database, store, key, into):
    with database.engine.connect() as other:
        other.execute(text("UPDATE conversations SET language = 'nb'"))  # not committed
        other.rollback()
    assert manifest.read(take(url_of(database), store, into, NOW)).revision == migrate.head()


def test_a_backup_is_for_its_owner_only(backup):
    assert backup.stat().st_mode & 0o077 == 0
    assert [path for path in backup.rglob("*") if path.stat().st_mode & 0o077] == []


def test_a_picture_that_the_store_lost_is_named_and_the_rest_is_kept(database, store, key, into):
    store.remove(f"{key}/1.jpg")
    found = manifest.read(take(url_of(database), store, into, NOW))
    assert found.missing == [f"{key}/1.jpg"]
    assert f"{snapshot.PICTURES}/{key}/thumb.jpg" in found.files


@pytest.mark.parametrize("harm", ["cut", "gone", "changed"])
def test_a_damaged_backup_changes_nothing(backup, elsewhere, harm):
    file = next(backup.glob("database.*"))
    if harm == "gone":
        file.unlink()
    else:
        content = file.read_bytes()
        file.write_bytes(content[:-1] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
    store = MemoryStore()
    with pytest.raises(BackupError, match="Nothing was restored"):
        restore(backup, elsewhere, store, LATER)
    assert migrate.current(elsewhere) is None
    assert not store.kept


def test_a_newer_releases_backup_is_refused(backup, elsewhere):
    _changed(backup, revision="9999")
    with pytest.raises(BackupError, match="newer release"):
        restore(backup, elsewhere, MemoryStore(), LATER)


def test_another_format_is_refused(backup, elsewhere):
    _changed(backup, format=99)
    with pytest.raises(BackupError, match="format 99"):
        restore(backup, elsewhere, MemoryStore(), LATER)


def test_what_is_no_backup_is_said(tmp_path, elsewhere):
    with pytest.raises(BackupError, match="holds no backup"):
        restore(tmp_path, elsewhere, MemoryStore(), LATER)


def test_a_database_that_is_there_is_not_overwritten(database, backup):
    with pytest.raises(BackupError):
        restore(backup, url_of(database), MemoryStore(), LATER)
    assert talks(url_of(database))[0] == 1


def test_two_in_one_second_are_not_mixed(database, store, backup, into):
    with pytest.raises(BackupError, match="is there already"):
        take(url_of(database), store, into, NOW)


def test_the_newest_are_kept_and_what_was_never_finished_counts_for_nothing(database, store, key, into):
    made = [take(url_of(database), store, into, NOW + timedelta(days=n)) for n in range(3)]
    (into / "amends-20990101T000000Z.part").mkdir()
    assert prune(into, 2) == made[:1]
    assert sorted(into.glob("*Z")) == made[1:]


def _changed(backup: Path, **values: object) -> None:
    file = backup / manifest.FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def test_what_was_begun_in_vain_leaves_nothing_and_what_a_crash_left_goes_with_the_next(database, store, key, into):
    class Away:
        def get(self, _key):
            raise EvidenceUnavailable("the bucket is away")

    with pytest.raises(EvidenceUnavailable):
        take(url_of(database), Away(), into, NOW)
    assert list(into.iterdir()) == []
    crashed = into / "amends-20260101T000000Z.part"
    crashed.mkdir()
    (crashed / manifest.FILE).write_text("{}")
    assert prune(into, 1) == []
    made = take(url_of(database), store, into, NOW)
    assert list(into.iterdir()) == [made]
