"""What is made of Vendure's words: an order with its payments, their refunds, and its lines.

Amounts are whole numbers of a unit whose decimals the shop says. A cancelled piece leaves its line, and the order's
total with it; what was bought is told here all the same, since what is paid beyond the total counts as paid twice.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from amends.connectors import records
from amends.connectors.lines import price
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.connectors.vendure_queries import CANCELLATION, PAID
from amends.money import Money

_STATUS = {
    "Settled": "captured",
    "Authorized": "authorised",
    "Declined": "failed",
    "Error": "failed",
    "Cancelled": "expired",
}
_REFUND = {"Settled": "succeeded", "Failed": "failed"}
_FAILED = "Failed"


class Reading:
    """One order as the API told it, in the shop's own units."""

    def __init__(self, raw: Any, decimals: int) -> None:
        self._raw = raw
        self._decimals = decimals

    def document(self, source: OrderSource) -> Document:
        """As the contract has it, without what only the merchant's own settings say."""
        raw = self._raw
        own = raw.get("customFields") or {}
        lines = raw["lines"]
        customer = raw.get("customer") or {}
        country = (raw.get("billingAddress") or {}).get("countryCode") or (raw.get("shippingAddress") or {}).get(
            "countryCode"
        )
        name = ", ".join(each["productVariant"]["name"] for each in lines)
        sku = lines[0]["productVariant"]["sku"] if len(lines) == 1 else None
        found = {
            "number": raw["code"],
            "placed_at": raw.get("orderPlacedAt") or raw["createdAt"],
            "customer": records.customer(
                customer.get("emailAddress"),
                country,
                name=f"{customer.get('firstName') or ''} {customer.get('lastName') or ''}".strip(),
                vat=own.get(source.fields.get("vat_number", "")),
            ),
            "product": records.product(source, name, sku),
            "total": self._money(self._total()),
            "payments": [self._payment(each) for each in raw["payments"] or ()],
            "consent": records.consent(source, own),
            "cancelled_at": self._cancelled_at(),
            **records.NOT_TOLD,
        }
        known = lines and all(_is_priced(each) for each in lines)
        return found | ({"items": [self._item(each) for each in lines]} if known else {})

    def _total(self) -> int:
        """What the order cost when it was bought. Of a line that was cancelled whole Vendure forgets the discounts: the
        order then cost no more than was paid."""
        raw = self._raw
        gone = sum(_bought_price(each) - int(each["proratedLinePriceWithTax"]) for each in raw["lines"])
        shipping = sum(
            -int(each["amountWithTax"])
            for line in raw["shippingLines"]
            for each in line["discounts"]
            if each["adjustmentSource"] == "CANCEL_ORDER"
        )
        total = int(raw["totalWithTax"]) + gone + shipping
        paid = sum(int(each["amount"]) for each in raw["payments"] or () if each["state"] == "Settled")
        return total if paid == 0 or all(_is_priced(each) for each in raw["lines"]) else min(total, paid)

    def _cancelled_at(self) -> str | None:
        if self._raw["state"] != "Cancelled":
            return None
        told = [each["createdAt"] for each in self._raw["history"]["items"] if each["type"] == CANCELLATION]
        return str(max(told, default=self._raw["updatedAt"]))

    def _payment(self, paid: Any) -> Document:
        status = _STATUS.get(paid["state"], "pending")
        return {
            "id": paid["id"],
            "amount": self._money(paid["amount"]),
            "status": status,
            "captured_at": self._settled_at(paid) if status == "captured" else None,
            "method": paid["method"],
            "refunds": [self._refund(each) for each in paid["refunds"]],
        }

    def _settled_at(self, paid: Any) -> str:
        entries = [each for each in self._raw["history"]["items"] if each["type"] == PAID]
        told = [each["createdAt"] for each in entries if _is_settling(each["data"], paid["id"])]
        return str(min(told, default=paid["createdAt"]))

    def _refund(self, raw: Any) -> Document:
        return {
            "id": raw["id"],
            "amount": self._money(raw["total"]),
            "status": _REFUND.get(raw["state"], "pending"),
            "at": raw["createdAt"],
            "key": records.marked(raw.get("reason")),
        }

    def _item(self, line: Any) -> Document:
        amount = _bought_price(line)
        whole = _bought(line) == line["quantity"]
        back = min(Decimal(amount), price(returned(self._raw, line["id"]), Decimal(amount), _bought(line)))
        return {
            "id": line["id"],
            "sku": line["productVariant"]["sku"] or None,
            "name": line["productVariant"]["name"],
            "quantity": _bought(line),
            "amount": self._money(amount),
            "tax": self._money(amount - int(line["proratedLinePrice"])) if whole else None,
            "refunded": self._money(back),
        }

    def _money(self, amount: Decimal | int) -> dict[str, str]:
        return records.major(Decimal(amount).scaleb(-self._decimals), self._raw["currencyCode"])


def in_units(money: Money, decimals: int) -> int | None:
    """An amount in the shop's units; None where it has more decimals than they."""
    found = money.amount.scaleb(decimals)
    return int(found) if found == int(found) else None


def returned(raw: Any, line_id: str) -> int:
    """How many pieces of a line its refunds name."""
    refunds = [each for paid in raw["payments"] or () for each in paid["refunds"] if each["state"] != _FAILED]
    return sum(int(line["quantity"]) for made in refunds for line in made["lines"] if line["orderLineId"] == line_id)


def _bought(line: Any) -> int:
    """What a change of the order added later counts as bought too."""
    return max(int(line["orderPlacedQuantity"]), int(line["quantity"]))


def _bought_price(line: Any) -> int:
    gone = _bought(line) - int(line["quantity"])
    return int(line["proratedLinePriceWithTax"]) + gone * int(line["proratedUnitPriceWithTax"])


def _is_priced(line: Any) -> bool:
    return int(line["quantity"]) > 0 or not line["discounts"]


def _is_settling(data: Mapping[str, Any], payment: str) -> bool:
    return str(data.get("paymentId")) == payment and data.get("to") == "Settled"
