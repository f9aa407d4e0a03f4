"""What waits for a second person rests on the case as it was then; once the case has changed, it no longer waits."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from amends.audit.log import append
from amends.cases import notices
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.db.account_tables import AgentRow
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import ApprovalRow


def expire(session: Session, case: CaseRow, now: datetime, by: str = "") -> None:
    """End what waits on the case, in its timeline and in the audit log too. Nothing where nothing waits. Whoever asked
    is told, unless they changed it themselves: `by` is the id of who did, where that is known."""
    for approval in session.scalars(_WAITING, {"case": case.id}):
        approval.state, approval.settled_at = "expired", now
        actor, action, body = "amends", EntryKind.APPROVAL_EXPIRED, {"approval": approval.id}
        session.add(CaseEntryRow(case_id=case.id, at=now, actor=actor, kind=action, body=body))
        append(session, merchant=case.merchant, actor=actor, action=action, subject=case.number, body=body, now=now)
        if by != approval.asked_by:
            changed_by = session.get(AgentRow, by)
            name = changed_by.name if changed_by else "Somebody"
            notices.tell(session, case, approval.asked_by, NoticeKind.ENDED, name, now)
    session.flush()


_WAITING = (
    select(ApprovalRow)
    .where(ApprovalRow.case_id == bindparam("case"), ApprovalRow.state == "pending")
    .with_for_update()
)
