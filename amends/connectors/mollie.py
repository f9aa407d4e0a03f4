"""Mollie: payments and their refunds. It knows no orders: records beside it name its payments (tr_…).

Checked against docs.mollie.com: refunds and their statuses, idempotency, chargebacks. A refund may fail days later; the
order is read again for that anyway.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from amends.connectors import records
from amends.connectors.calls import Api, Reply
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.errors import BackendError, BackendInvalid, BackendRefused
from amends.orders.backend import REFUSALS, RemedyCall

URL = "https://api.mollie.com"
MARK = "amends_key"
MOST_PAGES = 20
_STATUS = {
    "paid": "captured",
    "authorized": "authorised",
    "expired": "expired",
    "canceled": "expired",
    "failed": "failed",
}
_REFUND = {"refunded": "succeeded", "failed": "failed", "canceled": "failed"}
_CLASS = {
    "creditcard": "card", "ideal": "bank", "bancontact": "bank", "banktransfer": "bank", "directdebit": "direct_debit",
    "paypal": "wallet", "applepay": "wallet", "klarna": "invoice", "giftcard": "gift_card", "voucher": "gift_card",
}  # fmt: skip


class Mollie:
    """A PaymentProvider."""

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        headers = {"Authorization": f"Bearer {secrets['key']}"}
        self._api = Api("Mollie", source.options.get("payments_url", URL), headers, timeout, total)

    def mark(self, key: str) -> str:
        return key

    def payment(self, payment_id: str) -> Document | None:
        raw = self._api.get(f"/v2/payments/{quote(payment_id, safe='')}")
        if raw is None:
            return None
        back = [_refund(each) for each in self._pages(f"/v2/payments/{quote(payment_id, safe='')}/refunds", "refunds")]
        status = _STATUS.get(raw["status"], "pending")
        amount = (raw.get("amountCaptured") if status == "captured" else None) or raw["amount"]
        method = raw.get("method")
        return {
            "id": raw["id"],
            "amount": records.major(amount["value"], amount["currency"]),
            "status": status,
            "captured_at": raw.get("paidAt"),
            "method": method,
            "method_class": None if method is None else _CLASS.get(method, "other"),
            "refunded": None,
            "refunds": back,
            "dispute": self._dispute(payment_id) if raw.get("amountChargedBack") else None,
        }

    def refund(self, call: RemedyCall) -> str:
        assert call.payment_id is not None
        assert call.amount is not None
        money = call.amount.as_json()
        body = {
            "amount": {"currency": money["currency"], "value": money["amount"]},
            "description": call.order_number,
            "metadata": {MARK: call.key},
        }
        path = f"/v2/payments/{quote(call.payment_id, safe='')}/refunds"
        reply = self._api.send("POST", path, body=body, headers={"Idempotency-Key": call.key})
        if reply.ok:
            return str(reply.body["id"])
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> BackendError:
        told = reply.body if isinstance(reply.body, dict) else {}
        detail = str(told.get("detail", ""))
        if reply.status >= 500 or reply.status == 409 or not detail:
            return self._api.unclear(reply)  # 409: the same was asked for a moment ago
        if reply.status == 404:
            return BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        if told.get("field") == "amount" and "higher" in detail:
            return BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
        return BackendRefused(f"Mollie says: {detail}", "refused_by_provider")

    def _dispute(self, payment_id: str) -> Document | None:
        """Mollie tells a chargeback when the money is gone; one that was reversed came back."""
        back = list(self._pages(f"/v2/payments/{quote(payment_id, safe='')}/chargebacks", "chargebacks"))
        if not back:
            return None
        gone = [each for each in back if not each.get("reversedAt")]
        return {"opened_at": min(each["createdAt"] for each in back), "status": "lost" if gone else "won"}

    def _pages(self, path: str, name: str) -> Iterator[Any]:
        where = f"{path}?limit=250"
        for _ in range(MOST_PAGES):
            page = self._api.listed(where)
            yield from page["_embedded"][name]
            following = (page.get("_links") or {}).get("next")
            if not following:
                return
            link = urlsplit(following["href"])
            where = f"{link.path}?{link.query}"  # at the address that was set, wherever a link may lead
        raise BackendInvalid(f"Mollie's list {path} is longer than can be read")


def _refund(raw: Any) -> Document:
    money, metadata = raw["amount"], raw.get("metadata")
    return {
        "id": raw["id"],
        "amount": records.major(money["value"], money["currency"]),
        "status": _REFUND.get(raw["status"], "pending"),
        "at": raw.get("createdAt"),
        "key": metadata.get(MARK) if isinstance(metadata, dict) else None,
    }
