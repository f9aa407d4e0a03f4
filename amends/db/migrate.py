"""The database's schema, step by step, with Alembic. The steps are in `migrations/versions`."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url
from sqlalchemy import exc as sql

from amends.db import words
from amends.db.existing import is_there
from amends.db.locks import lock_name
from amends.db.session import Database
from amends.db.tables import Base
from amends.errors import SettingError

FOLDER = Path(__file__).parent / "migrations"


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database to `revision`, or the newest schema; nothing happens where it is there. Two at once take
    turns. Whole or not at all: who was killed meanwhile begins anew."""
    _run(database_url, lambda config: command.upgrade(config, revision))


def downgrade(database_url: str, revision: str) -> None:
    """Back to `revision` (`base`: no tables at all). For tests and for whoever must undo a release."""
    _run(database_url, lambda config: command.downgrade(config, revision))


def current(database_url: str) -> str | None:
    """The revision that the database is at; None for an empty one, and for none at all."""
    if not is_there(database_url):
        return None
    with _connection(database_url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision there is."""
    revision = ScriptDirectory(str(FOLDER)).get_current_head()
    assert revision is not None, "the migrations are packaged with the code"
    return revision


def require_newest(database_url: str) -> None:
    """SettingError, with the command to run, unless the database is at the schema of this release: work on another one
    would fail at some table, later and less clearly. Nothing is made or changed."""
    name = make_url(database_url).database if is_there(database_url) else None
    try:
        present = current(database_url)
    except sql.DatabaseError as fault:
        raise SettingError(f"{name} is not a database. Correct AMENDS_DATABASE_URL.") from fault
    newest = head()
    if present == newest:
        return
    if present is None:
        way_out = "Run `amends db upgrade`, or correct AMENDS_DATABASE_URL."
        raise SettingError(f"the database {make_url(database_url).database} has no tables of ours yet. {way_out}")
    if present in _known():
        raise SettingError(
            f"the database {name} is at {present}, this release needs {newest}. Run `amends db upgrade`."
        )
    raise SettingError(
        f"the database {name} is at {present}, which this release does not know: its newest is {newest}. A newer "
        "release has upgraded it: run that one, or a copy of the database from before."
    )


def steps() -> list[str]:
    """The revisions, from the first to the newest."""
    return [step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


def is_known(revision: str) -> bool:
    """Whether it is one of this release's, so that `upgrade` can start from it."""
    return revision in _known()


def _known() -> set[str]:
    return set(steps())


def draft(database_url: str, message: str) -> None:
    """Write the next migration from what the tables have and that database lacks. Read it before you commit it."""
    upgrade(database_url)
    _run(database_url, lambda config: command.revision(config, message, autogenerate=True, rev_id=_next()))


def differences(database_url: str) -> list[Any]:
    """What the tables have and the database lacks, or the other way round. Empty when they are one."""
    with _connection(database_url) as connection, warnings.catch_warnings():
        context = MigrationContext.configure(connection, opts={"include_name": words.is_not_index})
        warnings.filterwarnings("ignore", "(Skipped|autogenerate skipping) .*expression-based index")
        return list(compare_metadata(context, Base.metadata))


def _next() -> str:
    newest = ScriptDirectory(str(FOLDER)).get_current_head() or "0000"
    return f"{int(newest) + 1:04}"


def _run(database_url: str, what: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _connection(database_url) as connection:
        config.attributes["connection"] = connection
        what(config)


@contextmanager
def _connection(database_url: str) -> Iterator[Connection]:
    database = Database(database_url)
    try:
        with database.begin() as session:
            lock_name(session, "migrations")
            yield session.connection()
    finally:
        database.close()
