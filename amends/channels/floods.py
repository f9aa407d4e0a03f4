"""More than a channel takes: who writes too much, and whether they were told so."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.book import Opened
from amends.channels.received import Received
from amends.conversations import log, turns
from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import ConversationRow, EventRow

HOUR = timedelta(hours=1)


def flooded(session: Session, opened: Opened, received: Received, now: datetime) -> str | None:
    """The conversation of an address that has written more within an hour than the channel takes. The desk alone is
    told, once: an answer might get one itself."""
    most = opened.channel.limits.per_hour
    if most is None:
        return None
    came = deliveries.of_address(session, opened.id, received.address, now - HOUR, most + 1)
    if len(came) < most:
        return None
    if len(came) == most:
        conversation = session.get_one(ConversationRow, came[0])
        body = {"what": "flood", "most": most}
        log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)
    return came[0]


def told_lately(session: Session, conversation: ConversationRow, now: datetime) -> bool:
    """Whether the customer was told within the minute that it is too many: once is enough for a flood."""
    refused: ColumnElement[str] = EventRow.body["data", "refused"].as_string()
    told = select(EventRow.id).where(
        EventRow.conversation_id == conversation.id,
        EventRow.kind == EventKind.NOTICE,
        EventRow.at > now - turns.MINUTE,
        refused == "too_many",
    )
    return session.scalar(told.limit(1)) is not None
