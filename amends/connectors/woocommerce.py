"""WooCommerce: orders and their refunds by its REST API, version 3.

It has no idempotency key, keeps one payment an order, and a refund may stand although the answer was an error. So each
refund is announced at the order first, in a field of ours: what was announced and is not listed is never sent again
from here, and a person looks. Checked against developer.woocommerce.com: orders, order refunds, authentication.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from amends.connectors.announcing import announced
from amends.connectors.calls import Api, Reply
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.connectors.woocommerce_lines import of_lines
from amends.connectors.woocommerce_records import MARK, document, number_of, own_fields
from amends.errors import BackendError, BackendInvalid, BackendRefused, BackendUncertain
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

PATH = "/wp-json/wc/v3"
BEGUN = "_amends_begun"
CANCELLED = "_amends_cancelled"
PAGE = 100
MOST_PAGES = 20
_OVER = "Invalid refund amount"
"""In WooCommerce's own English, which its answers to the API have where the site has another language too."""
_NOT_BEGUN = frozenset({
    "rest_invalid_param", "rest_missing_callback_param", "rest_invalid_json", "rest_no_route",
    "woocommerce_rest_invalid_order_id", "woocommerce_rest_invalid_order_refund",
})  # fmt: skip
"""What is said before anything is done. Any other error may come after the gateway paid, whatever its status: a fault
in a plugin is told with 400 although the refund stands (woocommerce/woocommerce, pull request 67182)."""
_NO_SUCH_ORDER = "woocommerce_rest_shop_order_invalid_id"


class WooCommerce:
    """A Shop. The payment's id is the order's own, since an order has one."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND, RemedyKind.CANCELLATION})
    pending_is_taken = False
    takes_lines = True

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        pair = f"{secrets['key']}:{secrets['secret']}".encode()
        headers = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        address = (source.url or "").rstrip("/") + PATH
        self._api = Api("WooCommerce", address, headers, timeout, total, lambda told: _code(told) == _NO_SUCH_ORDER)
        self._source = source

    def mark(self, key: str) -> str:
        return key

    def order(self, number: str) -> Document | None:
        raw = self._raw(number)
        return None if raw is None else self._document(raw)

    def orders_of(self, email: str) -> list[Document]:
        found = self._pages("/orders", {"search": email})
        return [
            self._document(raw)
            for raw in found
            if ((raw.get("billing") or {}).get("email") or "").lower() == email.lower()
        ]

    def done(self, call: RemedyCall, order: Order) -> str | None:
        raw = self._raw(order.number)
        if raw is None:
            raise BackendUncertain(f"order {order.number} is not there any more")
        if call.kind == RemedyKind.CANCELLATION:
            return f"woo-{raw['id']}" if own_fields(raw).get(CANCELLED) == call.key else None
        _hold_back_what_was_begun(raw, call)
        return None

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        raw = self._raw(order.number)
        if raw is None:
            raise BackendRefused(REFUSALS["order_not_found"], "order_not_found")
        if call.kind == RemedyKind.CANCELLATION:
            return self._cancel(call, raw)
        _hold_back_what_was_begun(raw, call)
        begun = f"{BEGUN}_{call.key}"
        return announced(
            lambda: self._note(raw, begun, datetime.now(UTC).isoformat()),
            lambda: self._refund(call, order, raw),
            lambda: self._note(raw, begun, ""),
        )

    def _refund(self, call: RemedyCall, order: Order, raw: Any) -> str:
        assert call.amount is not None
        body: Document = {
            "amount": call.amount.as_json()["amount"],
            "reason": call.reason[:200],
            "api_refund": True,
            "api_restock": False,
            "meta_data": [{"key": MARK, "value": call.key}],
        }
        if lines := of_lines(call, order, raw):
            body["line_items"] = lines
        reply = self._api.send("POST", f"/orders/{raw['id']}/refunds", body=body)
        if reply.ok:
            return str(reply.body["id"])
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> BackendError:
        told = reply.body if isinstance(reply.body, dict) else {}
        code, message = _code(told), str(told.get("message", ""))
        if code == "woocommerce_rest_cannot_create_order_refund" and message.startswith(_OVER):
            return BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
        if reply.status >= 500 or code not in _NOT_BEGUN:
            return self._api.unclear(reply)
        return BackendRefused(f"WooCommerce says: {message}", code)

    def _cancel(self, call: RemedyCall, raw: Any) -> str:
        body = {"status": "cancelled", "meta_data": [{"key": CANCELLED, "value": call.key}]}
        reply = self._api.send("PUT", f"/orders/{raw['id']}", body=body)
        if not reply.ok:
            raise self._api.unclear(reply)
        return f"woo-{raw['id']}"

    def _note(self, raw: Any, name: str, value: str) -> None:
        reply = self._api.send("PUT", f"/orders/{raw['id']}", body={"meta_data": [{"key": name, "value": value}]})
        if not reply.ok:
            raise self._api.unclear(reply)

    def _raw(self, number: str) -> Any:
        """Most shops number orders as WooCommerce does; a plugin's own numbers are searched for."""
        bare = number.removeprefix("#")
        if bare.isascii() and bare.isdigit():
            raw = self._api.get(f"/orders/{bare}")
            if raw is not None and number_of(raw, self._source) == number:
                return raw
        if self._source.options.get("own_numbers") != "true":
            return None
        same = [raw for raw in self._pages("/orders", {"search": bare}) if number_of(raw, self._source) == number]
        if len(same) > 1:
            raise BackendInvalid(f"WooCommerce has {len(same)} orders with the number {number}")
        return same[0] if same else None

    def _document(self, raw: Any) -> Document:
        return document(raw, list(self._pages(f"/orders/{raw['id']}/refunds", {})), self._source)

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[Any]:
        for page in range(1, MOST_PAGES + 1):
            found = self._api.listed(path, {**query, "per_page": str(PAGE), "page": str(page)})
            yield from found
            if len(found) < PAGE:
                return
        raise BackendInvalid(f"WooCommerce's list {quote(path)} is longer than can be read")


def _code(told: Any) -> str:
    return str(told.get("code", "")) if isinstance(told, dict) else ""


def _hold_back_what_was_begun(raw: Any, call: RemedyCall) -> None:
    """Announced and not listed: whether it was made nobody can say, neither to send it again nor to give it up."""
    if own_fields(raw).get(f"{BEGUN}_{call.key}"):
        raise BackendUncertain(
            f"the refund was begun at order {call.order_number} and is not listed: look at the payment provider, and "
            f"empty the order's field {BEGUN}_{call.key} where it was not made"
        )
