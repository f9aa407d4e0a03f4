"""Shopify: orders, their transactions and refunds, by the GraphQL Admin API 2026-04.

Checked against shopify.dev: refundCreate with the `@idempotent` directive (mandatory from 2026-04 on), RefundInput,
idempotent requests, statuses of transactions, rate limits. `allowOverRefunding` is never set. A query may cost so much
and no more, so that orders are found first and then read one by one.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from amends.connectors import shopify_queries as queries
from amends.connectors.calls import Api
from amends.connectors.lines import whole_pieces
from amends.connectors.shop import Document
from amends.connectors.shopify_records import MARK, document
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

VERSION = "2026-04"
MOST_PAGES = 5
_NOT_MADE = frozenset({"THROTTLED", "MAX_COST_EXCEEDED"})


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
        return None if raw is None else document(raw, self._source)

    def orders_of(self, email: str) -> list[Document]:
        found = self._find(f'email:"{_plain(email.lower())}"')
        return [document(self._read(each["id"]), self._source) for each in found]

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
        given: Document = {
            "orderId": raw["id"],
            "note": f"{MARK}{call.key}",
            "notify": False,
            "transactions": [transaction],
        }
        if lines := _lines(call, order, raw):
            given["refundLineItems"] = lines
        key = str(uuid.UUID(bytes=hashlib.sha256(call.key.encode()).digest()[:16]))
        made = self._sent({"query": queries.REFUND, "variables": {"input": given, "key": key}})
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
            page = self._asked(queries.FIND, {"query": query, "after": after})["orders"]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]
        raise BackendInvalid("Shopify finds more orders than can be looked at")

    def _read(self, order_id: str) -> Any:
        raw = self._asked(queries.READ, {"id": order_id})["order"]
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


def _plain(text: str) -> str:
    """Without what would end the quotation in a search."""
    return text.replace("\\", "").replace('"', "")


def _lines(call: RemedyCall, order: Order, raw: Any) -> list[Document]:
    """What goes back is the transaction's amount, whatever the lines cost; stock and deliveries stay as they are."""
    left = {each["id"]: each["refundableQuantity"] for each in raw["lineItems"]["nodes"]}
    return [
        {"lineItemId": name, "quantity": number, "restockType": "NO_RESTOCK"}
        for name, number in whole_pieces(call, order, left)
    ]
