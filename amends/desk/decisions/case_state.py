"""What a decision of a person rests on. Once that has changed, what they decided or asked for no longer holds."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.audit.chain import canonical
from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import ApprovalRow


def state_of(session: Session, case: CaseRow) -> str:
    """A hash of the case's status, claim, customer and latest decision."""
    latest = store.latest_decision(session, case)
    state = [case.status, case.claim, case.order_number, case.email, None if latest is None else latest.id]
    return hashlib.sha256(canonical(state).encode()).hexdigest()


def seen_state(session: Session, case: CaseRow) -> str:
    """The same with what waits for a second person: whoever did not see that a colleague asked decides nothing."""
    waiting = select(ApprovalRow.id).where(ApprovalRow.case_id == case.id, ApprovalRow.state == "pending")
    return f"{state_of(session, case)}.{session.scalar(waiting) or 0}"
