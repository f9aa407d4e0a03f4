"""News of messages of ours: delivered, read, or failed after all. In any order, and before we know the message too."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels import deliveries, keeping_back
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
    named = (ChannelMessageRow.channel_id == channel_id, ChannelMessageRow.message_id == delivery.message_id)
    rows = select(ChannelMessageRow).where(*named).order_by(ChannelMessageRow.event_id)
    messages = session.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()
    if not messages:
        delivery.body = {"state": told.state, "code": told.code, "why": told.why}
        return Outcome.EARLY
    _move(session, messages, told.state, told.code, told.why, stand_in, now)
    return Outcome.TOLD


def settle(session: Session, messages: Sequence[ChannelMessageRow], stand_in: StandIn, now: datetime) -> None:
    """Note what was told of a message before its id was known here; `messages` are its rows, one an event."""
    message = messages[0]
    early = select(ChannelDeliveryRow).where(
        ChannelDeliveryRow.channel_id == message.channel_id,
        ChannelDeliveryRow.message_id == message.message_id,
        ChannelDeliveryRow.outcome == Outcome.EARLY,
    )
    for each in session.scalars(early.order_by(ChannelDeliveryRow.received_at)):
        _move(session, messages, each.body["state"], each.body["code"], each.body["why"], stand_in, now)
        each.outcome, each.body = Outcome.TOLD, {}


def _move(
    session: Session,
    messages: Sequence[ChannelMessageRow],
    to: str,
    code: str,
    why: str,
    stand_in: StandIn,
    now: datetime,
) -> None:
    moving = [each for each in messages if _moves(each.state, to)]
    for message in moving:
        message.state = to
        if to == DeliveryState.FAILED:
            message.code, message.why = code[:LONGEST_CODE], why[:LONGEST_WHY]
    if moving and to == DeliveryState.FAILED:
        events = [session.get_one(EventRow, message.event_id) for message in moving]
        if moving[0].part == keeping_back.ASKED:  # what waits for its answer has not been sent yet
            keeping_back.look_again(session, events[0].conversation_id, now)
        else:
            stand_in.unreached(session, events, moving[0].code, moving[0].why, now)


def _moves(state: str, to: str) -> bool:
    return _FURTHER[to] > _FURTHER[state] and not (to == DeliveryState.FAILED and state == DeliveryState.READ)
