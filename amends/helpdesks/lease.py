"""Who brings a helpdesk up to date about a case: one worker at a time, for as long as its lease holds."""

from amends.clock import Clock
from amends.db.case_tables import CaseRow
from amends.db.helpdesk_tables import HelpdeskThreadRow
from amends.db.leases import Lease, Leased
from amends.db.session import Database
from amends.db.upsert import insert

THREADS = Leased(HelpdeskThreadRow.case_id, HelpdeskThreadRow.held_until)


def hold(database: Database, clock: Clock, case_id: int, kind: str) -> Lease[int] | None:
    """Take the case's thread, begun where there is none; begun again where the kind has changed. None where another
    worker has it."""
    now = clock()
    with database.begin() as session:
        merchant = session.get_one(CaseRow, case_id).merchant
        values = {"case_id": case_id, "merchant": merchant, "kind": kind, "created_at": now}
        session.execute(insert(session, HelpdeskThreadRow).values(**values).on_conflict_do_nothing())
        lease = THREADS.take(session, case_id, now)
        if lease is None:
            return None
        thread = session.get_one(HelpdeskThreadRow, case_id)
        if thread.kind != kind:
            thread.kind, thread.reference = kind, None
    return lease
