"""words of messages and notes

Revision: 0007, after 0006.
"""

import sqlite3

import sqlalchemy as sa
from alembic import op

from amends.errors import CannotMigrate

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Each table with what is looked through: the texts of people. amends/db/words.py asks by the same words.
SEARCHED = {
    "events": ("author", "('customer', 'agent')"),
    "case_entries": ("kind", "('note', 'reply')"),
}
LACKING = (
    "The search of the desk needs PostgreSQL's extension pg_trgm, and this role cannot create it ({reason}). "
    "Have a superuser run `CREATE EXTENSION pg_trgm` in this database (it comes with the package postgresql-contrib), "
    "then run `amends db upgrade` again."
)
TOO_OLD = (
    f"The search of the desk needs SQLite 3.34 or newer, and this Python has {sqlite3.sqlite_version}. "
    "Run Amends with a Python that has a newer one, as `make setup` brings, or on PostgreSQL."
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
        return
    if sqlite3.sqlite_version_info < (3, 34):
        raise CannotMigrate(TOO_OLD)
    for name, (column, people) in SEARCHED.items():
        _sqlite(name, column, people)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in SEARCHED:
            op.execute(f"DROP INDEX words_of_{name}")
        op.execute("DROP INDEX words_of_cases")
        return  # the extension may serve others by now
    for name in SEARCHED:
        for change in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER words_of_{name}_{change}")
        op.execute(f"DROP TABLE words_of_{name}")


def _postgresql() -> None:
    op.execute("SET LOCAL statement_timeout = 0")  # an index of a million texts takes minutes
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except (sa.exc.ProgrammingError, sa.exc.NotSupportedError) as fault:
        reason = str(fault.orig).strip().splitlines()[0]
        raise CannotMigrate(LACKING.format(reason=reason)) from fault
    for name, (column, people) in SEARCHED.items():
        op.execute(
            f"CREATE INDEX words_of_{name} ON {name} USING gin ((body ->> 'text') gin_trgm_ops) "
            f"WHERE {column} IN {people}"
        )
    op.execute("CREATE INDEX words_of_cases ON cases USING gin (order_number gin_trgm_ops, email gin_trgm_ops)")


def _sqlite(name: str, column: str, people: str) -> None:
    """A later migration that rebuilds `events` or `case_entries` must create the triggers again."""
    index = f"words_of_{name}"

    def fill(row: str, source: str = "") -> str:
        texts = f"SELECT {row}.id, json_extract({row}.body, '$.text') {source}"
        return f"INSERT INTO {index} (rowid, text) {texts} WHERE {row}.{column} IN {people}"

    new, old = fill("NEW"), f"DELETE FROM {index} WHERE rowid = OLD.id"  # noqa: S608 - the names above
    op.execute(f"CREATE VIRTUAL TABLE {index} USING fts5(text, tokenize = 'trigram')")
    op.execute(fill(name, f"FROM {name}"))
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {name} BEGIN {new}; END")
    op.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE OF {column}, body ON {name} BEGIN {old}; {new}; END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {name} BEGIN {old}; END")
