"""Shopify: orders, their transactions and refunds, by the GraphQL Admin API 2026-04.

Checked against shopify.dev: refundCreate with the `@idempotent` directive (mandatory from 2026-04 on), RefundInput,
idempotent requests. `allowOverRefunding` is never set.
"""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from amends.connectors import records
from amends.connectors.calls import Api
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

VERSION = "2026-04"
MARK = "amends:"
"""In front of our key in a refund's note."""
_MONEY = "{ shopMoney { amount currencyCode } }"
_ORDER = f"""
id name createdAt cancelledAt email
billingAddress {{ countryCodeV2 company }}
totalPriceSet {_MONEY}
customAttributes {{ key value }}
lineItems(first: 100) {{ pageInfo {{ hasNextPage }} nodes {{
  id name sku quantity discountedTotalSet {_MONEY} }} }}
transactions(first: 100) {{ id kind status gateway formattedGateway createdAt processedAt amountSet {_MONEY}
  parentTransaction {{ id }} }}
refunds(first: 100) {{ id note createdAt totalRefundedSet {_MONEY}
  transactions(first: 20) {{ nodes {{ id kind status amountSet {_MONEY} parentTransaction {{ id }} }} }} }}
disputes {{ id initiatedAs status }}
"""
_FIND = f"query Orders($query: String!) {{ orders(first: 50, query: $query) {{ nodes {{ {_ORDER} }} }} }}"
_REFUND = """mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id note }
    userErrors { field message }
  }
}"""
_NOT_MADE = frozenset({"THROTTLED", "MAX_COST_EXCEEDED"})
_LIST = 100
_PAID = frozenset({"SALE", "CAPTURE"})
_DISPUTE = {"NEEDS_RESPONSE": "open", "UNDER_REVIEW": "open", "CHARGE_REFUNDED": "lost", "ACCEPTED": "lost"}


class Shopify:
    """A Shop. A payment is a transaction that took money; its refunds are those of its order that name it as parent."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND})
    pending_is_taken = True

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        headers = {"X-Shopify-Access-Token": secrets["token"]}
        self._api = Api("Shopify", source.url or "", headers, timeout, total)
        self._source = source

    def mark(self, key: str) -> str:
        return key

    def done(self, _call: RemedyCall, _order: Order) -> str | None:
        return None

    def order(self, number: str) -> Document | None:
        same = [raw for raw in self._find(f'name:"{_plain(number)}"') if raw["name"] == number]
        if len(same) > 1:
            raise BackendInvalid(f"Shopify has {len(same)} orders with the number {number}")
        return self._document(same[0]) if same else None

    def orders_of(self, email: str) -> list[Document]:
        return [self._document(raw) for raw in self._find(f'email:"{_plain(email.lower())}"')]

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        assert call.payment_id is not None
        assert call.amount is not None
        raw = next(
            (each for each in self._find(f'name:"{_plain(order.number)}"') if each["name"] == order.number), None
        )
        parent = next((each for each in (raw or {}).get("transactions", ()) if each["id"] == call.payment_id), None)
        if raw is None or parent is None:
            raise BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        transaction = {
            "orderId": raw["id"],
            "gateway": parent["gateway"],
            "kind": "REFUND",
            "amount": call.amount.as_json()["amount"],
            "parentId": call.payment_id,
        }
        given = {"orderId": raw["id"], "note": f"{MARK}{call.key}", "notify": False, "transactions": [transaction]}
        key = str(uuid.UUID(bytes=hashlib.sha256(call.key.encode()).digest()[:16]))
        made = self._sent({"query": _REFUND, "variables": {"input": given, "key": key}})
        return str(made["refund"]["id"])

    def _sent(self, body: Document) -> Any:
        reply = self._api.send("POST", f"/admin/api/{VERSION}/graphql.json", body=body)
        told = reply.body if isinstance(reply.body, dict) else {}
        codes = {(each.get("extensions") or {}).get("code") for each in told.get("errors") or ()}
        if codes & _NOT_MADE:
            raise BackendUnavailable("Shopify takes no more calls at the moment")
        if "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" in codes:
            raise BackendRefused(REFUSALS["key_reused"], "key_reused")
        made = (told.get("data") or {}).get("refundCreate")
        if not reply.ok or made is None:
            raise BackendUncertain(f"Shopify answered {reply.status} with {', '.join(map(str, codes)) or 'no refund'}")
        for fault in made["userErrors"]:
            text = str(fault["message"])
            if "in progress" in text or "concurrent" in text:
                raise BackendUncertain(f"Shopify says: {text}")
            over = "exceed" in text or "greater than" in text or "more than" in text
            code = "exceeds_remaining" if over else "refused_by_provider"
            raise BackendRefused(REFUSALS[code] if over else f"Shopify says: {text}", code)
        if not made.get("refund"):
            raise BackendUncertain("Shopify names neither a refund nor an error")
        return made

    def _find(self, query: str) -> list[Any]:
        path = f"/admin/api/{VERSION}/graphql.json"
        reply = self._api.read("POST", path, {"query": _FIND, "variables": {"query": query}})
        told = reply.body if isinstance(reply.body, dict) else {}
        codes = {(each.get("extensions") or {}).get("code") for each in told.get("errors") or ()}
        if codes & _NOT_MADE:
            raise BackendUnavailable("Shopify takes no more calls at the moment")
        if not reply.ok or told.get("errors") or "data" not in told:
            raise BackendInvalid(f"Shopify answered {reply.status} where orders were asked for")
        return list(told["data"]["orders"]["nodes"])

    def _document(self, raw: Any) -> Document:
        if (
            len(raw["transactions"]) >= _LIST
            or len(raw["refunds"]) >= _LIST
            or raw["lineItems"]["pageInfo"]["hasNextPage"]
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
                raw.get("email"), billing.get("countryCodeV2"), vat=own.get(self._source.fields.get("vat_number", ""))
            ),
            "product": records.product(self._source, name, sku),
            "total": _money(raw["totalPriceSet"]),
            "payments": _payments(raw),
            "consent": records.consent(self._source, own),
            "cancelled_at": raw.get("cancelledAt"),
            **records.NOT_TOLD,
        }
        return found | ({"items": [_item(each) for each in lines]} if lines else {})


def _payments(raw: Any) -> list[Document]:
    taking = [each for each in raw["transactions"] if each["kind"] in _PAID]
    return [
        {
            "id": each["id"],
            "amount": _money(each["amountSet"]),
            "status": {"SUCCESS": "captured", "PENDING": "pending"}.get(each["status"], "failed"),
            "captured_at": each.get("processedAt") or each["createdAt"] if each["status"] == "SUCCESS" else None,
            "method": each.get("formattedGateway") or each["gateway"],
            "refunds": [refund for made in raw["refunds"] for refund in _refunds(made, each["id"])],
            "dispute": _dispute(raw, alone=len(taking) == 1),
        }
        for each in taking
    ]


def _refunds(made: Any, parent: str) -> list[Document]:
    """The parts of a refund that went back to one transaction; a refund of ours has one part."""
    parts = [
        each
        for each in made["transactions"]["nodes"]
        if each["kind"] == "REFUND" and (each.get("parentTransaction") or {}).get("id") == parent
    ]
    note = made.get("note") or ""
    return [
        {
            "id": made["id"] if len(parts) == 1 else f"{made['id']}#{number}",
            "amount": _money(each["amountSet"]),
            "status": {"SUCCESS": "succeeded", "PENDING": "pending"}.get(each["status"], "failed"),
            "at": made["createdAt"],
            "key": note.removeprefix(MARK) if note.startswith(MARK) else None,
        }
        for number, each in enumerate(parts, 1)
    ]


def _dispute(raw: Any, *, alone: bool) -> Document | None:
    """Shopify names disputes by order. Where it has several payments nobody knows whose one is: then each stands as
    disputed, so that a person looks before any of them goes back."""
    for each in raw.get("disputes") or ():
        if each["status"] == "WON":
            continue
        inquiry = each["initiatedAs"] == "INQUIRY"
        status = "inquiry" if inquiry else _DISPUTE.get(each["status"], "lost" if each["status"] == "LOST" else "open")
        return {"opened_at": raw["createdAt"], "status": status if alone or inquiry else "open"}
    return None


def _item(raw: Any) -> Document:
    return {
        "id": raw["id"],
        "sku": raw["sku"],
        "name": raw["name"],
        "quantity": raw["quantity"],
        "amount": _money(raw["discountedTotalSet"]),
    }


def _money(told: Any) -> dict[str, str]:
    return records.major(told["shopMoney"]["amount"], told["shopMoney"]["currencyCode"])


def _plain(text: str) -> str:
    """Without what would end the quotation in a search."""
    return text.replace("\\", "").replace('"', "")
