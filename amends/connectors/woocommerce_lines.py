"""Lines of WooCommerce: what went back of each, and how a refund names them.

It counts the net sum and each tax of a line apart, and shows in its refunds, below zero, what of them is for which.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from amends.connectors import records
from amends.connectors.lines import pieces
from amends.connectors.shop import Document
from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.order import Order

OF_LINE = "_refunded_item_id"
"""The field of a refund's line that says which line of the order it is of."""


def item(raw: Any, refunds: list[Any], currency: str) -> Document:
    """A line of an order, as the contract has it."""
    whole, tax = _sum(raw, currency), Money.from_json(records.major(raw.get("total_tax") or "0", currency))
    back = sum((-_sum(each, currency).amount for each in _returned(str(raw["id"]), refunds)), Decimal(0))
    return {
        "id": str(raw["id"]),
        "sku": raw.get("sku") or None,
        "name": raw["name"],
        "quantity": raw["quantity"],
        "amount": whole.as_json(),
        "tax": tax.as_json(),
        "refunded": Money(min(back, whole.amount), currency).as_json(),
    }


def of_lines(call: RemedyCall, order: Order, raw: Any) -> list[Document]:
    """What a refund says of its lines: of each share the taxes by their part in the line, half up to the minor unit,
    and the rest as the net sum, so that together they are the share; and its pieces where it pays for whole ones."""
    items = {each.id: each for each in order.items or ()}
    lines = {str(each["id"]): each for each in raw.get("line_items") or []}
    found = []
    for name, share in call.items:
        number = pieces(share, items[name])
        taxes = _taxes(share, items[name].amount, lines[name])
        net = share.amount - sum((amount for _, amount in taxes), Decimal(0))
        line: Document = {"id": lines[name]["id"], "refund_total": _text(net, share)}
        if number is not None:
            line["quantity"] = number
        if taxes:
            line["refund_tax"] = [{"id": rate, "refund_total": _text(amount, share)} for rate, amount in taxes]
        found.append(line)
    return found


def _taxes(share: Money, whole: Money, line: Any) -> list[tuple[Any, Decimal]]:
    """The part of each tax of a line in a share of it, by the id of its rate."""
    told = [(each["id"], Decimal(str(each.get("total") or 0))) for each in line.get("taxes") or []]
    return [
        (rate, Money(share.amount * amount / whole.amount, share.currency).rounded().amount)
        for rate, amount in told
        if amount
    ]


def _returned(line: str, refunds: list[Any]) -> Iterator[Any]:
    for refund in refunds:
        for each in refund.get("line_items") or []:
            if any(meta["key"] == OF_LINE and str(meta["value"]) == line for meta in each.get("meta_data") or []):
                yield each


def _sum(raw: Any, currency: str) -> Money:
    parts = [records.major(raw["total"], currency), records.major(raw.get("total_tax") or "0", currency)]
    return Money.from_json(parts[0]) + Money.from_json(parts[1])


def _text(amount: Decimal, like: Money) -> str:
    return Money(amount, like.currency).as_json()["amount"]
