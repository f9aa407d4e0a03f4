"""One consistent look at a database that works on meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from amends.db.session import Database


@contextmanager
def one_look(database: Database) -> Iterator[Session]:
    """A session whose statements all see the same instant. SQLite's readers do so by themselves."""
    with database.read() as session:
        if database.engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session
