"""One contract for every store of pictures."""

import stat

import pytest

from amends.errors import EvidenceUnavailable, NotFound, SettingError
from amends.evidence.fakes import MemoryStore
from amends.evidence.store import BucketStore, FolderStore, open_store
from amends.random_ids import random_id
from tests.evidence import s3


@pytest.fixture(params=["memory", "folder", "bucket"])
def store(request, tmp_path, monkeypatch):
    if request.param == "bucket":
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tester")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret of the tests")
        monkeypatch.setenv("AWS_REGION", "eu-north-1")
        with s3.running() as bucket:
            yield open_store("s3://pictures/of/customers", bucket.url)
    else:
        yield MemoryStore() if request.param == "memory" else FolderStore(tmp_path / "evidence")


@pytest.fixture
def key():
    return f"{random_id()}/1.jpg"


def test_what_was_put_is_there(store, key):
    store.put(key, b"a picture")
    assert store.get(key) == b"a picture"


def test_the_same_key_again_replaces_it(store, key):
    store.put(key, b"one")
    store.put(key, b"two")
    assert store.get(key) == b"two"


def test_what_is_not_there_is_not_found(store, key):
    with pytest.raises(NotFound):
        store.get(key)


def test_what_was_removed_is_gone_and_removing_it_again_is_nothing(store, key):
    store.put(key, b"a picture")
    store.remove(key)
    store.remove(key)
    with pytest.raises(NotFound):
        store.get(key)


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../x.jpg", "a/1.jpg", f"{'a' * 26}/../../x.jpg", f"{'a' * 26}/x.svg"]
)
def test_only_keys_of_our_own_ever_become_a_place(store, name):
    for call in (store.get, store.remove, lambda key: store.put(key, b"")):
        with pytest.raises(ValueError, match="not a key"):
            call(name)


def test_folders_are_told_in_their_order_from_any_place_on(store):
    names = sorted(random_id() for _ in range(5))
    for name in reversed(names):
        for part in ("thumb", "1"):
            store.put(f"{name}/{part}.jpg", b"a picture")
    assert [folder.name for folder in store.folders("", 100)] == names
    assert [folder.name for folder in store.folders("", 2)] == names[:2]
    assert [folder.name for folder in store.folders(names[1], 2)] == names[2:4]
    assert store.folders(names[-1], 2) == []
    assert all(folder.written_at.tzinfo for folder in store.folders("", 100))


def test_a_store_that_nothing_was_put_into_has_no_folders(store):
    assert store.folders("", 100) == []


def test_a_folder_goes_with_all_that_is_in_it_and_no_other(store):
    first, second = sorted(random_id() for _ in range(2))
    for name in (first, second):
        for part in ("thumb", "1", "2", "3"):
            store.put(f"{name}/{part}.jpg", b"a picture")
    store.remove_folder(first)
    store.remove_folder(first)
    assert [folder.name for folder in store.folders("", 100)] == [second]
    assert store.get(f"{second}/3.jpg") == b"a picture"
    with pytest.raises(NotFound):
        store.get(f"{first}/1.jpg")


@pytest.mark.parametrize("name", ["", "..", "a", "/etc", f"{'a' * 26}/..", f"{'a' * 26}/"])
def test_only_a_folder_of_our_own_is_ever_removed(store, name):
    with pytest.raises(ValueError, match="not a key"):
        store.remove_folder(name)


def test_what_a_crash_left_half_written_goes_with_its_folder(tmp_path, key):
    store = FolderStore(tmp_path)
    store.put(key, b"a picture")
    folder = tmp_path / key.partition("/")[0]
    (folder / "tmpx1y2z3").write_bytes(b"half a pic")
    store.remove_folder(folder.name)
    assert not list(tmp_path.iterdir())


def test_files_are_for_their_owner_only(tmp_path, key):
    FolderStore(tmp_path / "evidence").put(key, b"a picture")
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "evidence").rglob("*")}
    assert modes == {True: 0o700, False: 0o600}


def test_a_removed_picture_leaves_no_folder(tmp_path, key):
    store = FolderStore(tmp_path)
    store.put(key, b"a picture")
    store.remove(key)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(tmp_path, key):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EvidenceUnavailable, match="does not take files"):
        FolderStore(tmp_path / "file").put(key, b"a picture")


def test_a_bucket_that_is_away_or_refuses_us_is_said(monkeypatch, key):
    with s3.running() as bucket:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody else")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret of the tests")
        store = BucketStore("pictures", endpoint=bucket.url)
        folder = key.partition("/")[0]
        for call in (
            lambda: store.put(key, b""),
            lambda: store.get(key),
            lambda: store.remove(key),
            lambda: store.folders("", 9),
            lambda: store.remove_folder(folder),
        ):
            with pytest.raises(EvidenceUnavailable, match="the bucket"):
                call()


@pytest.mark.parametrize("where", ["s3://", "ftp://host/x"])
def test_a_store_that_is_none_is_a_wrong_setting(where):
    with pytest.raises(SettingError, match="AMENDS_EVIDENCE_STORE"):
        open_store(where)
