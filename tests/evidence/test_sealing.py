"""Pictures at rest are sealed under a key; without it nothing is shown, and nothing is lost."""

import pytest

from amends import settings
from amends.errors import EvidenceSealed, EvidenceUnavailable, SettingError
from amends.evidence.fakes import MemoryStore
from amends.evidence.sealed_store import SealedStore, ready_store_of, store_of
from amends.evidence.sealing import Seal, is_sealed
from amends.evidence.store import FolderStore
from amends.random_ids import random_id

OLD, NEW = "the key until now, of thirty-two letters", "the key from now on, of thirty-two letters"
PICTURE = b"\xff\xd8\xff a picture \xff\xd9"


@pytest.fixture
def key():
    return f"{random_id()}/thumb.jpg"


@pytest.fixture
def within():
    return MemoryStore()


def under(within, *secrets):
    return SealedStore(within, Seal(*secrets))


def test_what_is_kept_shows_nothing_of_the_picture(within, key):
    under(within, OLD).put(key, PICTURE)
    assert is_sealed(within.get(key))
    assert b"picture" not in within.get(key)
    assert under(within, OLD).get(key) == PICTURE


def test_the_same_picture_never_looks_the_same(within, key):
    store = under(within, OLD)
    store.put(key, PICTURE)
    first = within.get(key)
    store.put(key, PICTURE)
    assert within.get(key) != first


def test_what_was_kept_before_there_was_a_key_is_still_shown(within, key):
    under(within).put(key, PICTURE)
    assert within.get(key) == PICTURE
    assert under(within, NEW).get(key) == PICTURE


def test_the_former_key_opens_and_the_new_one_seals(within, key):
    under(within, OLD).put(key, PICTURE)
    store = under(within, NEW, OLD)
    assert store.get(key) == PICTURE
    assert store.renew(key)
    assert not store.renew(key)
    assert under(within, NEW).get(key) == PICTURE
    with pytest.raises(EvidenceSealed):
        under(within, OLD).get(key)


@pytest.mark.parametrize("secrets", [(), (NEW,)])
def test_a_lost_key_is_said_and_nothing_is_changed(within, key, secrets):
    under(within, OLD).put(key, PICTURE)
    kept = within.get(key)
    with pytest.raises(EvidenceSealed, match="AMENDS_FORMER_EVIDENCE_KEY"):
        under(within, *secrets).get(key)
    with pytest.raises(EvidenceSealed):
        under(within, *secrets).renew(key)
    assert within.get(key) == kept
    assert OLD not in str(kept)


def test_without_the_key_nothing_is_put_in_clear_beside_what_is_sealed(within, key):
    under(within, OLD).put(key, PICTURE)
    before = dict(within.kept)
    with pytest.raises(EvidenceSealed, match="AMENDS_EVIDENCE_KEY is not set"):
        under(within).put(f"{random_id()}/1.jpg", PICTURE)
    assert within.kept == before


def test_a_picture_put_in_anothers_place_is_not_shown(within, key):
    under(within, OLD).put(key, PICTURE)
    other = f"{random_id()}/1.jpg"
    within.put(other, within.get(key))
    with pytest.raises(EvidenceSealed, match="not as it was encrypted"):
        under(within, OLD).get(other)


@pytest.mark.parametrize("at", [16, 20, 30, -1])
def test_a_changed_byte_is_seen(within, key, at):
    under(within, OLD).put(key, PICTURE)
    kept = bytearray(within.get(key))
    kept[at] ^= 1
    within.put(key, bytes(kept))
    with pytest.raises(EvidenceSealed):
        under(within, OLD).get(key)


@pytest.mark.parametrize("left", [8, 15, 16, 27, 28, 40])
def test_a_cut_one_is_seen(within, key, left):
    under(within, OLD).put(key, PICTURE)
    within.put(key, within.get(key)[:left])
    with pytest.raises(EvidenceSealed):
        under(within, OLD).get(key)


def test_the_settings_name_key_and_former_key_also_by_file(tmp_path, monkeypatch, key):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key").write_text(f"{OLD}\n")
    monkeypatch.setenv("AMENDS_EVIDENCE_STORE", str(tmp_path / "evidence"))
    monkeypatch.setenv("AMENDS_EVIDENCE_KEY_FILE", str(tmp_path / "key"))
    store_of(settings.load()).put(key, PICTURE)
    assert is_sealed(FolderStore(tmp_path / "evidence").get(key))
    monkeypatch.delenv("AMENDS_EVIDENCE_KEY_FILE")
    monkeypatch.setenv("AMENDS_EVIDENCE_KEY", NEW)
    monkeypatch.setenv("AMENDS_FORMER_EVIDENCE_KEY", OLD)
    assert store_of(settings.load()).get(key) == PICTURE
    monkeypatch.delenv("AMENDS_EVIDENCE_KEY")
    with pytest.raises(SettingError, match="EVIDENCE_KEY"):
        settings.load()


def test_no_process_serves_when_the_key_went_missing(tmp_path, monkeypatch, key):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMENDS_EVIDENCE_STORE", str(tmp_path / "evidence"))
    under(FolderStore(tmp_path / "evidence"), OLD).put(key, PICTURE)
    with pytest.raises(EvidenceSealed, match="AMENDS_EVIDENCE_KEY is not set"):
        ready_store_of(settings.load())


def test_a_store_that_does_not_answer_is_asked_again_before_anything_is_put(key):
    class Away(MemoryStore):
        def folders(self, after, at_most):
            raise EvidenceUnavailable("away")

    store = under(Away())
    with pytest.raises(EvidenceUnavailable, match="away"):
        store.put(key, PICTURE)
