"""The doctor says what the keys that are set do not open."""

import pytest

from amends.evidence.sealed_store import store_of
from amends.evidence.store import FolderStore
from amends.random_ids import random_id
from amends.settings import Settings
from devtools.doctor.pictures import pictures

OLD, NEW = "o" * 32, "n" * 32


@pytest.fixture
def settings(tmp_path):
    def chosen(**keys):
        return Settings(evidence_store=str(tmp_path / "evidence"), **keys)

    return chosen


def looked_at(settings):
    [finding] = pictures(None, settings)
    return finding


def test_an_empty_store_is_well(settings):
    assert looked_at(settings()).is_well


def test_pictures_in_clear_are_well_until_there_is_a_key(settings):
    store_of(settings()).put(f"{random_id()}/thumb.jpg", b"a picture")
    assert looked_at(settings()).is_well
    assert "amends evidence reseal" in looked_at(settings(evidence_key=NEW)).way_out


def test_a_key_that_is_missing_is_wrong(settings):
    store_of(settings(evidence_key=OLD)).put(f"{random_id()}/thumb.jpg", b"a picture")
    assert looked_at(settings(evidence_key=OLD)).is_well
    assert looked_at(settings(evidence_key=NEW, former_evidence_key=OLD)).is_well
    for keys in ({}, {"evidence_key": NEW}):
        assert "FORMER_EVIDENCE_KEY" in looked_at(settings(**keys)).way_out


def test_a_damaged_picture_is_wrong(settings, tmp_path):
    key = f"{random_id()}/thumb.jpg"
    store_of(settings(evidence_key=OLD)).put(key, b"a picture")
    raw = FolderStore(tmp_path / "evidence")
    raw.put(key, raw.get(key)[:-1])
    assert "backup" in looked_at(settings(evidence_key=OLD)).way_out
