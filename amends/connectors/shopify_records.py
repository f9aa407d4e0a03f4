"""What is made of Shopify's words: an order with its transactions, their refunds, its lines and disputes."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from amends.connectors import records
from amends.connectors.lines import price
from amends.connectors.shop import Document
from amends.connectors.shopify_queries import MOST_REFUNDS, MOST_TRANSACTIONS
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid
from amends.money import Money

MARK = "amends:"
"""In front of our key in a refund's note."""
_PAID = frozenset({"SALE", "CAPTURE"})
_FAILED = frozenset({"ERROR", "FAILURE"})
_DISPUTE = dict.fromkeys(("LOST", "ACCEPTED", "CHARGE_REFUNDED"), "lost")


def document(raw: Any, source: OrderSource) -> Document:
    """As the contract has it. BackendInvalid where one of its lists is longer than was asked for."""
    if (
        len(raw["transactions"]) >= MOST_TRANSACTIONS
        or len(raw["refunds"]) >= MOST_REFUNDS
        or any(each["pageInfo"]["hasNextPage"] for each in _lists(raw))
    ):
        raise BackendInvalid(f"{raw['name']} has longer lists than can be read")
    own = {each["key"]: each["value"] for each in raw["customAttributes"]}
    lines = raw["lineItems"]["nodes"]
    billing = raw.get("billingAddress") or {}
    name = ", ".join(each["name"] for each in lines)
    sku = lines[0]["sku"] if len(lines) == 1 else None
    found = {
        "number": raw["name"],
        "placed_at": raw["createdAt"],
        "customer": records.customer(
            raw.get("email"), billing.get("countryCodeV2"), vat=own.get(source.fields.get("vat_number", ""))
        ),
        "product": records.product(source, name, sku),
        "total": _money(raw["totalPriceSet"]),
        "payments": _payments(raw),
        "consent": records.consent(source, own),
        "cancelled_at": raw.get("cancelledAt"),
        **records.NOT_TOLD,
    }
    return found | ({"items": [_item(each, raw) for each in lines]} if lines else {})


def _lists(raw: Any) -> list[Any]:
    return [raw["lineItems"], *(each["transactions"] for each in raw["refunds"])]


def _payments(raw: Any) -> list[Document]:
    taking = [each for each in raw["transactions"] if each["kind"] in _PAID]
    known = {each["id"] for each in taking}
    return [
        {
            "id": each["id"],
            "amount": _money(each["amountSet"]),
            "status": "captured" if each["status"] == "SUCCESS" else _open_or_failed(each["status"]),
            "captured_at": each.get("processedAt") or each["createdAt"] if each["status"] == "SUCCESS" else None,
            "method": each.get("formattedGateway") or each["gateway"],
            "refunds": [refund for made in raw["refunds"] for refund in _refunds(made, each["id"], known)],
            "dispute": _dispute(raw, alone=len(taking) == 1),
        }
        for each in taking
    ]


def _refunds(made: Any, payment: str, known: Collection[str]) -> list[Document]:
    """The parts of a refund that went back to one payment; a refund of ours has one part. One that names none of them,
    as in cash or as credit in the shop, counts at each: nobody knows of which it was, and it is not given again."""
    parts = []
    for each in made["transactions"]["nodes"]:
        parent = (each.get("parentTransaction") or {}).get("id")
        if each["kind"] == "REFUND" and (parent == payment or parent not in known):
            parts.append(each)
    note = made.get("note") or ""
    return [
        {
            "id": made["id"] if len(parts) == 1 else f"{made['id']}#{number}",
            "amount": _money(each["amountSet"]),
            "status": "succeeded" if each["status"] == "SUCCESS" else _open_or_failed(each["status"]),
            "at": made["createdAt"],
            "key": note.removeprefix(MARK) if note.startswith(MARK) else None,
        }
        for number, each in enumerate(parts, 1)
    ]


def _open_or_failed(status: str) -> str:
    """What Shopify waits for, or does not know, may yet be made: it counts as away."""
    return "failed" if status in _FAILED else "pending"


def _dispute(raw: Any, *, alone: bool) -> Document | None:
    """The gravest. Shopify names disputes by order. Where it has several payments nobody knows whose one is: then each
    stands as disputed, so that a person looks before any of them goes back."""
    found = [each for each in raw.get("disputes") or () if each["status"] != "WON"]
    told = ["inquiry" if each["initiatedAs"] == "INQUIRY" else _DISPUTE.get(each["status"], "open") for each in found]
    status = min(told, key=("lost", "open", "inquiry").index, default=None)
    if status is None:
        return None
    return {"opened_at": raw["createdAt"], "status": status if alone or status == "inquiry" else "open"}


def _item(line: Any, raw: Any) -> Document:
    """Shopify's own price of a line leaves out what was taken off the whole order, and taxes that come on top."""
    amounts = [_decimal(line["originalTotalSet"])]
    amounts += [-_decimal(each["allocatedAmountSet"]) for each in line["discountAllocations"]]
    tax = sum((_decimal(each["priceSet"]) for each in line["taxLines"]), Decimal(0))
    amount = sum(amounts, Decimal(0)) + (Decimal(0) if raw["taxesIncluded"] else tax)
    gone = line["quantity"] - line["refundableQuantity"]
    currency = raw["currencyCode"]
    return {
        "id": line["id"],
        "sku": line["sku"],
        "name": line["name"],
        "quantity": line["quantity"],
        "amount": records.major(amount, currency),
        "tax": records.major(min(tax, amount), currency),
        "refunded": records.major(price(gone, amount, line["quantity"]), currency),
    }


def _money(told: Any) -> dict[str, str]:
    return records.major(told["shopMoney"]["amount"], told["shopMoney"]["currencyCode"])


def _decimal(told: Any) -> Decimal:
    return Money.from_json(_money(told)).amount
