"""The worker's part of sending: a case and what was said since, in order, once each as far as it lies with us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.db.helpdesk_tables import HelpdeskLineRow, HelpdeskThreadRow
from amends.db.leases import Lease
from amends.errors import HelpdeskRefused
from amends.helpdesks.case_view import line_of, view
from amends.helpdesks.helpdesk import CaseView, Helpdesk, Line
from amends.helpdesks.lease import hold


@dataclass(frozen=True)
class Outbound:
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
        lease = hold(self.context.database, self.context.clock, case_id, helpdesk.kind)
        if lease is None:
            return False
        try:
            return self._send(lease, helpdesk)
        finally:
            with self.context.database.begin() as session:
                lease.release(session)

    def gave_up(self, case_id: int, error: str) -> None:
        """Every try failed. The case stays in review at our own desk, where the timeline says so."""
        self._record(case_id, EntryKind.HELPDESK_GAVE_UP, {"why": error})

    def _send(self, lease: Lease[int], helpdesk: Helpdesk) -> bool:
        """False where the lease ran out on the way and another worker goes on."""
        case_id = lease.key
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            seen = view(session, case, self.context.merchants[case.merchant].merchant.name)
            reference = session.get_one(HelpdeskThreadRow, case_id).reference
            waiting = _waiting(session, case_id)
        if reference is None:
            return self._open(lease, helpdesk, seen, [event_id for event_id, _ in waiting])
        return all(self._tell(lease, helpdesk, reference, seen, line, event_id) for event_id, line in waiting)

    def _open(self, lease: Lease[int], helpdesk: Helpdesk, seen: CaseView, told: list[int]) -> bool:
        case_id = lease.key
        try:
            reference = helpdesk.send(seen)
        except HelpdeskRefused as fault:
            self._record(case_id, EntryKind.HELPDESK_REFUSED, {"helpdesk": helpdesk.kind, "why": str(fault)})
            return True
        now = self.context.clock()
        with self.context.database.begin() as session:
            if not lease.renew(session, now):
                return False
            session.get_one(HelpdeskThreadRow, case_id).reference = reference
            _settle(session, told, now)
            body = {"helpdesk": helpdesk.kind, "reference": reference}
            store.record(session, session.get_one(CaseRow, case_id), "worker", EntryKind.HELPDESK_SENT, body, now)
        return True

    def _tell(
        self, lease: Lease[int], helpdesk: Helpdesk, reference: str, seen: CaseView, line: Line, event_id: int
    ) -> bool:
        try:
            helpdesk.update(reference, seen, line)
        except HelpdeskRefused as fault:
            body = {"helpdesk": helpdesk.kind, "why": str(fault), "line": line.id}
            self._record(lease.key, EntryKind.HELPDESK_REFUSED, body)
        now = self.context.clock()
        with self.context.database.begin() as session:
            _settle(session, [event_id], now)  # it was told, whoever goes on
            return lease.renew(session, now)

    def _record(self, case_id: int, what: EntryKind, body: dict[str, str]) -> None:
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
