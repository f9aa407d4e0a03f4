"""What is made of Medusa's words: an order with its payments and their refunds. Amounts are in whole units.

A refund is written down before the payment provider is asked, and goes from the list where that fails. That it was made
is told by the order's transactions, or, where Medusa stumbled afterwards, by the sum of its payment collection.
"""

from decimal import Decimal
from typing import Any

from amends.connectors import records
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource

_PAYMENT = "payment_collections.payments"
FIELDS = ",".join((
    "id", "display_id", "custom_display_id", "status", "email", "currency_code", "created_at", "canceled_at",
    "metadata", "total", "credit_line_total", "items.id", "items.title", "items.variant_sku",
    *(f"{kind}_address.{name}" for kind in ("billing", "shipping") for name in (
        "country_code", "first_name", "last_name",
    )),
    "transactions.reference", "transactions.reference_id",
    "payment_collections.id", "payment_collections.refunded_amount",
    *(f"{_PAYMENT}.{name}" for name in ("id", "amount", "currency_code", "provider_id", "created_at", "canceled_at")),
    *(f"{_PAYMENT}.captures.{name}" for name in ("amount", "created_at")),
    *(f"{_PAYMENT}.refunds.{name}" for name in ("id", "amount", "note", "created_at")),
))  # fmt: skip
"""What is asked for. Medusa leaves out without a word what it does not know."""


def document(raw: Any, source: OrderSource) -> Document:
    """As the contract has it. Medusa's refunds are for no lines, so none are told: a policy by items would grant one
    again that went back before."""
    own = own_fields(raw)
    lines = sorted(raw["items"], key=lambda each: str(each["id"]))
    address = raw["billing_address"] or raw["shipping_address"] or {}
    country = (address.get("country_code") or "").upper()
    return {
        "number": number_of(raw, source),
        "placed_at": raw["created_at"],
        "customer": records.customer(
            raw["email"],
            country,
            name=f"{address.get('first_name') or ''} {address.get('last_name') or ''}".strip(),
            vat=own.get(source.fields.get("vat_number", "")),
        ),
        "product": records.product(
            source,
            ", ".join(str(each["title"]) for each in lines),
            lines[0]["variant_sku"] or None if len(lines) == 1 else None,
        ),
        "total": records.major(_total(raw), raw["currency_code"]),
        "payments": [_payment(paid, each, raw) for each in raw["payment_collections"] for paid in each["payments"]],
        "consent": records.consent(source, own),
        "cancelled_at": raw["canceled_at"] if raw["status"] == "canceled" else None,
        **records.NOT_TOLD,
    }


def number_of(raw: Any, source: OrderSource) -> str:
    own = raw["custom_display_id"] if source.options.get("own_numbers") == "true" else None
    return source.options.get("written", "{}").replace("{}", str(own or raw["display_id"]))


def own_fields(raw: Any) -> dict[str, Any]:
    return raw["metadata"] or {}


def left(raw: Any) -> Decimal:
    """What Medusa would pay back by itself if the order were cancelled."""
    payments = [paid for each in raw["payment_collections"] for paid in each["payments"]]
    return sum((max(_sum(paid["captures"]) - _sum(paid["refunds"]), Decimal(0)) for paid in payments), Decimal(0))


def _total(raw: Any) -> Decimal:
    """What the order costs. Of each refund that it did not owe Medusa makes a credit, which the total is without."""
    return _amount(raw["total"]) + _amount(raw["credit_line_total"])


def _payment(paid: Any, collection: Any, raw: Any) -> Document:
    currency, captures = paid["currency_code"], paid["captures"]
    status = "captured" if captures else "expired" if paid["canceled_at"] else "authorised"
    return {
        "id": paid["id"],
        "amount": records.major(_sum(captures) if captures else paid["amount"], currency),
        "status": status,
        "captured_at": max(each["created_at"] for each in captures) if captures else None,
        "method": paid["provider_id"],
        "refunds": [_refund(each, collection, raw, currency) for each in paid["refunds"]],
    }


def _refund(made: Any, collection: Any, raw: Any, currency: str) -> Document:
    """What others made is not waited for: it counts as away either way."""
    mark = records.marked(made["note"])
    known = mark is None or _was_made(made, collection, raw)
    return {
        "id": made["id"],
        "amount": records.major(made["amount"], currency),
        "status": "succeeded" if known else "pending",
        "at": made["created_at"],
        "key": mark,
    }


def _was_made(made: Any, collection: Any, raw: Any) -> bool:
    if any(each["reference"] == "refund" and each["reference_id"] == made["id"] for each in raw["transactions"]):
        return True
    # The sum is written after the provider paid, and counts what stands there then: it says nothing of older ones.
    others = [each for paid in collection["payments"] for each in paid["refunds"]]
    newest = max(others, key=lambda each: str(each["created_at"]))
    return bool(newest["id"] == made["id"] and _sum(others) == _amount(collection["refunded_amount"]))


def _sum(parts: Any) -> Decimal:
    return sum((_amount(each["amount"]) for each in parts), Decimal(0))


def _amount(told: Any) -> Decimal:
    return Decimal(str(told))
