"""The safety net under the outbox: whatever waits without a job that would wake it gets one."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import status
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.remedies import states
from amends.remedies.ledger import CARRY_OUT

DECIDE = "case.decide"
GRACE = timedelta(minutes=1)


def enqueue_overdue(session: Session, now: datetime) -> int:
    """Cases whose wait ended a minute ago and that nobody decided again, and remedies that lost their job.

    Returns how many there were. Asked twice, each is enqueued once.
    """
    overdue = select(CaseRow).where(CaseRow.status == status.WAITING, CaseRow.due_at <= now - GRACE)
    found = 0
    for case in session.scalars(overdue):
        assert case.due_at is not None
        dedupe = f"overdue:{case.id}:{case.due_at.isoformat()}"
        found += outbox.enqueue(session, DECIDE, {"case_id": case.id}, now, dedupe=dedupe)
    orphaned = select(RemedyRow).where(
        RemedyRow.state.not_in(states.FINAL),
        ~select(JobRow.id).where(JobRow.dedupe == CARRY_OUT + ":" + RemedyRow.key).exists(),
    )
    for remedy in session.scalars(orphaned):
        body = {"remedy_id": remedy.id, "case_id": remedy.case_id}
        found += outbox.enqueue(session, CARRY_OUT, body, now, dedupe=f"{CARRY_OUT}:{remedy.key}")
    return found
