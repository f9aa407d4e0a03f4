"""Pictures of uploads that came to nothing go; a picture that a row names never does."""

from datetime import UTC, datetime, timedelta

import pytest

from amends.conversations import conversation, files
from amends.db.conversation_tables import ConversationRow
from amends.errors import EvidenceUnavailable
from amends.evidence.fakes import MemoryStore
from amends.evidence.intake import Accepted, Page
from amends.random_ids import random_id
from amends.retention import pictures
from amends.retention.pictures import GRACE, Unnamed

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
OLD = NOW - GRACE - timedelta(seconds=1)


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def upload(database, store):
    """Puts pictures into the store, `named` by a row or not; the name of their folder."""
    with database.begin() as session:
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=OLD)

    def put(*, named, at=OLD):
        key = random_id()
        for part in ("thumb", "1"):
            store.put(f"{key}/{part}.jpg", b"a picture")
        store.written[key] = at
        if named:
            accepted = Accepted(key, "a.jpg", "picture", "image/jpeg", 9, "0" * 64, (Page(1, 1, 9, "0" * 64),))
            with database.begin() as session:
                row = session.get_one(ConversationRow, talk.id)
                files.keep(session, row, accepted, client_id=key, now=at, per_hour=99, read=False)
        return key

    return put


def there(store):
    return {folder.name for folder in store.folders("", 1000)}


def test_what_no_row_names_goes_after_a_week_whole(database, store, upload):
    named, young, old = upload(named=True), upload(named=False, at=NOW - GRACE), upload(named=False)
    assert not Unnamed(database, store)(NOW)
    assert there(store) == {named, young}
    assert not [key for key in store.kept if key.startswith(old)]


def test_a_store_of_another_database_is_left_alone_and_said(database, store, upload, caplog):
    kept = {upload(named=True), *(upload(named=False) for _ in range(2))}
    assert not Unnamed(database, store)(NOW)
    assert there(store) == kept
    assert "AMENDS_EVIDENCE_STORE" in caplog.text


def test_one_go_is_bounded_and_says_that_there_is_more(database, store, upload, monkeypatch):
    monkeypatch.setattr(pictures, "AT_ONCE", 2)
    named = {upload(named=True) for _ in range(4)}
    for _ in range(3):
        upload(named=False)
    sweep = Unnamed(database, store)
    assert sweep(NOW)
    assert len(there(store)) == 5
    assert not sweep(NOW)
    assert there(store) == named


def test_in_a_store_that_is_too_large_for_one_go_all_are_looked_at_in_time(database, store, upload, monkeypatch):
    monkeypatch.setattr(pictures, "LOOK_AT", 5)
    named = {upload(named=True) for _ in range(12)}
    upload(named=False)
    begins = sorted(there(store))
    monkeypatch.setattr(pictures, "random_id", begins.pop)
    sweep, looks = Unnamed(database, store), []
    while there(store) != named:
        sweep(NOW)
        looks.append(len(there(store)))
    assert len(looks) <= 13


def test_a_sweep_that_dies_in_the_middle_leaves_the_rest_for_the_next(database, store, upload, monkeypatch):
    named = {upload(named=True) for _ in range(3)}
    for _ in range(3):
        upload(named=False)
    removed, plain = [], store.remove_folder

    def away_after_the_first(name):
        if removed:
            raise EvidenceUnavailable("the bucket does not let go")
        removed.append(name)
        plain(name)

    monkeypatch.setattr(store, "remove_folder", away_after_the_first)
    with pytest.raises(EvidenceUnavailable):
        Unnamed(database, store)(NOW)
    assert len(there(store)) == 5
    monkeypatch.undo()
    assert not Unnamed(database, store)(NOW)
    assert there(store) == named
