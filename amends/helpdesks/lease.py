"""Who brings a helpdesk up to date about a case: one worker at a time, for as long as its lease holds."""

from datetime import datetime, timedelta

from sqlalchemy import Update, or_, update
from sqlalchemy.orm import Session

from amends.clock import Clock
from amends.db.case_tables import CaseRow
from amends.db.helpdesk_tables import HelpdeskThreadRow
from amends.db.session import Database
from amends.db.upsert import insert

LEASE = timedelta(seconds=60)
_PLAIN = {"synchronize_session": False}


class Lease:
    """A case's thread, held until `until`. A worker that took longer may find that another one has it by now: whatever
    is written in the name of the lease is conditional on it."""

    def __init__(self, case_id: int, until: datetime) -> None:
        self.case_id = case_id
        self.until = until

    def renew(self, session: Session, now: datetime) -> bool:
        """Hold it for LEASE from now. False where another worker has taken it: leave the rest to that one."""
        until = now + LEASE
        ours = session.execute(
            self._ours().values(held_until=until).returning(HelpdeskThreadRow.case_id), execution_options=_PLAIN
        ).first()
        if ours is None:
            return False
        self.until = until
        return True

    def release(self, session: Session) -> None:
        """Free for anybody at once; nothing happens where another worker has it."""
        session.execute(self._ours().values(held_until=None), execution_options=_PLAIN)

    def _ours(self) -> Update:
        return update(HelpdeskThreadRow).where(
            HelpdeskThreadRow.case_id == self.case_id, HelpdeskThreadRow.held_until == self.until
        )


def hold(database: Database, clock: Clock, case_id: int, kind: str) -> Lease | None:
    """Take the case's thread, begun where there is none; begun again where the kind has changed. None where another
    worker has it."""
    now = clock()
    until = now + LEASE
    free = or_(HelpdeskThreadRow.held_until.is_(None), HelpdeskThreadRow.held_until <= now)
    with database.begin() as session:
        merchant = session.get_one(CaseRow, case_id).merchant
        values = {"case_id": case_id, "merchant": merchant, "kind": kind, "created_at": now}
        session.execute(insert(session, HelpdeskThreadRow).values(**values).on_conflict_do_nothing())
        taken = update(HelpdeskThreadRow).where(HelpdeskThreadRow.case_id == case_id, free).values(held_until=until)
        if session.execute(taken.returning(HelpdeskThreadRow.case_id), execution_options=_PLAIN).first() is None:
            return None
        thread = session.get_one(HelpdeskThreadRow, case_id)
        if thread.kind != kind:
            thread.kind, thread.reference = kind, None
    return Lease(case_id, until)
