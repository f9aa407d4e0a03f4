"""Customers who opted out of messages: noted in the log for the desk, and not written to until they write again.

The provider lets nothing through either, and is the one who decides: whoever writes again without having opted in at
the provider gets an answer that it refuses, which is told at the desk as every refusal.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import ConversationRow, EventRow

OUT, IN = "opted_out", "opted_in"


def note(session: Session, conversation: ConversationRow, now: datetime, *, over: bool) -> EventRow:
    """The line in the log."""
    body = {"what": IN if over else OUT}
    return log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)


def is_out(session: Session, conversation_id: str) -> bool:
    """Whether the customer opted out, and has neither opted in nor written since."""
    what: ColumnElement[str] = EventRow.body["what"].as_string()
    mine = EventRow.conversation_id == conversation_id
    noted = select(EventRow.seq, what).where(mine, EventRow.kind == EventKind.CHANNEL, what.in_((OUT, IN)))
    newest = session.execute(noted.order_by(EventRow.seq.desc()).limit(1)).first()
    if newest is None or newest[1] != OUT:
        return False
    wrote = session.scalar(select(func.max(EventRow.seq)).where(mine, EventRow.author == "customer"))
    return bool(newest[0] > (wrote or 0))
