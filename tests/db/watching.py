"""What a test sees of the statements that reach a database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from amends.db.session import Database

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|BEGIN IMMEDIATE|.*FOR UPDATE)", re.IGNORECASE | re.DOTALL)


@contextmanager
def statements_of(database: Database) -> Iterator[list[tuple[str, object]]]:
    """All of them, with their parameters, as the block goes on."""
    seen: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@contextmanager
def written_to(database: Database) -> Iterator[list[str]]:
    """Those that write, or take SQLite's write lock."""
    written: list[str] = []
    with statements_of(database) as seen:
        yield written
        written += [statement for statement, _ in seen if _WRITES.match(statement)]


def plan_of(database: Database, statement: str, parameters: object) -> str:
    """How SQLite looks for it."""
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        return "\n".join(str(row[-1]) for row in rows)
