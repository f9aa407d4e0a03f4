"""The database's schema, step by step, with Alembic. The steps are in `migrations/versions`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from amends.db import words
from amends.db.existing import is_there
from amends.db.locks import hold
from amends.db.session import Database
from amends.db.tables import Base

FOLDER = Path(__file__).parent / "migrations"


def upgrade(database_url: str) -> None:
    """Bring the database to the newest schema; nothing happens where it is there. Two at once take turns."""
    _run(database_url, lambda config: command.upgrade(config, "head"))


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


def draft(database_url: str, message: str) -> None:
    """Write the next migration from what the tables have and that database lacks. Read it before you commit it."""
    upgrade(database_url)
    _run(database_url, lambda config: command.revision(config, message, autogenerate=True, rev_id=_next()))


def differences(database_url: str) -> list[Any]:
    """What the tables have and the database lacks, or the other way round. Empty when they are one."""
    with _connection(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": words.is_not_index})
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
            hold(session, "migrations")
            yield session.connection()
    finally:
        database.close()
