"""What every order system holds the lines of a refund to."""

from decimal import Decimal

from amends.orders.backend import RemedyCall
from amends.orders.order import Order


def fault(call: RemedyCall, order: Order) -> str | None:
    """The code of REFUSALS that the call's lines deserve. None where it names none, or nothing is wrong with them: they
    come to its amount, and none gets more than is left of it."""
    if not call.items or call.amount is None:
        return None
    if any(share.currency != call.amount.currency for _, share in call.items):
        return "currency_mismatch"
    if any(share.amount <= 0 or share.rounded() != share for _, share in call.items):
        return "invalid_amount"
    if sum(share.amount for _, share in call.items) != call.amount.amount:
        return "items_differ"
    wanted: dict[str, Decimal] = {}
    for name, share in call.items:
        wanted[name] = wanted.get(name, Decimal(0)) + share.amount
    left = {
        item.id: item.amount.amount - (Decimal(0) if item.refunded is None else item.refunded.amount)
        for item in order.items or ()
    }
    if not wanted.keys() <= left.keys():
        return "item_not_found"
    return "exceeds_item" if any(amount > left[name] for name, amount in wanted.items()) else None
