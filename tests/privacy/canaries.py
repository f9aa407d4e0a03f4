"""Words that stand nowhere else, in every field that a database has for a person, and a look for them afterwards."""

from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from sqlalchemy import Integer, String, inspect, text

from amends.db.tables import (
    ApprovalRow,
    AttachmentRow,
    Base,
    CaseRow,
    ChannelRow,
    ChannelThreadRow,
    ConversationRow,
    DecisionRow,
    EvidenceRow,
    JobRow,
    MailRow,
    RemedyRow,
    WithdrawalRow,
)
from tests.web_desk.poison import Poison
from tests.web_desk.rows import choices

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
SHORT = 8
OF_TABLES = {"decisions.order": "decisions.order_snapshot"}
"""Where an attribute has another name than its column."""


def word(name):
    """Short enough for every column but those of currencies."""
    return f"q{crc32(name.encode()) % 10**7:07d}"


class Canaries(Poison):
    """Everything that can stand in the rows of a person, whose cases are closed. `asked` has every word by its name."""

    def __init__(self, n, email, now=NOW):
        self.email, self.asked = email, {}
        super().__init__(n, self._word, now)

    def _word(self, name):
        self.asked[name] = word(f"{self.n} {name}")
        return self.asked[name]

    def rows(self):
        for row in super().rows():
            match row:
                case CaseRow():
                    row.email, row.status = self.email, "merged" if row.status == "merged" else "resolved"
                    row.order_number = f"NN-7{self.n}{row.id}"
                    row.claim = {**row.claim, "email": self.email} if row.claim else {}
                case ConversationRow():
                    row.verified_email = self.email
                case MailRow():
                    row.recipient = self.email
                case WithdrawalRow():
                    row.email = self.email
                case ChannelThreadRow():
                    row.address = self.email
                case ChannelRow():
                    row.kind = "email"
                case RemedyRow():
                    row.state, row.order_number = "confirmed", f"NN-7{self.n}{row.case_id}"
                case ApprovalRow():
                    row.state, row.settled_by = "refused", "ag_x"
                case DecisionRow():
                    row.order["customer"]["email"] = self.email
                    row.claim = {**row.claim, "email": self.email}
                case EvidenceRow() | AttachmentRow():
                    row.key = "a" * 26
                case JobRow():
                    row.kind, row.body, row.state = "remedy.carry_out", {"case_id": self.case}, "done"
            yield _fitting(row)

    def keep(self, database):
        with database.begin() as session:
            for row in self.rows():
                session.add(row)
                session.flush()
            session.get_one(ConversationRow, self.chat).case_id = self.case
        go_on_counting(database)
        return self

    def found_in(self, dump):
        """The names of the words that the dump still has."""
        return {name for name, asked in self.asked.items() if asked.encode() in dump}


def go_on_counting(database):
    """PostgreSQL does not notice ids that were given."""
    if database.engine.dialect.name == "postgresql":
        with database.begin() as session:
            for table in Base.metadata.sorted_tables:
                if "id" in table.columns and isinstance(table.columns.id.type, Integer):
                    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                    session.execute(text(f"SELECT setval({sequence}, (SELECT max(id) + 1 FROM {table.name}))"))


def _fitting(row):
    for column in inspect(type(row)).columns:
        is_short = isinstance(column.type, String) and (column.type.length or SHORT) < SHORT
        if is_short and not choices(column) and getattr(row, column.key) is not None:
            setattr(row, column.key, "NOK")
    return row


def column_of(name):
    """`table.column` of a canary's name."""
    table, column = name.split(" ")[0].split(".")[:2]
    return OF_TABLES.get(f"{table}.{column}", f"{table}.{column}")


def dump(database):
    """All that the database has: its file and what is written before it, or every row of every table."""
    if database.engine.dialect.name == "sqlite":
        file = Path(database.url.database)
        return b"".join(each.read_bytes() for each in (file, Path(f"{file}-wal")) if each.exists())
    with database.read() as session:
        tables = inspect(session.connection()).get_table_names()
        rows = (row for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"')))
        return "\n".join(str(tuple(row)) for row in rows).encode()  # a row itself prints itself shortened
