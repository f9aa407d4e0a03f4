"""Taking a backup: the database as it is at one moment, then every picture that it names.

In this order a picture may be missing only where it was removed meanwhile, and never because it came later.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from amends import durable
from amends.backup import copies, manifest
from amends.backup.manifest import Manifest
from amends.db import migrate
from amends.db.session import Database
from amends.errors import BackupError, NotFound
from amends.evidence.intake import parts, place
from amends.evidence.kept import files
from amends.evidence.store import PRIVATE_FILE, PRIVATE_FOLDER, Store

PREFIX = "amends-"
PICTURES = "pictures"
_UNFINISHED = ".part"


def take(url: str, store: Store, into: Path, now: datetime) -> Path:
    """The folder of a new, complete backup below `into`. What was begun and did not end has another name and counts for
    nothing. BackupError says what stood in the way."""
    final = into / f"{PREFIX}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    part = final.with_name(final.name + _UNFINISHED)
    if final.exists():
        raise BackupError(f"{final} is there already.")
    before = os.umask(0o777 & ~PRIVATE_FOLDER)
    try:
        for unfinished in into.glob(f"{PREFIX}*{_UNFINISHED}"):
            shutil.rmtree(unfinished)
        part.mkdir(parents=True)
        _write(url, store, part, now)
        _flush(part)
        part.replace(final)
        durable.flush(into)  # or the next one would take it for unfinished
    except BaseException as fault:
        shutil.rmtree(part, ignore_errors=True)
        if not isinstance(fault, OSError):
            raise
        raise BackupError(f"{into} does not take the backup: {fault.strerror or fault}.") from fault
    finally:
        os.umask(before)
    return final


def prune(into: Path, keep: int) -> list[Path]:
    """Remove all complete backups but the newest `keep`; those that were removed."""
    named = (each for each in into.glob(f"{PREFIX}*") if each.suffix != _UNFINISHED)
    complete = sorted(each for each in named if (each / manifest.FILE).is_file())
    over = complete[: max(0, len(complete) - keep)]
    for folder in over:
        shutil.rmtree(folder)
    return over


def _write(url: str, store: Store, part: Path, now: datetime) -> None:
    revision = migrate.current(url)
    if revision is None:
        raise BackupError("the database has no tables of ours yet: there is nothing to keep.")
    files = [copies.dump(url, part)]
    missing = []
    for key in _pictures(url):
        path = part / PICTURES / key
        try:
            content = store.get(key)
        except NotFound:
            missing.append(key)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        files.append(path)
    for path in files:
        path.chmod(PRIVATE_FILE)
    digests = {str(path.relative_to(part)): manifest.digest(path) for path in files}
    Manifest(now.isoformat(), copies.kind(url), revision, digests, missing).write(part)


def _pictures(url: str) -> list[str]:
    database = Database(url)
    try:
        with database.read() as session:
            rows = files(session)
    finally:
        database.close()
    return [place(key, part) for key, pages in rows for part in parts(pages)]


def _flush(folder: Path) -> None:
    """Onto the disk, whatever happens to the machine next."""
    for path in [*folder.rglob("*"), folder]:
        durable.flush(path)
