"""Medusa, version 2: orders, payments and refunds by its Admin API.

Written after what 2.21.2 does; `make prove-medusa` proves it on Medusa itself. It keeps no idempotency key. Where the
payment provider ends in an error, the refund goes from the list although the money may be gone; where Medusa itself
stumbles later, the answer is a refusal and the refund stands. So each refund is announced at the order first, in a
field of ours, and only what is said before anything is done counts as a no.

Cancelling an order pays back by itself what is left of its payments, unmarked, even where the answer is a refusal. So
only an order of which everything went back is cancelled from here.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from amends.connectors.announcing import announced
from amends.connectors.calls import Api, Reply
from amends.connectors.medusa_records import FIELDS, document, left, number_of, own_fields
from amends.connectors.records import MARK, marked
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUncertain
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

BEGUN = "amends_begun_"
CANCELLED = "amends_cancelled_"
BY_HAND = "pp_system"
"""Its provider for money that comes by other ways."""
PAGE = 100
MOST_PAGES = 20
_OVER = frozenset({
    "You are not allowed to refund more than the captured amount",
    "You cannot refund more than what is captured on the payment.",
})  # fmt: skip
_CANNOT_BE_CANCELLED = ("All fulfillments must be canceled", "Cannot cancel a completed order")
_NOT_FOUND = "not_found"


class Medusa:
    """A Shop. `orders.url` is the shop's own address, without `/admin`."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND, RemedyKind.CANCELLATION})
    pending_is_taken = False
    takes_lines = False

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        pair = base64.b64encode(f"{secrets['key']}:".encode()).decode()
        address = (source.url or "").rstrip("/") + "/admin"
        headers = {"Authorization": f"Basic {pair}"}
        self._api = Api("Medusa", address, headers, timeout, total, lambda told: _said(told)[0] == _NOT_FOUND)
        self._source = source

    def mark(self, key: str) -> str:
        return key

    def order(self, number: str) -> Document | None:
        raw = self._raw(number)
        return None if raw is None else document(raw, self._source)

    def orders_of(self, email: str) -> list[Document]:
        theirs = [each for each in self._found(email) if (each["email"] or "").lower() == email.lower()]
        return [document(raw, self._source) for each in theirs if (raw := self._by_id(each["id"])) is not None]

    def done(self, call: RemedyCall, order: Order) -> str | None:
        raw = self._raw(order.number)
        if raw is None:
            raise BackendUncertain(f"order {order.number} is not there any more")
        if call.kind == RemedyKind.CANCELLATION:
            was_ours = own_fields(raw).get(CANCELLED + call.key) and raw["status"] == "canceled"
            return str(raw["id"]) if was_ours else None
        _hold_back_what_was_begun(raw, call)
        return None

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        raw = self._raw(order.number)
        if raw is None:
            raise BackendRefused(REFUSALS["order_not_found"], "order_not_found")
        if call.kind == RemedyKind.CANCELLATION:
            return self._cancel(call, raw)
        if (reason := _why_not(raw, call)) is not None:
            raise BackendRefused(f"{reason}: a person has to", "not_supported")
        _hold_back_what_was_begun(raw, call)
        return announced(
            lambda: self._note(raw, BEGUN + call.key, _announcement(call)),
            lambda: self._refund(call),
            lambda: self._note(raw, BEGUN + call.key, ""),
        )

    def _refund(self, call: RemedyCall) -> str:
        assert call.amount is not None
        body = {"amount": float(call.amount.amount), "note": f"{MARK}{call.key} {call.reason[:200]}".strip()}
        reply = self._api.send("POST", f"/payments/{quote(call.payment_id or '', safe='')}/refund", body=body)
        kind, message = _said(reply.body)
        if reply.status == 400 and message in _OVER:
            raise BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
        if reply.status == 404 and (kind, message) == (_NOT_FOUND, f"Payment id not found: {call.payment_id}"):
            raise BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        made = [each["id"] for each in _refunds(reply) if marked(each.get("note")) == call.key]
        if not reply.ok or len(made) != 1:
            raise BackendUncertain(f"Medusa answered {reply.status} {message or kind}".strip())
        return str(made[0])

    def _cancel(self, call: RemedyCall, raw: Any) -> str:
        if left(raw) > 0:
            raise BackendRefused("Medusa would pay back what is left of the order: a person has to", "not_supported")
        name = CANCELLED + call.key
        return announced(
            lambda: self._note(raw, name, datetime.now(UTC).isoformat()),
            lambda: self._cancelled(raw),
            lambda: self._note(raw, name, ""),
        )

    def _cancelled(self, raw: Any) -> str:
        reply = self._api.send("POST", f"/orders/{raw['id']}/cancel")
        kind, message = _said(reply.body)
        if reply.status == 400 and kind == "not_allowed" and message.startswith(_CANNOT_BE_CANCELLED):
            raise BackendRefused(f"Medusa says: {message}", "refused_by_provider")
        if not reply.ok:
            raise BackendUncertain(f"Medusa answered {reply.status} {message or kind}".strip())
        return str(raw["id"])

    def _note(self, raw: Any, name: str, value: str) -> None:
        """In the order's metadata, whose other fields stay; an empty value takes the field away."""
        path = f"/orders/{raw['id']}?fields=id,metadata"
        reply = self._api.send("POST", path, body={"metadata": {name: value}})
        kept = own_fields(reply.body["order"]).get(name) if reply.ok else None
        if not reply.ok or kept != (value or None):
            raise self._api.unclear(reply)

    def _raw(self, number: str) -> Any:
        """Medusa finds no order by its number alone: it is searched for, in the order of the numbers."""
        bare = number.removeprefix("#")
        own = self._source.options.get("own_numbers") == "true"
        if not own and not (bare.isascii() and bare.isdigit()):
            return None
        ids = []
        for each in self._found(bare):
            if number_of(each, self._source) == number:
                ids.append(each["id"])
            if not own and int(each["display_id"]) >= int(bare):
                break
        if len(ids) > 1:
            raise BackendInvalid(f"Medusa has {len(ids)} orders with the number {number}")
        return self._by_id(ids[0]) if ids else None

    def _by_id(self, order: str) -> Any:
        found = self._api.get(f"/orders/{quote(order, safe='')}", {"fields": FIELDS})
        return None if found is None else found["order"]

    def _found(self, words: str) -> Iterator[Any]:
        """Orders in which the words stand somewhere, those with lower numbers first."""
        query = {"q": words, "fields": "id,display_id,custom_display_id,email", "order": "display_id"}
        for page in range(MOST_PAGES):
            found = self._api.listed("/orders", {**query, "limit": str(PAGE), "offset": str(page * PAGE)})
            yield from found["orders"]
            if page * PAGE + len(found["orders"]) >= int(found["count"]):
                return
        raise BackendInvalid(f"Medusa finds more orders for {words} than can be read")


def _said(told: Any) -> tuple[str, str]:
    """The kind of an error and its message."""
    body = told if isinstance(told, dict) else {}
    return str(body.get("type", "")), str(body.get("message", ""))


def _refunds(reply: Reply) -> list[Any]:
    payment = reply.body.get("payment") if isinstance(reply.body, dict) else None
    found = payment.get("refunds") if isinstance(payment, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _why_not(raw: Any, call: RemedyCall) -> str | None:
    """What Medusa would take, and should not be asked for."""
    if raw["status"] == "canceled":
        return "Medusa keeps nothing of ours at a cancelled order"
    payments = [paid for each in raw["payment_collections"] for paid in each["payments"]]
    by_hand = {paid["id"] for paid in payments if paid["provider_id"].startswith(BY_HAND)}
    return "Medusa writes down such refunds, and pays none" if call.payment_id in by_hand else None


def _announcement(call: RemedyCall) -> str:
    assert call.amount is not None
    asked = f"A refund of {call.amount.amount} {call.amount.currency} was asked for"
    return f"{asked} at {datetime.now(UTC).isoformat()}. Look at the payment provider; remove this if it was not made."


def _hold_back_what_was_begun(raw: Any, call: RemedyCall) -> None:
    """Announced and not listed: whether it was made nobody can say, neither to send it again nor to give it up."""
    if own_fields(raw).get(BEGUN + call.key):
        raise BackendUncertain(
            f"the refund was begun at order {call.order_number} and is not listed: look at the payment provider, and "
            f"remove {BEGUN}{call.key} from the order's metadata where it was not made"
        )
