"""The safety net under the outbox: whatever waits without a job that would wake it gets one."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.db.session import Database
from amends.remedies import states

GRACE = timedelta(minutes=1)

# Literals, or no database would see that it has an index of just these rows (amends.db.types.only).
_WAITS = CaseRow.status == literal(str(CaseStatus.WAITING), literal_execute=True)
_UNDER_WAY = RemedyRow.state.not_in(bindparam("final", sorted(states.FINAL), expanding=True, literal_execute=True))


def enqueue_overdue(database: Database, now: datetime) -> int:
    """Cases whose wait ended a minute ago and that nobody decided again, and remedies that lost their job.

    Returns how many there were. Asked twice, each is enqueued once; where there is nothing, nothing is written.
    """
    with database.read() as session:
        lost = _overdue(session, now) | _orphaned(session)
        lost = {dedupe: lost[dedupe] for dedupe in outbox.missing(session, lost)}
    if not lost:
        return 0
    with database.begin() as session:
        return sum(outbox.enqueue(session, kind, body, now, dedupe=name) for name, (kind, body) in lost.items())


def _overdue(session: Session, now: datetime) -> dict[str, tuple[JobKind, dict[str, Any]]]:
    """By the name of the job that each should have: its kind and body."""
    cases = select(CaseRow.id, CaseRow.due_at).where(_WAITS, CaseRow.due_at <= now - GRACE)
    return {
        f"overdue:{case_id}:{due_at.isoformat()}": (JobKind.DECIDE_CASE, {"case_id": case_id})
        for case_id, due_at in session.execute(cases)
        if due_at is not None
    }


def _orphaned(session: Session) -> dict[str, tuple[JobKind, dict[str, Any]]]:
    has_job = select(JobRow.id).where(JobRow.dedupe == JobKind.CARRY_OUT + ":" + RemedyRow.key).exists()
    remedies = select(RemedyRow.id, RemedyRow.case_id, RemedyRow.key).where(_UNDER_WAY, ~has_job)
    return {
        f"{JobKind.CARRY_OUT}:{key}": (JobKind.CARRY_OUT, {"remedy_id": remedy_id, "case_id": case_id})
        for remedy_id, case_id, key in session.execute(remedies)
    }
