"""The jobs of the outbox that look whether a customer stays silent (amends/desk/reminders.py does the looking)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind

PATIENCE = timedelta(days=14)
"""How long a case waits for the customer before a person looks at it."""
REMIND, GIVE_BACK, LEFT = "remind", "give_back", "left"
AFTER = {REMIND: timedelta(days=3), GIVE_BACK: PATIENCE, LEFT: timedelta(minutes=30)}
"""How long the customer is silent before each step; LEFT is of a withdrawal that nobody is known to have declared."""


def watch(session: Session, case: CaseRow, since: datetime, now: datetime, step: str = REMIND) -> bool:
    """Have the worker look whether the customer has been silent since then. False where it was asked to before."""
    body = {"case_id": case.id, "step": step, "since": since.isoformat()}
    return outbox.enqueue(
        session, JobKind.LOOK_AT_SILENCE, body, now, since + AFTER[step], dedupe(case.id, step, since)
    )


def dedupe(case_id: int, step: str, since: datetime) -> str:
    """The name of the job: one a case, step and silence."""
    return f"{JobKind.LOOK_AT_SILENCE}:{case_id}:{step}:{since.isoformat()}"
