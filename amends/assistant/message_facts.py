"""The facts of a message, read once, as it comes in; everything after reads them there and nothing from the text."""

from collections.abc import Sequence
from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.errors import BackendError
from amends.facts.facts import read_facts
from amends.reading.message import Message


def with_facts(context: Context, situation: Situation, message: Message) -> Message:
    """`message` with what it says by itself. A button's press says nothing: its words are ours."""
    if message.choice:
        return message
    draft, merchant = situation.draft, context.merchants[situation.merchant].merchant
    half_known = draft.settled and draft.email is not None and draft.order_number is None
    facts = read_facts(
        message.text,
        message.language or situation.language,
        message.at.astimezone(merchant.zone).replace(microsecond=0),
        context.numbers[situation.merchant],
        merchant.country,
        bare_number=draft.asked == "order_number" or half_known or draft.unmatched is not None,
        asked_when=draft.asked == "occurred_at",
        products=_products(context, situation),
    )
    return replace(message, facts=facts)


def _products(context: Context, situation: Situation) -> Sequence[str]:
    """What may be named when the service is asked for: the one of the verified customer's order."""
    if situation.draft.asked != "service_name" or situation.verified is None:
        return ()
    try:
        order = context.order_of(situation)
    except BackendError:
        return ()
    return () if order is None else (order.product.name,)
