"""Each SQL statement is compiled once a run. SQLAlchemy does it once for each engine, nearly every test makes an engine
of its own, and compiling was a third of all that tests with a database did."""

from functools import partial

from sqlalchemy import create_engine
from sqlalchemy.engine.default import DefaultDialect

from amends.db import session


def compile_once() -> None:
    """For the databases that this process opens from here on. Dialects of one kind count as one: a run knows one SQLite
    and one PostgreSQL."""
    DefaultDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign, assignment]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    session.create_engine = partial(create_engine, execution_options={"compiled_cache": {}})  # type: ignore[attr-defined]
