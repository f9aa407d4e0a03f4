"""How an order stands, told to the customer who was matched with it."""

from collections.abc import Callable
from dataclasses import replace

from amends.assistant import records_told, wording
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.errors import BackendError
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.order import Order

_NOTHING_ENDS = "utter_nothing_cancelled"


def told(context: Context, situation: Situation) -> Say:
    """Its state, or what is lacking to tell it: who is writing, or an order system that answers."""
    return _of_the_matched(context, situation, of)


def validity(context: Context, situation: Situation) -> Say:
    """Until when it is valid, or since when no more; or what is lacking to tell it."""
    return _of_the_matched(context, situation, _validity_of)


def beside(context: Context, situation: Situation, order: Order) -> Situation:
    """The situation with the state of `order` told beside what is said already. Of an ended order it is not said as
    well that nothing ends."""
    if order.cancelled_at is not None:
        situation = replace(situation, says=tuple(say for say in situation.says if say.response != _NOTHING_ENDS))
    return situation.say(of(context, situation, order))


def _of_the_matched(context: Context, situation: Situation, tell: Callable[[Context, Situation, Order], Say]) -> Say:
    if situation.verified is None or context.is_stale(situation):
        return Say("utter_answer_order_locked")
    try:
        order = context.order_of(situation)
    except BackendError:
        order = None
    return Say("utter_answer_order_unreachable") if order is None else tell(context, situation, order)


def paid_back(context: Context, situation: Situation) -> Say | None:
    """How much of the matched customer's order was paid back, by its records; None where nothing was, or nobody is."""
    if situation.verified is None or context.is_stale(situation):
        return None
    try:
        order = context.order_of(situation)
    except BackendError:
        return None
    if order is None or not order.captured:
        return None
    back, made = records_told.paid_back(order)
    if not back:
        return None
    policy, language = context.policy_of(situation, order), situation.language
    args = {"order": order.number, "amount": back.text(language), "days": wording.span(policy.settings.payout_days)}
    if made is None:
        return Say("utter_answer_paid_back", args)
    return Say("utter_answer_paid_back_on", {**args, "on": moments.dated(made, policy.zone, language)})


def of(context: Context, situation: Situation, order: Order) -> Say:
    """The state of an order that was read."""
    state = "cancelled" if order.cancelled_at else order.activation.status or "not_told"
    policy = context.policy_of(situation, order)
    placed = moments.day(order.placed_at, policy.zone, situation.language)
    args = {"order": order.number, "product": policy.merchant.name_of(order.product, situation.language)}
    args |= {"placed": placed}
    if state == "pending" and order.activation.due_at is not None:
        due = moments.moment(order.activation.due_at, policy.zone, situation.language)
        return Say("utter_answer_order_pending_until", {**args, "due": due})
    return Say(f"utter_answer_order_{state}", args)


def _validity_of(context: Context, situation: Situation, order: Order) -> Say:
    policy = context.policy_of(situation, order)
    until, zone = order.usage.valid_until, policy.zone
    args = {"order": order.number, "product": policy.merchant.name_of(order.product, situation.language)}
    if until is None:
        return Say("utter_order_validity_unknown", args)
    if until > context.clock():
        return Say("utter_order_valid_until", {**args, "until": moments.deadline(until, zone, situation.language)})
    return Say("utter_order_expired_on", {**args, "on": moments.dated(until, zone, situation.language)})
