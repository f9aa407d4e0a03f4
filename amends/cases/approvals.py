"""What waits for a second person rests on the case as it was then; once the case has changed, it no longer waits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.audit.log import append
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import ApprovalRow


def expire(session: Session, case: CaseRow, now: datetime) -> None:
    """End what waits on the case, in its timeline and in the audit log too. Nothing where nothing waits."""
    waiting = select(ApprovalRow).where(ApprovalRow.case_id == case.id, ApprovalRow.state == "pending")
    for approval in session.scalars(waiting.with_for_update()):
        approval.state, approval.settled_at = "expired", now
        actor, action, body = "amends", EntryKind.APPROVAL_EXPIRED, {"approval": approval.id}
        session.add(CaseEntryRow(case_id=case.id, at=now, actor=actor, kind=action, body=body))
        append(session, merchant=case.merchant, actor=actor, action=action, subject=case.number, body=body, now=now)
    session.flush()
