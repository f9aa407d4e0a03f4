"""Inserting where the row may be there already. Both databases can; SQLAlchemy has a construct for each."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Insert = postgresql.Insert | sqlite.Insert


def insert(session: Session, table: type[Any]) -> Insert:
    """An INSERT that `on_conflict_do_nothing` or `on_conflict_do_update` can be said of."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
