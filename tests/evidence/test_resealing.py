"""`amends evidence reseal`: all of the pictures under the key that holds now, while others come and go."""

import pytest
from sqlalchemy import delete

from amends import cli
from amends.backup import manifest
from amends.backup.snapshot import PICTURES
from amends.db.tables import EvidenceRow
from amends.evidence.resealing import reseal
from amends.evidence.sealed_store import SealedStore
from amends.evidence.sealing import Seal, is_sealed
from amends.evidence.store import FolderStore
from tests.backup.conftest import key, store, url_of
from tests.evidence.test_sealing import NEW, OLD
from tests.postgres import database, database_url

__all__ = ["database", "database_url", "key", "store"]


@pytest.fixture
def installation(tmp_path, monkeypatch, database, key):
    """A shop with a picture in clear: what its commands say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMENDS_DATABASE_URL", url_of(database))
    monkeypatch.setenv("AMENDS_EVIDENCE_STORE", str(tmp_path / "evidence"))
    return monkeypatch


def kept(store, key):
    return [store.get(f"{key}/{part}.jpg") for part in ("thumb", "1")]


def test_pictures_in_clear_are_encrypted_and_then_under_the_next_key(installation, store, key, capsys):
    installation.setenv("AMENDS_EVIDENCE_KEY", OLD)
    assert cli.main(["evidence", "reseal"]) == 0
    assert "2 pictures are encrypted anew, 0 were before" in capsys.readouterr().out
    assert all(is_sealed(each) for each in kept(store, key))
    installation.setenv("AMENDS_EVIDENCE_KEY", NEW)
    installation.setenv("AMENDS_FORMER_EVIDENCE_KEY", OLD)
    assert cli.main(["evidence", "reseal"]) == 0
    installation.delenv("AMENDS_FORMER_EVIDENCE_KEY")
    assert cli.main(["evidence", "reseal"]) == 0
    assert "0 pictures are encrypted anew, 2 were before" in capsys.readouterr().out
    assert SealedStore(store, Seal(NEW)).get(f"{key}/1.jpg") == b"picture 1"


def test_what_no_key_opens_is_named_and_stays_as_it_is(installation, database, store, key, capsys):
    reseal(database, SealedStore(store, Seal(OLD)))
    before = kept(store, key)
    installation.setenv("AMENDS_EVIDENCE_KEY", NEW)
    assert cli.main(["evidence", "reseal"]) == 1
    assert f"left as it is: the picture {key}/thumb.jpg was encrypted under a key" in capsys.readouterr().out
    assert kept(store, key) == before


def test_without_a_key_nothing_is_done(installation, store, key, capsys):
    assert cli.main(["evidence", "reseal"]) == 2
    assert "AMENDS_EVIDENCE_KEY is not set" in capsys.readouterr().err
    assert kept(store, key) == [b"picture thumb", b"picture 1"]


def test_a_person_who_is_erased_meanwhile_stays_erased(database, store, key):
    class Erasing(FolderStore):
        def get(self, place):
            found = super().get(place)
            with database.begin() as session:
                session.execute(delete(EvidenceRow))
            return found

    reseal(database, SealedStore(Erasing(store._folder), Seal(NEW)))
    assert store.folders("", 10) == []


def test_a_backup_carries_them_encrypted_and_says_when_the_key_is_not_there(
    installation, database, store, key, tmp_path, capsys
):
    reseal(database, SealedStore(store, Seal(OLD)))
    installation.setenv("AMENDS_EVIDENCE_KEY", NEW)
    assert cli.main(["backup", str(tmp_path / "backups")]) == 0
    folder = next((tmp_path / "backups").iterdir())
    pictures = [name for name in manifest.read(folder).files if name.startswith(PICTURES)]
    assert len(pictures) == 2
    assert all(is_sealed((folder / name).read_bytes()) for name in pictures)
    installation.setenv("AMENDS_EVIDENCE_STORE", str(tmp_path / "other"))
    empty = f"sqlite:///{tmp_path}/other.db"
    if url_of(database).startswith("sqlite"):
        assert cli.main(["restore", str(folder), "--url", empty]) == 1
        assert "2 pictures were encrypted under a key that is not set" in capsys.readouterr().out
        installation.setenv("AMENDS_FORMER_EVIDENCE_KEY", OLD)
        assert cli.main(["restore", str(folder), "--url", f"sqlite:///{tmp_path}/third.db"]) == 0
        there = SealedStore(FolderStore(tmp_path / "other"), Seal(NEW, OLD))
        assert there.get(f"{key}/1.jpg") == b"picture 1"
