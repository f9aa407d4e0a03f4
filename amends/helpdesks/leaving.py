"""The worker's part of sending: a case and what was said since, in order, once each as far as it lies with us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.db.helpdesk_tables import HelpdeskLineRow, HelpdeskThreadRow
from amends.db.upsert import insert
from amends.errors import HelpdeskRefused
from amends.helpdesks.case_view import line_of, view
from amends.helpdesks.helpdesk import CaseView, Helpdesk, Line

LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Leaving:
    """`helpdesks` is by merchant id."""

    context: Context
    helpdesks: Mapping[str, Helpdesk]

    def send(self, case_id: int) -> bool:
        """Bring the helpdesk up to date about a case. False where another worker is just doing that: come again.

        HelpdeskUnavailable where it is to be tried again. What it refuses for good is noted in the case.
        """
        with self.context.database.read() as session:
            helpdesk = self.helpdesks.get(session.get_one(CaseRow, case_id).merchant)
        if helpdesk is None:
            return True  # the merchant has none any more: the desk has the case
        if not self._hold(case_id, helpdesk.kind):
            return False
        try:
            self._send(case_id, helpdesk)
        finally:
            self._release(case_id)
        return True

    def gave_up(self, case_id: int, error: str) -> None:
        """Every try failed. The case stays in review at our own desk, where the timeline says so."""
        self._record(case_id, "helpdesk_gave_up", {"why": error})

    def _send(self, case_id: int, helpdesk: Helpdesk) -> None:
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            seen = view(session, case, self.context.merchants[case.merchant].merchant.name)
            reference = session.get_one(HelpdeskThreadRow, case_id).reference
            waiting = _waiting(session, case_id)
        if reference is None:
            self._open(case_id, helpdesk, seen, [event_id for event_id, _ in waiting])
            return
        for event_id, line in waiting:
            self._tell(case_id, helpdesk, reference, seen, line, event_id)

    def _open(self, case_id: int, helpdesk: Helpdesk, seen: CaseView, told: list[int]) -> None:
        try:
            reference = helpdesk.send(seen)
        except HelpdeskRefused as fault:
            self._record(case_id, "helpdesk_refused", {"helpdesk": helpdesk.kind, "why": str(fault)})
            return
        with self.context.database.begin() as session:
            session.get_one(HelpdeskThreadRow, case_id).reference = reference
            _settle(session, told, self.context.clock())
            body = {"helpdesk": helpdesk.kind, "reference": reference}
            store.record(
                session, session.get_one(CaseRow, case_id), "worker", "helpdesk_sent", body, self.context.clock()
            )

    def _tell(
        self, case_id: int, helpdesk: Helpdesk, reference: str, seen: CaseView, line: Line, event_id: int
    ) -> None:
        try:
            helpdesk.update(reference, seen, line)
        except HelpdeskRefused as fault:
            body = {"helpdesk": helpdesk.kind, "why": str(fault), "line": line.id}
            self._record(case_id, "helpdesk_refused", body)
        with self.context.database.begin() as session:
            _settle(session, [event_id], self.context.clock())
            session.get_one(HelpdeskThreadRow, case_id).held_until = self.context.clock() + LEASE

    def _hold(self, case_id: int, kind: str) -> bool:
        """Take the case's thread for LEASE, begun where there is none; begun anew where the kind has changed."""
        now = self.context.clock()
        free = or_(HelpdeskThreadRow.held_until.is_(None), HelpdeskThreadRow.held_until <= now)
        with self.context.database.begin() as session:
            merchant = session.get_one(CaseRow, case_id).merchant
            values = {"case_id": case_id, "merchant": merchant, "kind": kind, "created_at": now}
            session.execute(insert(session, HelpdeskThreadRow).values(**values).on_conflict_do_nothing())
            ours = update(HelpdeskThreadRow).where(HelpdeskThreadRow.case_id == case_id, free)
            held = ours.values(held_until=now + LEASE).returning(HelpdeskThreadRow.case_id)
            if session.execute(held, execution_options={"synchronize_session": False}).first() is None:
                return False
            thread = session.get_one(HelpdeskThreadRow, case_id)
            if thread.kind != kind:
                thread.kind, thread.reference = kind, None
        return True

    def _release(self, case_id: int) -> None:
        with self.context.database.begin() as session:
            session.get_one(HelpdeskThreadRow, case_id).held_until = None

    def _record(self, case_id: int, what: str, body: dict[str, str]) -> None:
        with self.context.database.begin() as session:
            store.record(session, session.get_one(CaseRow, case_id), "worker", what, body, self.context.clock())


def _waiting(session: Session, case_id: int) -> list[tuple[int, Line]]:
    rows = session.scalars(
        select(EventRow)
        .join(HelpdeskLineRow, HelpdeskLineRow.event_id == EventRow.id)
        .where(HelpdeskLineRow.case_id == case_id, HelpdeskLineRow.settled_at.is_(None))
        .order_by(EventRow.id)
    )
    return [(row.id, line_of(row)) for row in rows]


def _settle(session: Session, events: list[int], now: datetime) -> None:
    statement = update(HelpdeskLineRow).where(HelpdeskLineRow.event_id.in_(events)).values(settled_at=now)
    session.execute(statement, execution_options={"synchronize_session": False})
