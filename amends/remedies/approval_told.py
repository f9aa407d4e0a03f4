"""First it is said that something is granted, and then that it is done: a remedy waits for the answer to the yes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.conversations import turns
from amends.db.remedy_tables import RemedyRow
from amends.remedies import states

TOLD_WITHIN = timedelta(seconds=20)
"""An answer that takes longer keeps nobody's money waiting."""
LOOK_AGAIN = timedelta(seconds=1)


def wait(session: Session, remedy: RemedyRow, now: datetime) -> timedelta | None:
    """How long to leave a remedy alone whose approval is still on its way to the chat; None where it may be done.
    Only what nothing was sent of waits."""
    if remedy.state != states.REQUESTED or now - remedy.created_at >= TOLD_WITHIN:
        return None
    by_message = remedy.confirmed_by.isdigit()
    return LOOK_AGAIN if by_message and turns.is_unanswered(session, int(remedy.confirmed_by)) else None
