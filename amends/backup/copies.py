"""A whole database into one file and back, while others use it: by SQLite's own backup, or PostgreSQL's own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL

from amends import durable
from amends.errors import BackupError

FILES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
_AT_ONCE = -1
"""All pages in one step: with a write-ahead log it holds up no writer; a write between steps would begin it anew."""


def kind(url: str) -> str:
    """`sqlite` or `postgresql`."""
    return make_url(url).get_backend_name()


def dump(url: str, folder: Path) -> Path:
    """The database as it is at one moment, in a new file of `folder`. BackupError says what stood in the way."""
    target = folder / FILES[kind(url)]
    address = make_url(url)
    if kind(url) == "sqlite":
        with closing(_opened(str(address.database))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=_AT_ONCE)
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupError(f"the database {address.database} is damaged: {found}")
    else:
        _tool(address, "pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def load(file: Path, url: str) -> None:
    """Put what `dump` wrote into a database that is empty or, for SQLite, not there yet."""
    address = make_url(url)
    if kind(url) == "sqlite":
        path = Path(str(address.database))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".restoring")
        shutil.copyfile(file, part)
        part.chmod(0o600)
        durable.flush(part)
        part.replace(path)
        durable.flush(path.parent)
    else:
        _tool(address, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", str(file))


def set_aside(url: str, moment: str) -> Path:
    """Move a SQLite database, with what belongs to it, to a name of its own beside it. BackupError while anything has
    it open: its process would go on writing into the old file."""
    path = Path(str(make_url(url).database))
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")  # needs the file for itself, and empties its log
    except sqlite3.OperationalError as fault:
        raise BackupError(f"{path} is in use: stop every process of Amends first.") from fault
    except sqlite3.DatabaseError:
        pass  # damaged, which is why somebody restores
    aside = path.with_name(f"{path.name}.before-restore-{moment}")
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return path.replace(aside)


def _opened(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _tool(address: URL, program: str, *arguments: str) -> None:
    where = {"PGHOST": address.host, "PGPORT": address.port, "PGUSER": address.username, "PGPASSWORD": address.password}
    environment = os.environ | {name: str(value) for name, value in where.items() if value is not None}
    to = ("--dbname", str(address.database))
    try:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [program, *to, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupError(f"{program} is not installed: it comes with PostgreSQL's client programs.") from None
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise BackupError(f"{program} failed: {reason}")
