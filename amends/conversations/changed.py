"""A message of the customer's that changes an earlier one, which stays as it was."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.conversation_tables import EventRow

CHANGES = "changes"
"""In the body of such a message: the number of the earlier one in the conversation."""


def by(session: Session, turn: str) -> EventRow | None:
    """The message that the one of `turn` changes; None where it changes none that is known."""
    event = session.get(EventRow, int(turn)) if turn.isdecimal() else None
    if event is None or CHANGES not in event.body:
        return None
    named = EventRow.conversation_id == event.conversation_id, EventRow.seq == event.body[CHANGES]
    return session.scalar(select(EventRow).where(*named))
