"""What a remedy does to an order's record: the rules that an order system holds a call to, and the change itself.

For the order systems that ship here, the fake and the demo: a merchant's own has its own. Works on the JSON
document of an order (`contracts/order.schema.json`), because that is what they keep.
"""

import copy
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends.errors import BackendRefused
from amends.money import Money
from amends.orders.backend import REFUSALS, RemedyCall
from amends.orders.order import Order

Document = dict[str, Any]


def refusal(code: str) -> BackendRefused:
    """The final no of that code, one of `REFUSALS`."""
    return BackendRefused(REFUSALS[code], code)


def apply(document: Document, call: RemedyCall, at: datetime, credited: Money) -> Document:
    """The order after `call` at the instant `at`; BackendRefused where it must not be.

    `credited` is what was already given as credit on this order: an order's own record does not hold it.
    """
    order = Order.from_json(document)
    after = copy.deepcopy(document)
    if call.amount is not None:
        _check_amount(order, call.amount, credited)
    if call.kind == "refund":
        _refund(order, after, call)
    elif call.kind == "cancellation":
        _cancel(order, after, at)
    elif call.kind in {"reactivation", "replacement"}:
        _activate(order, after, at)
    elif call.kind == "account_correction":
        after.setdefault("billing", {})["overcharged_units"] = 0
    elif call.kind == "technical_correction":
        _end_outages(after, at)
    return after


def _check_amount(order: Order, amount: Money, credited: Money) -> None:
    if amount.currency != order.total.currency:
        raise refusal("currency_mismatch")
    if amount.amount <= 0 or amount.rounded() != amount:
        raise refusal("invalid_amount")
    returned = sum((payment.refunded.amount for payment in order.payments), credited.amount)
    paid = sum((p.amount.amount for p in order.payments if p.status == "captured"), Decimal(0))
    if amount.amount > paid - returned:
        raise refusal("exceeds_remaining")


def _refund(order: Order, after: Document, call: RemedyCall) -> None:
    for payment, record in zip(order.payments, after["payments"], strict=True):
        if payment.id == call.payment_id and payment.status == "captured" and call.amount is not None:
            if call.amount > payment.remaining:
                raise refusal("exceeds_remaining")
            record["refunded"] = (payment.refunded + call.amount).as_json()
            return
    raise refusal("payment_not_found")


def _cancel(order: Order, after: Document, at: datetime) -> None:
    if order.cancelled_at is not None:
        raise refusal("already_cancelled")
    after["cancelled_at"] = at.isoformat()
    after["activation"]["status"] = "reversed" if order.activation.status == "done" else "none"


def _activate(order: Order, after: Document, at: datetime) -> None:
    """A second try at the same product, or a replacement of the wrong one: then the right one is there."""
    if order.cancelled_at is not None:
        raise refusal("already_cancelled")
    after["activation"] |= {
        "status": "done",
        "at": at.isoformat(),
        "attempts": order.activation.attempts + 1,
        "matches_order": True,
    }


def _end_outages(after: Document, at: datetime) -> None:
    for incident in after.get("incidents", ()):
        if incident["kind"] == "outage" and incident.get("resolved_at") is None:
            incident["resolved_at"] = at.isoformat()
