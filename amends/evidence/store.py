"""Where the pictures are kept: a folder outside everything that is served, or an S3-compatible service."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import obstore
from obstore.store import S3Store

from amends import durable
from amends.errors import EvidenceUnavailable, NotFound, SettingError

_FOLDER = re.compile(r"[a-z2-7]{26}")
_KEY = re.compile(r"[a-z2-7]{26}/(?:[a-z0-9]{1,8}\.jpg|text\.txt)")
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


@dataclass(frozen=True)
class Folder:
    """The pictures of one file. `written_at`: when the latest of them came."""

    name: str
    written_at: datetime


class Store(Protocol):
    """Keys are of our own making: a random folder and a picture in it. EvidenceUnavailable: try again."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it, whole or not at all; once this returns it is there. The same key again replaces it."""
        ...

    def get(self, key: str) -> bytes:
        """NotFound where there is none."""
        ...

    def remove(self, key: str) -> None:
        """Nothing happens where there is none."""
        ...

    def folders(self, after: str, at_most: int) -> list[Folder]:
        """The first so many whose name comes after that one, in their order."""
        ...

    def remove_folder(self, name: str) -> None:
        """With all that is in it. Nothing happens where there is none."""
        ...


class FolderStore:
    """Files of this machine, for the user of this process only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        try:
            durable.make_folder(path.parent, PRIVATE_FOLDER)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete_on_close=False) as file:  # for its owner only
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            durable.flush(path.parent)
        except OSError as fault:
            raise EvidenceUnavailable(f"{self._folder} does not take files: {fault.strerror}") from fault

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"there is no picture {key}") from None
        except OSError as fault:
            raise EvidenceUnavailable(f"{self._folder} cannot be read: {fault.strerror}") from fault

    def remove(self, key: str) -> None:
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as fault:
            raise EvidenceUnavailable(f"{self._folder} does not let go: {fault.strerror}") from fault

    def folders(self, after: str, at_most: int) -> list[Folder]:
        try:
            names = os.listdir(self._folder) if self._folder.is_dir() else []
            chosen = sorted(name for name in names if name > after and _FOLDER.fullmatch(name))[:at_most]
            return [Folder(name, self._written_at(name)) for name in chosen]
        except OSError as fault:
            raise EvidenceUnavailable(f"{self._folder} cannot be listed: {fault.strerror}") from fault

    def remove_folder(self, name: str) -> None:
        try:
            shutil.rmtree(self._folder / checked_folder(name))
        except FileNotFoundError:
            return
        except OSError as fault:
            raise EvidenceUnavailable(f"{self._folder} does not let go: {fault.strerror}") from fault

    def _written_at(self, name: str) -> datetime:
        return datetime.fromtimestamp((self._folder / name).stat().st_mtime, UTC)

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)


class BucketStore:
    """A bucket of an S3-compatible service. Who we are there comes from the usual AWS_ variables of the environment."""

    def __init__(self, bucket: str, prefix: str = "", endpoint: str | None = None) -> None:
        plain = endpoint is not None and endpoint.startswith("http://")
        self._prefix = prefix.strip("/") + "/" if prefix.strip("/") else ""
        self._store = S3Store(
            bucket,
            endpoint=endpoint,
            virtual_hosted_style_request=False,
            client_options={"allow_http": plain, "timeout": "10s", "connect_timeout": "3s"},
            retry_config={"max_retries": 2},
        )

    def put(self, key: str, content: bytes) -> None:
        try:
            obstore.put(self._store, self._prefix + checked(key), content, use_multipart=False)
        except (obstore.exceptions.BaseError, OSError) as fault:
            raise EvidenceUnavailable(f"the bucket does not take files: {type(fault).__name__}") from fault

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, self._prefix + checked(key)).bytes())
        except FileNotFoundError:
            raise NotFound(f"there is no picture {key}") from None
        except (obstore.exceptions.BaseError, OSError) as fault:
            raise EvidenceUnavailable(f"the bucket cannot be read: {type(fault).__name__}") from fault

    def remove(self, key: str) -> None:
        try:
            obstore.delete(self._store, self._prefix + checked(key))
        except FileNotFoundError:
            return
        except (obstore.exceptions.BaseError, OSError) as fault:
            raise EvidenceUnavailable(f"the bucket does not let go: {type(fault).__name__}") from fault

    def folders(self, after: str, at_most: int) -> list[Folder]:
        written: dict[str, datetime] = {}
        for key, at in self._listed(f"{self._prefix}{after}/~" if after else None):
            name, _, _ = key.partition("/")
            if name not in written and len(written) == at_most:
                break
            written[name] = max(at, written.get(name, at))
        return [Folder(name, at) for name, at in written.items()]

    def remove_folder(self, name: str) -> None:
        start = f"{self._prefix}{checked_folder(name)}/"
        for key, _ in self._listed(start):
            if not key.startswith(f"{name}/"):
                break
            self.remove(key)

    def _listed(self, after: str | None) -> Iterator[tuple[str, datetime]]:
        """Our keys after that place in the bucket, in their order, and when each was written."""
        try:
            for batch in obstore.list(self._store, self._prefix.strip("/") or None, offset=after):
                for found in batch:
                    key = found["path"].removeprefix(self._prefix)
                    if _KEY.fullmatch(key):
                        yield key, found["last_modified"]
        except (obstore.exceptions.BaseError, OSError) as fault:
            raise EvidenceUnavailable(f"the bucket cannot be listed: {type(fault).__name__}") from fault


def open_store(where: str, endpoint: str | None = None) -> Store:
    """The store that a setting names: a folder, or `s3://bucket/prefix`."""
    if not where.startswith("s3://"):
        if "://" in where:
            raise SettingError(f"AMENDS_EVIDENCE_STORE is {where!r}. Give a folder, or s3://bucket/prefix.")
        return FolderStore(Path(where))
    bucket, _, prefix = where.removeprefix("s3://").partition("/")
    if not bucket:
        raise SettingError("AMENDS_EVIDENCE_STORE names no bucket. Write s3://bucket/prefix.")
    return BucketStore(bucket, prefix, endpoint)


def checked_folder(name: str) -> str:
    """The same for the name of a folder."""
    if not _FOLDER.fullmatch(name):
        raise ValueError(f"{name!r} is not a key of the evidence store")
    return name


def checked(key: str) -> str:
    """The key, if it is one of ours: nothing else may ever become a path."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a key of the evidence store")
    return key
