"""Shopify: orders, their transactions and refunds, by the GraphQL Admin API 2026-04.

Checked against shopify.dev: refundCreate with the `@idempotent` directive (mandatory from 2026-04 on), RefundInput,
idempotent requests, statuses of transactions, rate limits. `allowOverRefunding` is never set. One query may cost 1000
points and a list costs as many as it may have entries, so that orders are found first and then read one by one.
"""

import hashlib
import uuid
from collections.abc import Collection, Iterator, Mapping
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
MOST_TRANSACTIONS, MOST_REFUNDS, MOST_PAGES = 40, 20, 5
_MONEY = "{ shopMoney { amount currencyCode } }"
_ORDER = f"""
id name createdAt cancelledAt email currencyCode presentmentCurrencyCode
billingAddress {{ countryCodeV2 company }}
totalPriceSet {_MONEY}
customAttributes {{ key value }}
lineItems(first: 50) {{ pageInfo {{ hasNextPage }} nodes {{
  id name sku quantity discountedTotalSet {_MONEY} }} }}
transactions(first: {MOST_TRANSACTIONS}) {{ id kind status gateway formattedGateway createdAt processedAt
  amountSet {_MONEY} parentTransaction {{ id }} }}
refunds(first: {MOST_REFUNDS}) {{ id note createdAt
  transactions(first: 5) {{ pageInfo {{ hasNextPage }} nodes {{
    id kind status amountSet {_MONEY} parentTransaction {{ id }} }} }} }}
disputes {{ id initiatedAs status }}
"""
_FIND = """query Orders($query: String!, $after: String) {
  orders(first: 100, query: $query, after: $after) { pageInfo { hasNextPage endCursor } nodes { id name } }
}"""
_READ = f"query Order($id: ID!) {{ order(id: $id) {{ {_ORDER} }} }}"
_REFUND = """mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id note }
    userErrors { field message }
  }
}"""
_NOT_MADE = frozenset({"THROTTLED", "MAX_COST_EXCEEDED"})
_PAID = frozenset({"SALE", "CAPTURE"})
_FAILED = frozenset({"ERROR", "FAILURE"})
_DISPUTE = dict.fromkeys(("LOST", "ACCEPTED", "CHARGE_REFUNDED"), "lost")


class Shopify:
    """A Shop. A payment is a transaction that took money; its refunds are those of its order that name it as parent."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND})
    pending_is_taken = True
    takes_lines = True

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        headers = {"X-Shopify-Access-Token": secrets["token"]}
        self._api = Api("Shopify", source.url or "", headers, timeout, total)
        self._source = source

    def mark(self, key: str) -> str:
        return key

    def done(self, _call: RemedyCall, _order: Order) -> str | None:
        return None

    def order(self, number: str) -> Document | None:
        raw = self._raw(number)
        return None if raw is None else self._document(raw)

    def orders_of(self, email: str) -> list[Document]:
        found = self._find(f'email:"{_plain(email.lower())}"')
        return [self._document(self._read(each["id"])) for each in found]

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        assert call.payment_id is not None
        assert call.amount is not None
        raw = self._raw(order.number)
        parent = next((each for each in (raw or {}).get("transactions", ()) if each["id"] == call.payment_id), None)
        if raw is None or parent is None:
            raise BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        if raw["presentmentCurrencyCode"] != raw["currencyCode"]:
            # Shopify takes the amount in what the customer paid with, and ours is in the shop's currency.
            paid = raw["presentmentCurrencyCode"]
            raise BackendRefused(f"the order was paid in {paid}: a person has to refund it", "not_supported")
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

    def _raw(self, number: str) -> Any:
        same = [each["id"] for each in self._find(f'name:"{_plain(number)}"') if each["name"] == number]
        if len(same) > 1:
            raise BackendInvalid(f"Shopify has {len(same)} orders with the number {number}")
        return self._read(same[0]) if same else None

    def _find(self, query: str) -> Iterator[Any]:
        """The id and name of all that a search finds, which is wide: more than can be looked at is told, not cut."""
        after = None
        for _ in range(MOST_PAGES):
            page = self._asked(_FIND, {"query": query, "after": after})["orders"]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]
        raise BackendInvalid("Shopify finds more orders than can be looked at")

    def _read(self, order_id: str) -> Any:
        raw = self._asked(_READ, {"id": order_id})["order"]
        if raw is None:
            raise BackendInvalid(f"Shopify finds {order_id} and does not show it")
        return raw

    def _asked(self, query: str, variables: Document) -> Any:
        path = f"/admin/api/{VERSION}/graphql.json"
        reply = self._api.read("POST", path, {"query": query, "variables": variables})
        told = reply.body if isinstance(reply.body, dict) else {}
        codes = {(each.get("extensions") or {}).get("code") for each in told.get("errors") or ()}
        if codes & _NOT_MADE:
            raise BackendUnavailable("Shopify takes no more calls at the moment")
        if not reply.ok or told.get("errors") or "data" not in told:
            raise BackendInvalid(f"Shopify answered {reply.status} where orders were asked for")
        return told["data"]

    def _document(self, raw: Any) -> Document:
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
