"""Vendure: orders, payments and refunds by its GraphQL Admin API, from version 3.6 on, which has API keys.

Written after the source of 3.7.3; `make prove-vendure` proves it on Vendure itself. It keeps no idempotency key, and
what a payment handler did is forgotten where it ends in an error: the money may be gone and no refund listed. So each
refund is announced in a note at the order first; what was announced and is not listed is never sent again from here,
and a person looks.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from amends.connectors import vendure_queries as queries
from amends.connectors.announcing import announced
from amends.connectors.calls import Api
from amends.connectors.lines import whole_pieces
from amends.connectors.records import MARK, marked
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.connectors.vendure_records import Reading, in_units, returned
from amends.errors import (
    BackendInvalid,
    BackendRefused,
    BackendUnavailable,
    BackendUncertain,
    SettingError,
)
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

BEGUN = "amends-begun:"
LONGEST_KEY = 100
"""Of a reason some databases keep 255 characters."""
_NOT_BEGUN = frozenset({"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"})
_REFUSED = frozenset({
    "QuantityTooGreatError", "NothingToRefundError", "MultipleOrderError", "PaymentOrderMismatchError",
    "RefundOrderStateError", "AlreadyRefundedError", "EmptyOrderLineSelectionError", "CancelActiveOrderError",
})  # fmt: skip
"""What Vendure says before it asks anybody for money. What else it says may come after the payment handler paid."""


class Vendure:
    """A Shop. `orders.url` is the address of the Admin API. A basket that nobody paid anything for is no order."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND, RemedyKind.CANCELLATION})
    pending_is_taken = True
    takes_lines = True

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        channel = source.options.get("channel")
        headers = {"vendure-api-key": secrets["key"]} | ({"vendure-token": channel} if channel else {})
        if odd := [name for name in source.fields.values() if not queries.is_name(name)]:
            raise SettingError(f"orders.fields names {odd[0]}, which no custom field of Vendure can be called")
        self._api = Api("Vendure", source.url or "", headers, timeout, total)
        self._source = source
        self._read = queries.read(source.fields.values())

    def mark(self, key: str) -> str:
        return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()

    def order(self, number: str) -> Document | None:
        raw, decimals = self._raw(number)
        return None if raw is None else Reading(raw, decimals).document(self._source)

    def orders_of(self, email: str) -> list[Document]:
        options = {"take": queries.MOST_ORDERS}
        found = self._asked(queries.FIND, {"email": email.lower(), "orders": options})["customers"]
        lists = [found, *(each["orders"] for each in found["items"])]
        if any(each["totalItems"] > len(each["items"]) for each in lists):
            raise BackendInvalid("Vendure has more orders of one customer than can be read")
        numbers = [order["code"] for each in found["items"] for order in each["orders"]["items"]]
        return [document for each in numbers if (document := self.order(each)) is not None]

    def done(self, call: RemedyCall, order: Order) -> str | None:
        raw, _ = self._raw(order.number)
        if raw is None:
            raise BackendUncertain(f"order {order.number} is not there any more")
        if call.kind == RemedyKind.CANCELLATION:
            return self._cancelled(raw, call)
        self._hold_back_what_was_begun(raw, call)
        return None

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        raw, decimals = self._raw(order.number)
        if raw is None:
            raise BackendRefused(REFUSALS["order_not_found"], "order_not_found")
        if call.kind == RemedyKind.CANCELLATION:
            given = {"orderId": raw["id"], "reason": self._reason(call)}
            self._sent("cancelOrder", queries.CANCEL, {"input": given})
            return f"vendure-{raw['id']}"
        self._hold_back_what_was_begun(raw, call)
        given = self._refund(call, order, raw, decimals)
        return announced(
            lambda: self._announce(raw, call),
            lambda: str(self._sent("refundOrder", queries.REFUND, {"input": given})["id"]),
            lambda: self._take_back_the_note(call),
        )

    def _refund(self, call: RemedyCall, order: Order, raw: Any, decimals: int) -> Document:
        assert call.amount is not None
        amount = in_units(call.amount, decimals)
        if amount is None:
            raise BackendRefused(REFUSALS["invalid_amount"], "invalid_amount")
        given: Document = {"paymentId": call.payment_id, "amount": amount, "reason": self._reason(call)}
        given |= {"shipping": 0, "adjustment": 0}  # beside `amount` they count for nothing, and without them it fails
        lines = _lines(call, order, raw)
        return given | ({"lines": lines} if lines else {})

    def _cancelled(self, raw: Any, call: RemedyCall) -> str | None:
        """Vendure empties the lines first; where the shop's own process then keeps the order, both are not so."""
        told = [each["data"] for each in raw["history"]["items"] if each["type"] == queries.CANCELLATION]
        if not any(marked(each.get("reason")) == self.mark(call.key) for each in told):
            return None
        if raw["state"] != "Cancelled":
            raise BackendUncertain(f"the lines of {call.order_number} are cancelled, and it is still {raw['state']}")
        return f"vendure-{raw['id']}"

    def _reason(self, call: RemedyCall) -> str:
        return f"{MARK}{self.mark(call.key)} {call.reason[:LONGEST_KEY]}".strip()

    def _announce(self, raw: Any, call: RemedyCall) -> None:
        assert call.amount is not None
        note = (
            f"{BEGUN}{self.mark(call.key)} A refund of {call.amount.amount} {call.amount.currency} is asked for. "
            "Where none of that key is listed, look at the payment provider, and delete this note if it was not made."
        )
        self._sent("addNoteToOrder", queries.ANNOUNCE, {"input": {"id": raw["id"], "note": note, "isPublic": False}})

    def _take_back_the_note(self, call: RemedyCall) -> None:
        raw, _ = self._raw(call.order_number)
        for note in self._notes(raw, call) if raw else ():
            self._sent("deleteOrderNote", queries.FORGET, {"id": note})

    def _hold_back_what_was_begun(self, raw: Any, call: RemedyCall) -> None:
        """Announced and not listed: whether it was made nobody can say, neither to send it again nor to give it up."""
        if self._notes(raw, call):
            raise BackendUncertain(
                f"the refund was begun at order {call.order_number} and is not listed: look at the payment provider, "
                f"and delete the order's note {BEGUN}{self.mark(call.key)} where it was not made"
            )

    def _notes(self, raw: Any, call: RemedyCall) -> list[str]:
        notes = [each for each in raw["history"]["items"] if each["type"] == queries.NOTE]
        begun = f"{BEGUN}{self.mark(call.key)} "
        return [each["id"] for each in notes if str(each["data"].get("note", "")).startswith(begun)]

    def _raw(self, number: str) -> tuple[Any, int]:
        found = self._asked(self._read, {"code": number, "entries": queries.ENTRIES})
        decimals = int(found["globalSettings"]["serverConfig"]["moneyStrategyPrecision"])
        same = [each for each in found["orders"]["items"] if each["code"] == number]
        raw = same[0] if same else None
        if raw is None or not (raw.get("orderPlacedAt") or raw["payments"]):
            return None, decimals
        if raw["history"]["totalItems"] > len(raw["history"]["items"]):
            raise BackendInvalid(f"{number} has a longer history than can be read")
        return raw, decimals

    def _asked(self, query: str, variables: Document) -> Any:
        reply = self._api.read("POST", "", {"query": query, "variables": variables})
        told = reply.body if isinstance(reply.body, dict) else {}
        self._let_in(told)
        codes = _codes(told)
        if "INTERNAL_SERVER_ERROR" in codes:
            raise BackendUnavailable("Vendure failed at reading orders")
        if not reply.ok or codes or not isinstance(told.get("data"), dict):
            raise BackendInvalid(
                f"Vendure answered {reply.status} {', '.join(sorted(codes))} where orders were asked for"
            )
        return told["data"]

    def _sent(self, name: str, query: str, variables: Document) -> Any:
        """What a mutation made. An error without a code that we know may have come after everything was done."""
        reply = self._api.send("POST", "", body={"query": query, "variables": variables})
        told = reply.body if isinstance(reply.body, dict) else {}
        self._let_in(told)
        codes = _codes(told)
        if codes and codes <= _NOT_BEGUN:
            raise BackendRefused(f"Vendure does not understand the call ({', '.join(sorted(codes))})", "not_supported")
        made = (told.get("data") or {}).get(name)
        if not reply.ok or codes or not isinstance(made, dict):
            said = ", ".join(sorted(codes)) or "nothing of it"
            raise BackendUncertain(f"Vendure answered {reply.status} with {said}")
        kind = made.get("__typename")
        if kind == "RefundAmountError":
            raise BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
        if kind in _REFUSED:
            raise BackendRefused(f"Vendure says: {made.get('message')}", "refused_by_provider")
        if "errorCode" in made:
            raise BackendUncertain(f"Vendure says: {made.get('message')}")
        return made

    def _let_in(self, told: Document) -> None:
        if "FORBIDDEN" in _codes(told):
            raise BackendUnavailable("Vendure refuses our key: see its rights in docs/connectors.md")


def _codes(told: Document) -> set[str]:
    return {str((each.get("extensions") or {}).get("code")) for each in told.get("errors") or ()}


def _lines(call: RemedyCall, order: Order, raw: Any) -> list[Document]:
    """Vendure itself does not count how many pieces of a line went back before."""
    left = {item.id: int(item.quantity) - returned(raw, item.id) for item in order.items or ()}
    return [{"orderLineId": name, "quantity": number} for name, number in whole_pieces(call, order, left)]
