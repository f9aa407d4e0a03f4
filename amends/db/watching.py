"""Lines of cases and events of conversations, told of as they are flushed.

Much happens in many places (the dialogue, the desk, the worker). All of them write a line of the timeline or an event:
who hears of those rows, in the very transaction that writes them, is forgotten by no place (docs/decisions/0080).
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseEntryRow
from amends.db.conversation_tables import EventRow
from amends.db.session import Database


class Watch[Known]:
    """Somebody who hears of new rows in the databases that they watch: `line` of each line, `said` of each event, with
    what is `Known` about that database. Both may read and write through the session."""

    def __init__(
        self, line: Callable[[Session, CaseEntryRow, Known], None], said: Callable[[Session, EventRow, Known], None]
    ) -> None:
        self._line, self._said = line, said
        self._known: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()
        event.listen(Session, "after_flush", self._tell)

    def begin(self, database: Database, known: Known) -> None:
        """From now on. Again for the same database: with this alone; with something empty: not any more."""
        self._known[database.engine] = known

    def _tell(self, session: Session, _context: object) -> None:
        bind = session.bind
        known = self._known.get(bind) if isinstance(bind, Engine) else None
        if not known:
            return
        for row in list(session.new):
            if isinstance(row, CaseEntryRow):
                self._line(session, row, known)
            elif isinstance(row, EventRow):
                self._said(session, row, known)
