"""Until when a conversation's order may be withdrawn from by law: what the chat window's button goes by."""

from datetime import datetime

from amends.assistant.context import Context
from amends.assistant.situation import Situation, find
from amends.policy import withdrawal


def withdrawal_until(context: Context, conversation_id: str) -> datetime | None:
    """The end of the right for the order whose customer was matched here; None where it has ended or never was.

    Only for a conversation with a matched identity. BackendError where the records cannot be read now.
    """
    with context.database.read() as session:
        situation = Situation.of(find(session, conversation_id))
    order = context.order_of(situation)
    if order is None:
        return None
    return withdrawal.right_until(context.policy_of(situation, order), order, context.clock())
