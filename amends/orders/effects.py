"""What a remedy does to an order's record: the rules that an order system holds a call to, and the change itself.

For the order systems that ship here, the fake and the demo: a merchant's own has its own. Works on the JSON
document of an order (`contracts/order.schema.json`), because that is what they keep.
"""

import copy
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends import clock
from amends.errors import BackendRefused
from amends.money import Money
from amends.orders import durations, lines
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order
from amends.orders.payment import Payment

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
    if call.kind == RemedyKind.REFUND:
        _refund(order, after, call, at)
    elif call.kind == RemedyKind.CANCELLATION:
        _cancel(order, after, at)
    elif call.kind in {RemedyKind.REACTIVATION, RemedyKind.REPLACEMENT}:
        _activate(order, after, at)
    elif call.kind == RemedyKind.CREDIT:
        _credit(order, after, call)
    elif call.kind == RemedyKind.ACCOUNT_CORRECTION:
        after.setdefault("billing", {})["overcharged_units"] = 0
    elif call.kind == RemedyKind.TECHNICAL_CORRECTION:
        _end_outages(after, at)
    elif call.kind == RemedyKind.EXTENSION:
        _extend(order, after, call.detail)
    elif call.kind == RemedyKind.STOP_AT_PERIOD_END:
        _running(order, after)["renews"] = False
    elif call.kind == RemedyKind.EXCHANGE:
        _exchange(order, after, call.detail)
    return after


def _check_amount(order: Order, amount: Money, credited: Money) -> None:
    if amount.currency != order.total.currency:
        raise refusal("currency_mismatch")
    if amount.amount <= 0 or amount.rounded() != amount:
        raise refusal("invalid_amount")
    returned = sum((payment.returned.amount for payment in order.payments if payment.captured), credited.amount)
    paid = sum((payment.amount.amount for payment in order.payments if payment.captured), Decimal(0))
    if amount.amount > paid - returned:
        raise refusal("exceeds_remaining")


def _refund(order: Order, after: Document, call: RemedyCall, at: datetime) -> None:
    for payment, record in zip(order.payments, after["payments"], strict=True):
        if payment.id == call.payment_id and payment.captured and call.amount is not None:
            if call.amount > payment.remaining:
                raise refusal("exceeds_remaining")
            _of_lines(order, after, call)
            record["refunded"] = (payment.refunded + call.amount).as_json()
            listed = _listed(payment, record)
            made = {"id": f"re_{payment.id}_{len(listed) + 1}", "amount": call.amount.as_json(), "at": at.isoformat()}
            record["refunds"] = [*listed, {**made, "status": "succeeded", "key": call.key}]
            _lower_overcharge(order, after, call.amount)
            return
    raise refusal("payment_not_found")


def _of_lines(order: Order, after: Document, call: RemedyCall) -> None:
    """A refund that says for which lines it is raises what went back of each."""
    if (code := lines.fault(call, order)) is not None:
        raise refusal(code)
    kept = {line["id"]: line for line in after.get("items") or ()}
    for name, share in call.items:
        before = _money(kept[name]["refunded"]) if kept[name].get("refunded") else Money.zero(share.currency)
        kept[name]["refunded"] = (before + share).as_json()


def _listed(payment: Payment, record: Document) -> list[Document]:
    """The refunds so far; what was told as a sum only becomes one refund, or the list would not come to that sum."""
    if record.get("refunds") is not None or not payment.refunded:
        return list(record.get("refunds") or ())
    return [{"id": f"re_{payment.id}_before", "amount": payment.refunded.as_json(), "status": "succeeded"}]


def _lower_overcharge(order: Order, after: Document, returned: Money) -> None:
    """`overcharged_amount` is what was charged too much and has not gone back yet."""
    if order.overcharged_amount is not None:
        left = max(Money.zero(returned.currency), order.overcharged_amount - returned)
        after["billing"]["overcharged_amount"] = left.as_json()


def fail_refund(document: Document, key: str) -> Document:
    """The order after the refund of that key failed. ValueError where there is none, or it failed before."""
    after = copy.deepcopy(document)
    for payment in after["payments"]:
        for refund in payment.get("refunds") or ():
            if refund.get("key") == key and refund["status"] != "failed":
                refund["status"] = "failed"
                payment["refunded"] = (_money(payment["refunded"]) - _money(refund["amount"])).as_json()
                return after
    raise ValueError(f"{document['number']} has no refund under {key} that could fail")


def _money(document: Document) -> Money:
    return Money.from_json(document)


def _credit(order: Order, after: Document, call: RemedyCall) -> None:
    """A credit first counts against what is owed on the account, where the records say what that is."""
    owed = order.account_outstanding
    if owed is not None and call.amount is not None and owed.currency == call.amount.currency:
        after["account"]["outstanding"] = (owed - min(owed, call.amount)).as_json()


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


def _running(order: Order, after: Document) -> Document:
    """The plan, whose period must be known to be made longer or to be the last."""
    if order.cancelled_at is not None:
        raise refusal("already_cancelled")
    if order.subscription is None or order.subscription.period_ends_at is None:
        raise refusal("no_period")
    plan: Document = after["subscription"]
    return plan


def _extend(order: Order, after: Document, by: str) -> None:
    plan = _running(order, after)
    plan["period_ends_at"] = durations.after(clock.parse(plan["period_ends_at"]), by).isoformat()


def _exchange(order: Order, after: Document, sku: str) -> None:
    """The record then names what came in the other's place; its name is the order system's own affair."""
    if order.cancelled_at is not None:
        raise refusal("already_cancelled")
    after["product"] |= {"sku": sku, "name": sku}


def _end_outages(after: Document, at: datetime) -> None:
    for incident in after.get("incidents", ()):
        if incident["kind"] == "outage" and incident.get("resolved_at") is None:
            incident["resolved_at"] = at.isoformat()
