"""Stripe: payments, and orders where the shop writes its order number into the metadata of its PaymentIntents.

Checked against docs.stripe.com: idempotent requests, refunds, disputes, search, currencies.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from amends.connectors import records
from amends.connectors.calls import Api, Reply
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable
from amends.money import Money
from amends.orders.backend import REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

URL = "https://api.stripe.com"
MARK = "amends_key"
_MISSING = "resource_missing"
PAGE = "100"
MOST_PAGES = 20
_STATUS = {
    "succeeded": "captured", "requires_capture": "authorised", "processing": "pending", "canceled": "expired",
}  # fmt: skip
_REFUND = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}
_DISPUTE = {"needs_response": "open", "under_review": "open", "lost": "lost", "won": "won", "prevented": "won"}
_CLASS = {
    "card": "card", "link": "wallet", "paypal": "wallet", "mobilepay": "wallet", "klarna": "invoice", "ideal": "bank",
    "bancontact": "bank", "sepa_debit": "direct_debit", "customer_balance": "bank",
}  # fmt: skip
_NO_DECIMALS = frozenset({
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
})  # fmt: skip
_THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
"""As docs.stripe.com/currencies has them. Every other amount has two, of currencies too that are written without any
elsewhere: ISK, UGX, RSD, ALL."""


class Stripe:
    """A Shop and a PaymentProvider."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND})
    pending_is_taken = True
    takes_lines = False

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        headers = {"Authorization": f"Bearer {secrets['key']}"}
        # Beside records of another system `url` is the address of those.
        url = source.url if source.records == "stripe" else source.options.get("payments_url")
        self._api = Api(
            "Stripe", url or URL, headers, timeout, total, lambda told: _fault(told).get("code") == _MISSING
        )
        self._source = source
        self._number = source.fields.get("order_number", "order_number")

    def mark(self, key: str) -> str:
        return key

    def done(self, _call: RemedyCall, _order: Order) -> str | None:
        return None

    def order(self, number: str) -> Document | None:
        quoted = number.replace("\\", "").replace("'", "\\'")
        query = {"query": f"metadata['{self._number}']:'{quoted}'", "limit": PAGE, "expand[]": "data.latest_charge"}
        found = self._api.get("/v1/payment_intents/search", query)
        if found is None or found.get("has_more"):
            raise BackendInvalid("Stripe finds more payments of one order than can be looked at")
        mine = [each for each in found["data"] if each.get("metadata", {}).get(self._number) == number]
        return self._document(number, sorted(mine, key=lambda each: each["created"])) if mine else None

    def orders_of(self, email: str) -> list[Document]:
        numbers: dict[str, None] = {}
        spelt = dict.fromkeys((email, email.lower()))  # Stripe tells capitals from small letters
        customers = [found for each in spelt for found in self._pages("/v1/customers", {"email": each})]
        for customer in customers:
            for intent in self._pages("/v1/payment_intents", {"customer": customer["id"]}):
                if number := intent.get("metadata", {}).get(self._number):
                    numbers[number] = None
        return [order for number in numbers if (order := self.order(number)) is not None]

    def payment(self, payment_id: str) -> Document | None:
        path = f"/v1/payment_intents/{quote(payment_id, safe='')}"
        intent = self._api.get(path, {"expand[]": "latest_charge"})
        return None if intent is None else self._payment(intent)

    def carry_out(self, call: RemedyCall, _order: Order) -> str:
        return self.refund(call)

    def refund(self, call: RemedyCall) -> str:
        assert call.payment_id is not None
        assert call.amount is not None
        form = {"payment_intent": call.payment_id, "amount": str(_minor(call.amount)), f"metadata[{MARK}]": call.key}
        reply = self._api.send("POST", "/v1/refunds", form=form, headers={"Idempotency-Key": call.key})
        if reply.ok:
            return str(reply.body["id"])
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> Exception:
        error = _fault(reply.body)
        code, message = error.get("code"), str(error.get("message", "no reason"))
        if reply.status == 409 or reply.status >= 500 or not error:
            return self._api.unclear(reply)  # 409: the first call of the key is not finished, or locked
        if error.get("type") == "idempotency_error":
            return BackendRefused(REFUSALS["key_reused"], "key_reused")
        if code == "charge_already_refunded" or (error.get("param") == "amount" and "greater than" in message):
            return BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
        if code == _MISSING:
            return BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        if code == "lock_timeout":
            return BackendUnavailable("Stripe holds the payment for another call")
        return BackendRefused(f"Stripe says: {message}", str(code or "refused_by_provider"))

    def _document(self, number: str, intents: list[Any]) -> Document:
        # An attempt that was given up does not tell what the order cost, nor who paid it.
        first = next((each for each in intents if each["status"] == "succeeded"), intents[0])
        charge = first.get("latest_charge") or {}
        billing = charge.get("billing_details") or {}
        own = first.get("metadata", {})
        email = first.get("receipt_email") or billing.get("email") or own.get("email")
        name = own.get(self._source.fields.get("product", "product")) or first.get("description")
        return {
            "number": number,
            "placed_at": datetime.fromtimestamp(first["created"], UTC).isoformat(),
            "customer": records.customer(
                email, (billing.get("address") or {}).get("country"), vat=own.get(self._source.fields.get("vat_number"))
            ),
            "product": records.product(self._source, name, own.get("sku")),
            "total": _money(first["amount"], first["currency"]),
            "payments": [self._payment(each) for each in intents],
            "consent": records.consent(self._source, own),
            **records.NOT_TOLD,
        }

    def _payment(self, intent: Any) -> Document:
        charge = intent.get("latest_charge") or {}
        status = _STATUS.get(intent["status"], "failed" if intent.get("last_payment_error") else "pending")
        taken = intent["amount_received"] if status == "captured" else intent["amount"]
        kind = (charge.get("payment_method_details") or {}).get("type")
        asked = {"payment_intent": intent["id"]}
        return {
            "id": intent["id"],
            "amount": _money(taken, intent["currency"]),
            "status": status,
            "captured_at": records.at(charge.get("created")) if status == "captured" else None,
            "method": kind,
            "method_class": None if kind is None else _CLASS.get(kind, "other"),
            "refunded": None,
            "refunds": [_refund(each) for each in self._pages("/v1/refunds", asked)],
            "dispute": _dispute(list(self._pages("/v1/disputes", asked))) if status == "captured" else None,
        }

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[Any]:
        """Every entry of a list. One too long is told, never cut: a refund that is not seen is made twice."""
        after: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            page = self._api.listed(path, {**query, "limit": PAGE, **after})
            yield from page["data"]
            if not page.get("has_more"):
                return
            after = {"starting_after": page["data"][-1]["id"]}
        raise BackendInvalid(f"Stripe's list {path} is longer than can be read")


def _fault(told: Any) -> Mapping[str, Any]:
    found = told.get("error") if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _refund(raw: Any) -> Document:
    return {
        "id": raw["id"],
        "amount": _money(raw["amount"], raw["currency"]),
        "status": _REFUND.get(raw["status"], "pending"),
        "at": records.at(raw["created"]),
        "key": (raw.get("metadata") or {}).get(MARK),
    }


def _dispute(found: list[Any]) -> Document | None:
    """The gravest one: a lost one took the money, an open one holds it, an inquiry does neither."""
    told = [
        {
            "opened_at": records.at(each["created"]),
            "status": "inquiry" if each["status"].startswith("warning_") else _DISPUTE.get(each["status"], "open"),
            "respond_by": records.at((each.get("evidence_details") or {}).get("due_by")),
        }
        for each in found
        if each["status"] != "warning_closed"
    ]
    return min(told, key=lambda each: ("lost", "open", "inquiry", "won").index(str(each["status"])), default=None)


def _money(amount: int, currency: str) -> Document:
    code = currency.upper()
    return records.major(Decimal(amount).scaleb(-_decimals(code)), code)


def _minor(money: Money) -> int:
    return int(money.amount.scaleb(_decimals(money.currency)))


def _decimals(code: str) -> int:
    return 0 if code in _NO_DECIMALS else 3 if code in _THREE_DECIMALS else 2
