"""What a closed window keeps back: the approved message asks the customer to write, and the rest is sent once they do.

An approved message says none of our words, so with it alone nothing has been told. Whoever does not answer it within a
day gets them by e-mail.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db import lanes, outbox
from amends.db.channel_tables import ChannelMessageRow, ChannelThreadRow
from amends.db.conversation_tables import EventRow
from amends.db.job_kinds import JobKind

ASKED = -1
"""The number under which the approved message is noted with the first of what waits: its own parts begin at nought."""
ANSWERED_WITHIN = timedelta(hours=24)


def asked(session: Session, thread: ChannelThreadRow) -> ChannelMessageRow | None:
    """The approved message that was sent for what waits now; None where none was."""
    sent = (
        select(ChannelMessageRow)
        .join(EventRow, EventRow.id == ChannelMessageRow.event_id)
        .where(
            EventRow.conversation_id == thread.conversation_id,
            EventRow.seq > thread.sent_seq,
            ChannelMessageRow.part == ASKED,
        )
    )
    return session.scalar(sent.order_by(EventRow.seq.desc()).limit(1))


def key_of(event: EventRow) -> str:
    """Of the approved message that asks for `event`: the same on each try."""
    return f"{event.id}-asked"


def let_go(session: Session, conversation_id: str, now: datetime) -> None:
    """The customer has written, so what waits for that is due."""
    thread = session.get(ChannelThreadRow, conversation_id)
    if thread is not None and asked(session, thread) is not None:
        look_again(session, conversation_id, now)


def look_again(session: Session, conversation_id: str, now: datetime) -> None:
    """Something has changed for what waits."""
    body, dedupe = {"conversation_id": conversation_id}, lanes.to_send(conversation_id)
    outbox.enqueue_again(session, JobKind.SEND_ON_CHANNEL, body, now, dedupe)
