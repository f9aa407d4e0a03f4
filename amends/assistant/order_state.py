"""How an order stands, told to the customer who was matched with it."""

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.errors import BackendError
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.order import Order


def told(context: Context, situation: Situation) -> Say:
    """Its state, or what is lacking to tell it: who is writing, or an order system that answers."""
    if situation.verified is None or context.is_stale(situation):
        return Say("utter_answer_order_locked")
    try:
        order = context.order_of(situation)
    except BackendError:
        order = None
    return Say("utter_answer_order_unreachable") if order is None else of(context, situation, order)


def of(context: Context, situation: Situation, order: Order) -> Say:
    """The state of an order that was read."""
    state = "cancelled" if order.cancelled_at else order.activation.status
    placed = moments.day(order.placed_at, context.policy_of(situation, order).zone, situation.language)
    args = {"order": order.number, "product": order.product.name, "placed": placed}
    return Say(f"utter_answer_order_{state}", args)
