"""News of messages of ours: delivered, read, or failed after all. In any order, and before we know the message too."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.deliveries import Outcome
from amends.channels.received import Delivery, DeliveryState
from amends.channels.standing_in import StandIn
from amends.db.channel_tables import ChannelDeliveryRow, ChannelMessageRow
from amends.db.conversation_tables import EventRow

SENT = "sent"
_FURTHER = {SENT: 0, DeliveryState.DELIVERED: 1, DeliveryState.READ: 2, DeliveryState.FAILED: 3}
"""A message only moves on. What was read has not failed, whatever is told later."""
LONGEST_CODE = 80
LONGEST_WHY = 500


def take(
    session: Session, channel_id: str, told: Delivery, delivery: ChannelDeliveryRow, stand_in: StandIn, now: datetime
) -> Outcome:
    """Note it with the message. Of one that we do not know yet it is kept until its id is (`settle`)."""
    delivery.message_id = deliveries.key_of(told.of)
    message = session.scalar(
        select(ChannelMessageRow)
        .where(ChannelMessageRow.channel_id == channel_id, ChannelMessageRow.message_id == delivery.message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if message is None:
        delivery.body = {"state": told.state, "code": told.code, "why": told.why}
        return Outcome.EARLY
    _move(session, message, told.state, told.code, told.why, stand_in, now)
    return Outcome.TOLD


def settle(session: Session, message: ChannelMessageRow, stand_in: StandIn, now: datetime) -> None:
    """Note what was told of a message before its id was known here."""
    early = select(ChannelDeliveryRow).where(
        ChannelDeliveryRow.channel_id == message.channel_id,
        ChannelDeliveryRow.message_id == message.message_id,
        ChannelDeliveryRow.outcome == Outcome.EARLY,
    )
    for each in session.scalars(early.order_by(ChannelDeliveryRow.received_at)):
        _move(session, message, each.body["state"], each.body["code"], each.body["why"], stand_in, now)
        each.outcome, each.body = Outcome.TOLD, {}


def _move(
    session: Session, message: ChannelMessageRow, to: str, code: str, why: str, stand_in: StandIn, now: datetime
) -> None:
    if _FURTHER[to] <= _FURTHER[message.state] or (to == DeliveryState.FAILED and message.state == DeliveryState.READ):
        return
    message.state = to
    if to == DeliveryState.FAILED:
        message.code, message.why = code[:LONGEST_CODE], why[:LONGEST_WHY]
        event = session.get_one(EventRow, message.event_id)
        stand_in.unreached(session, event, message.code, message.why, now)
