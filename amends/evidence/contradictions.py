"""Where a picture and the order's records do not agree: pure rules over what was read and confirmed.

A contradiction decides nothing by itself. It is a reason for a person to look (docs/decision-table.md, "contradicted"),
and may speak for the customer as well as against: their error screenshot against a record that the service is active.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from amends import crowns
from amends.evidence.ocr import words
from amends.money import Money
from amends.orders.order import Order

BOOKED_WITHIN = timedelta(days=3)
"""Banks show a payment up to so many days apart from the record of it; it also covers every time zone."""


def contradictions(read: Mapping[str, str], order: Order) -> tuple[str, ...]:
    """Names of what does not fit the records. What was not read, or the records do not tell, contradicts nothing."""
    rules = {
        "order_number": _other_order,
        "amount": _other_amount,
        "date": _other_date,
        "activation": _not_active,
    }
    return tuple(name for name, holds in rules.items() if holds(read, order))


def _other_order(read: Mapping[str, str], order: Order) -> bool:
    """Another order number than that of the order."""
    return "order_number" in read and read["order_number"] != order.number


def _other_amount(read: Mapping[str, str], order: Order) -> bool:
    """An amount, perhaps in the order's currency, that is neither its total nor a payment, a refund or a surplus."""
    if "amount" not in read or not crowns.may_be(read.get("currency"), order.total.currency):
        return False
    known: list[Money | None] = [order.total, order.overcharged_amount]
    known += [money for payment in order.payments for money in (payment.amount, payment.refunded)]
    known += [refund.amount for payment in order.payments for refund in payment.refunds]
    known += [incident.affected_amount for incident in order.incidents]
    return Decimal(read["amount"]) not in {money.amount for money in known if money is not None}


def _other_date(read: Mapping[str, str], order: Order) -> bool:
    """On a payment: a day on which nothing was ordered or paid. On anything else: a day before the order."""
    if "date" not in read:
        return False
    day = date.fromisoformat(read["date"])
    placed = order.placed_at.date()
    if "amount" not in read and "payment_reference" not in read:
        return day < placed - BOOKED_WITHIN
    moments = [placed, *(payment.captured_at.date() for payment in order.payments if payment.captured_at)]
    return all(abs(day - moment) > BOOKED_WITHIN for moment in moments)


def _not_active(read: Mapping[str, str], order: Order) -> bool:
    """An error about the activation, not older than it, although the records say that it is done."""
    if order.activation.status != "done" or not words.ACTIVATION.search(read.get("error_text", "")):
        return False
    at = order.activation.at
    return at is None or "date" not in read or date.fromisoformat(read["date"]) >= at.date() - timedelta(days=1)
