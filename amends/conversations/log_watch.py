"""Which conversations have news since the last look at the log, whoever wrote it."""

from sqlalchemy import bindparam, func, select

from amends.db.session import Database
from amends.db.tables import EventRow

# Event ids are drawn before they are committed, so a lower one may appear after a higher one.
LOOK_BACK = 200

_NEWS = select(EventRow.id, EventRow.conversation_id).where(EventRow.id > bindparam("floor"))


class LogWatch:
    """One for a process. `start` before `news`; both read the database, and raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._floor = 0
        self._seen: set[int] = set()

    def start(self) -> None:
        """What is in the log by now is no news."""
        with self._database.read() as session:
            newest = session.scalar(select(func.max(EventRow.id))) or 0
            self._floor = max(0, newest - LOOK_BACK)
            self._seen = set(session.scalars(select(EventRow.id).where(EventRow.id > self._floor)))

    def news(self) -> set[str]:
        """The ids of the conversations with an event that no earlier look found."""
        with self._database.read() as session:
            rows = session.execute(_NEWS, {"floor": self._floor}).all()
        news = {conversation_id for event_id, conversation_id in rows if event_id not in self._seen}
        self._floor = max(self._floor, max((event_id for event_id, _ in rows), default=0) - LOOK_BACK)
        self._seen = {event_id for event_id, _ in rows if event_id > self._floor}
        return news
