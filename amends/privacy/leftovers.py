"""What an erasure leaves outside of its transaction: files, and old bytes in the database's own files.

The transaction wrote jobs for it. Whoever comes first does them, the command or a worker; doing them twice is harmless.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text

from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.tables import JobRow
from amends.errors import AmendsError
from amends.evidence.store import Store
from amends.privacy.index import TABLES


@dataclass(frozen=True)
class Leftovers:
    """`after_each`: called after every step, for those who want to see how far it came."""

    database: Database
    store: Store
    after_each: Callable[[], None] = lambda: None

    def remove(self, body: dict[str, Any]) -> None:
        """What one job names. EvidenceUnavailable: try again."""
        for key in body["keys"]:
            self.store.remove_folder(key)
            self.after_each()

    def remove_all(self, now: datetime) -> int:
        """Every job that waits and is due, whoever left it, and whether or not a worker holds it; how many."""
        waiting = select(JobRow.id, JobRow.body).where(JobRow.kind == JobKind.ERASE, JobRow.due_at <= now)
        with self.database.read() as session:
            jobs = session.execute(waiting.order_by(JobRow.id)).all()
        for job, body in jobs:
            self.remove(body)
            with self.database.begin() as session:
                session.execute(delete(JobRow).where(JobRow.id == job))
        return len(jobs)

    def overwrite(self) -> str | None:
        """Have the database give up the bytes of what was deleted. What is left of them where it could not."""
        if self.database.engine.dialect.name == "sqlite":
            return self._sqlite()
        with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            for table in (held.name for held in TABLES if held.is_personal):
                connection.execute(text(f"VACUUM {table}"))
            connection.execute(text("RESET statement_timeout"))
        return None

    def _sqlite(self) -> str | None:
        """Indexes of words keep pieces of what was deleted until they are merged; free pages and the log of writes keep
        the rest."""
        with self.database.begin() as session:
            for index in ("words_of_events", "words_of_case_entries"):
                merge = f"INSERT INTO {index} ({index}) VALUES ('optimize')"  # noqa: S608 - the names above
                session.execute(text(merge))
        try:
            with self.database.alone() as connection:
                connection.execute("VACUUM")
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            why = "the database was in use" if busy else None
        except AmendsError as fault:
            why = str(fault)
        if why is None:
            return None
        return (
            f"Bytes of what was deleted are still in the database's file, where nothing leads to them, because {why}. "
            "Run the same command again at a quieter time."
        )
