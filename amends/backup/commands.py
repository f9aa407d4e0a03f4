"""`amends backup` and `amends restore`."""

import argparse
import sys
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add both to the command line."""
    backup = subparsers.add_parser(
        "backup",
        help="copy the database and the customers' pictures, while everything runs",
        description="Writes a new folder below FOLDER, complete or not at all. Encrypted "
        "pictures stay encrypted. The settings, var/secret and var/channel-secret are not in it: keep them in another "
        "place (docs/operations.md).",
    )
    backup.add_argument("folder", type=Path, metavar="FOLDER")
    backup.add_argument(
        "--keep", type=int, metavar="N", help="afterwards remove all but the newest N backups in FOLDER"
    )
    backup.set_defaults(run=_backup)
    restore = subparsers.add_parser(
        "restore",
        help="put a backup back",
        description="Stop every process first. Into an empty database, or, with --replace, in the place of a SQLite "
        "database that is set aside.",
    )
    restore.add_argument("folder", type=Path, metavar="BACKUP", help="one folder that `amends backup` wrote")
    restore.add_argument("--replace", action="store_true", help="set the present SQLite database aside")
    restore.set_defaults(run=_restore)
    for parser in (backup, restore):
        parser.add_argument("--url", help="SQLAlchemy URL; default: the setting AMENDS_DATABASE_URL")


def _backup(arguments: argparse.Namespace) -> int:
    """Exit code 1 where pictures that the database names were not in the store."""
    from amends import clock  # noqa: PLC0415  # `amends decide` must not wait for SQLAlchemy
    from amends.backup import manifest, snapshot  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415

    if arguments.keep is not None and arguments.keep < 1:
        raise SettingError("--keep needs a number from 1 on: the backup that was just taken is one of them.")
    url, store = _places(arguments)
    open_existing(url).close()
    folder = snapshot.take(url, store, arguments.folder, clock.now())
    found = manifest.read(folder)
    pictures = sum(name.startswith(f"{snapshot.PICTURES}/") for name in found.files)
    sys.stdout.write(f"{folder}: the database at {found.revision}, {pictures} pictures\n")
    for key in found.missing:
        sys.stdout.write(f"missing in the store: {key}\n")
    for over in snapshot.prune(arguments.folder, arguments.keep) if arguments.keep else ():
        sys.stdout.write(f"removed: {over}\n")
    return 1 if found.missing else 0


def _restore(arguments: argparse.Namespace) -> int:
    """Exit code 1 where the audit log that came back is not whole, or a key is missing for the pictures."""
    from amends import clock  # noqa: PLC0415
    from amends.backup.restore import restore  # noqa: PLC0415

    url, store = _places(arguments)
    done = restore(arguments.folder, url, store, clock.now(), replace=arguments.replace)
    if done.aside is not None:
        sys.stdout.write(f"the database that was there is {done.aside}\n")
    sys.stdout.write(f"restored: the database of {done.manifest.made_at}, {done.pictures} pictures\n")
    for fault in done.broken:
        sys.stdout.write(f"the audit log is broken: {fault}\n")
    if unopened := _unopened(arguments.folder, done):
        sys.stdout.write(f"{unopened} pictures were encrypted under a key that is not set; set it to have them shown\n")
    return 1 if done.broken or unopened else 0


def _places(arguments: argparse.Namespace) -> tuple[str, Any]:
    from amends import settings  # noqa: PLC0415
    from amends.evidence.sealed_store import raw_store_of  # noqa: PLC0415

    chosen = settings.load()
    return arguments.url or chosen.database_url, raw_store_of(chosen)


def _unopened(folder: Path, done: Any) -> int:
    """How many pictures of the backup none of our keys opens."""
    from amends import settings  # noqa: PLC0415
    from amends.backup.snapshot import PICTURES  # noqa: PLC0415
    from amends.evidence.sealed_store import seal_of  # noqa: PLC0415

    seal = seal_of(settings.load())
    names = (name for name in done.manifest.files if name.startswith(f"{PICTURES}/"))
    return sum(not seal.knows((folder / name).read_bytes()) for name in names)
