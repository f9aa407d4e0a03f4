"""What a backup says about itself: what is in it, of which schema, and how each file must look."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from amends.errors import BackupError

FILE = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`database` is the kind of database, `sqlite` or `postgresql`, and `revision` its schema; `files` has the SHA-256
    of each file by its path within the backup; `missing`, the pictures that the database names and the store had not.
    """

    made_at: str
    database: str
    revision: str
    files: dict[str, str]
    missing: list[str]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def read(folder: Path) -> Manifest:
    """BackupError where the folder holds no whole backup, or one of another format."""
    try:
        found: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        raise BackupError(f"{folder} holds no backup: {FILE} is not there.") from None
    except (OSError, ValueError) as fault:
        raise BackupError(f"{folder / FILE} cannot be read: {fault}.") from fault
    if found.get("format") != FORMAT:
        raise BackupError(f"{folder} is of format {found.get('format')}; this release reads {FORMAT}.")
    try:
        return Manifest(**found)
    except TypeError:
        raise BackupError(f"{folder / FILE} is not what `amends backup` writes.") from None


def check(folder: Path, manifest: Manifest) -> None:
    """BackupError that names the first file which is missing or not as it was written."""
    for name, expected in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            raise BackupError(f"the backup {folder} lacks {name}. Nothing was restored; take another backup.")
        if digest(path) != expected:
            raise BackupError(f"{name} in {folder} is damaged. Nothing was restored; take another backup.")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
