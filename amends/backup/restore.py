"""The way back: a backup into a database that is empty, or in the place of one that is set aside.

No refund is made twice by it: the key of each remedy follows from its case (docs/decisions/0011), so the order backend
knows again what was done after the backup was taken.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from amends.audit import verify
from amends.backup import copies, manifest
from amends.backup.manifest import Manifest
from amends.backup.snapshot import PICTURES
from amends.db import migrate
from amends.db.existing import is_there
from amends.db.session import Database
from amends.errors import BackupError
from amends.evidence.store import Store


@dataclass(frozen=True)
class Restored:
    """What was put back. `aside`: where the database is that stood there before; `broken`: what the audit log's proof
    found."""

    manifest: Manifest
    pictures: int
    aside: Path | None
    broken: tuple[str, ...]


def restore(folder: Path, url: str, store: Store, now: datetime, *, replace: bool = False) -> Restored:
    """Put everything of the backup back, and bring the schema to this release's. With `replace`, a SQLite database that
    is there is set aside, never deleted. BackupError before anything is changed, for each reason that can be known."""
    found = manifest.read(folder)
    manifest.check(folder, found)
    if found.database != copies.kind(url):
        raise BackupError(
            f"the backup is of {found.database}, and AMENDS_DATABASE_URL names {copies.kind(url)}: they must be alike."
        )
    if not migrate.is_known(found.revision):
        raise BackupError(
            f"the backup's schema is {found.revision}, which this release does not know. Run the newer release."
        )
    aside = _make_room(url, now, replace)
    copies.load(folder / copies.FILES[found.database], url)
    migrate.upgrade(url)
    kept = [name for name in found.files if name.startswith(f"{PICTURES}/")]
    for name in kept:
        store.put(name.removeprefix(f"{PICTURES}/"), (folder / name).read_bytes())
    return Restored(found, len(kept), aside, _broken(url))


def _make_room(url: str, now: datetime, replace: bool) -> Path | None:
    if not is_there(url):
        return None
    if copies.kind(url) == "postgresql":
        if migrate.current(url) is None:
            return None
        raise BackupError("the database has tables already. Make an empty one, and have AMENDS_DATABASE_URL name it.")
    if not replace:
        raise BackupError(
            "there is a database already. Give --replace to set it aside and put the backup in its place."
        )
    return copies.set_aside(url, f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def _broken(url: str) -> tuple[str, ...]:
    database = Database(url)
    try:
        with database.read() as session:
            return tuple(str(each) for each in verify.verify(session))
    finally:
        database.close()
