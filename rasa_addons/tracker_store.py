"""Where Rasa keeps its trackers: a cache that may be lost, never a reason to stop the server or to freeze it.

Rasa's own store ends the process on one odd character or one damaged row, waits for ever for a database at start-up,
and hides a failing database behind an empty tracker. This one raises, so that the turn is abandoned and sent again.
A file of SQLite may be deleted at any time, also while the server runs: each session opens it anew and makes its table.
"""

import contextlib
import json
import logging
from pathlib import Path
from typing import Any, Dict, Generator, List, Optional, Set

import sqlalchemy as sa
from rasa.core.tracker_store import SerializedTrackerAsText, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine.url import make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

DEFAULT_URL = "sqlite:///var/rasa.db"
WAIT_S = 2

logger = logging.getLogger(__name__)


class AmendsTrackerStore(SQLTrackerStore):  # type: ignore[misc]
    """SQL tracker store on one URL. Errors of the database reach the caller as SQLAlchemy raises them."""

    def __init__(self, url: str, domain: Optional[Domain] = None) -> None:
        # Not SQLTrackerStore.__init__: it tries for ever to connect and knows neither time-outs nor pre-ping.
        TrackerStore.__init__(self, domain, None)
        SerializedTrackerAsText.__init__(self)
        self.engine = _engine(url)
        if self.engine.dialect.name == "sqlite":
            make = _ddl(self.Base.metadata, self.engine)
            sa.event.listen(self.engine, "connect", lambda connection, _record: _make(connection, make))
        else:
            self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sessionmaker(bind=self.engine)
        self.check()

    @contextlib.contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """A session that is closed afterwards; every error goes on to the caller."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()

    def check(self) -> None:
        """Whether trackers can be read now; the database's own error where they cannot."""
        with self.session_scope() as session:
            session.query(self.SQLEvent.id).limit(1).all()

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> Optional[DialogueStateTracker]:
        with self.session_scope() as session:
            rows = [row.data for row in self._event_query(session, sender_id, fetch_events_from_all_sessions)]
        if not rows or self.domain is None:
            return None
        try:
            return _tracker(sender_id, rows, self.domain)
        except Exception as damage:
            # Rasa's events fail in many ways on a damaged row. Our database has the truth, and action_session_start
            # brings it back; a damaged cache must not lock the customer out for good.
            logger.error("Tracker of %s is damaged (%s); it is dropped.", sender_id, type(damage).__name__)
            self.forget(sender_id)
            return None

    def forget(self, sender_id: str, before: Optional[float] = None) -> int:
        """Delete the events of a conversation, all or those before a Unix time; how many."""
        with self.session_scope() as session:
            events = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            if before is not None:
                events = events.filter(self.SQLEvent.timestamp < before)
            count = events.delete()
            session.commit()
        return int(count)

    def with_events_before(self, before: float, at_most: int) -> Set[str]:
        """Conversations with events before a Unix time, of those with the first `at_most` events that are stored."""
        # In the order of storing, which has an index: looking for times would read the whole table.
        with self.session_scope() as session:
            first = session.query(self.SQLEvent.sender_id, self.SQLEvent.timestamp).order_by(self.SQLEvent.id)
            return {sender for sender, timestamp in first.limit(at_most) if timestamp < before}


def _tracker(sender_id: str, rows: List[str], domain: Domain) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_dict(sender_id, [json.loads(row) for row in rows], domain.slots)
    # Rasa skips what it cannot read, and would then save at the wrong place.
    if len(tracker.events) != len(rows):
        raise ValueError("some rows are not events")
    return tracker


def _engine(url: str) -> sa.engine.Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            file = Path(parsed.database)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if file.exists():
                file.chmod(0o600)  # an older release made it for everybody to read
        # No connection outlives its session: one to a file that was deleted, or was read-only, would go on being used.
        engine = sa.create_engine(parsed, poolclass=NullPool, connect_args={"timeout": WAIT_S})
        sa.event.listen(engine, "connect", _tune_sqlite)
        return engine
    options = f"-c statement_timeout={WAIT_S * 1000}"
    waits: Dict[str, Any] = {"connect_timeout": WAIT_S, "options": options}
    return sa.create_engine(parsed, pool_pre_ping=True, pool_timeout=WAIT_S, connect_args=waits)


def _ddl(metadata: sa.MetaData, engine: sa.engine.Engine) -> List[str]:
    """The statements that make what is not there."""
    made: List[str] = []
    for table in metadata.sorted_tables:
        wanted = [CreateTable(table, if_not_exists=True)]
        wanted += [CreateIndex(index, if_not_exists=True) for index in sorted(table.indexes, key=lambda one: one.name)]
        made += [str(each.compile(engine)) for each in wanted]
    return made


def _make(connection: Any, statements: List[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # WAL lets readers and the writer pass each other; NORMAL loses at most the last turns of a cache at a power cut.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
