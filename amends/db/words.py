"""Words looked up in the texts that people wrote, through indexes of the database's own (decision 0073).

SQLite: an FTS5 table of trigrams beside each table, which triggers keep. PostgreSQL: trigram indexes (pg_trgm). Nothing
of ours writes them, so nothing can forget to, and what is erased from a table is no longer found. Migration 0007 makes
them; they are no tables of `Base`.
"""

from sqlalchemy import ColumnElement, and_, column, literal_column, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from amends.db.tables import CaseEntryRow, EventRow

SHORTEST = 3
"""Characters. A shorter word has no trigram, and stands in nearly every text."""

_PREFIX = "words_of_"


def in_messages(session: Session, words: str) -> ColumnElement[bool]:
    """For a SELECT of events: whether the customer or a person at the desk wrote `words` there, in capitals or not."""
    return _holds(session, EventRow.id, words, "events.author IN ('customer', 'agent')")


def in_notes(session: Session, words: str) -> ColumnElement[bool]:
    """For a SELECT of timeline lines: whether a note or an answer has `words`, in capitals or not."""
    return _holds(session, CaseEntryRow.id, words, "case_entries.kind IN ('note', 'reply')")


def is_not_index(name: str | None, kind: str, _parents: object) -> bool:
    """For Alembic, which compares the database with `Base`: whether a table or index is none of these."""
    return kind not in {"table", "index"} or name is None or not name.startswith(_PREFIX)


def _holds(session: Session, key: InstrumentedAttribute[int], words: str, by_people: str) -> ColumnElement[bool]:
    of = key.class_.__tablename__
    if session.get_bind().dialect.name == "postgresql":
        # As the index has it, letter by letter: with parameters in it the planner would not know it again.
        return and_(text(by_people), literal_column(f"({of}.body ->> 'text')").icontains(words, autoescape=True))
    index = table(f"{_PREFIX}{of}", column("rowid"))
    phrase = '"' + words.replace('"', '""') + '"'
    return key.in_(select(index.c.rowid).where(literal_column(index.name).op("MATCH")(phrase)))
