"""What was said to the customer and is still to go out when they write: they cannot have answered it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.channels.gathering import waiting
from amends.conversations.turns import READ_UNTIL
from amends.db.channel_tables import ChannelMessageRow, ChannelThreadRow
from amends.db.conversation_tables import EventRow


def read_until(session: Session, conversation_id: str) -> dict[str, str]:
    """For the body of a message that comes now: the instant of the last of our words that went out, where others have
    not yet. Empty where all of them did."""
    thread = session.get(ChannelThreadRow, conversation_id)
    unsent = [] if thread is None else waiting(session, thread)
    parts = select(ChannelMessageRow.event_id).where(ChannelMessageRow.part >= 0)
    gone = set(session.scalars(parts.where(ChannelMessageRow.event_id.in_([event.id for event in unsent]))))
    first = next((event for event in unsent if event.id not in gone), None)
    if first is None:
        return {}
    before = select(func.max(EventRow.at)).where(EventRow.conversation_id == conversation_id, EventRow.seq < first.seq)
    last = session.scalar(before)
    return {} if last is None else {READ_UNTIL: last.isoformat()}
