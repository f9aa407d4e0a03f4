"""Vipps MobilePay: payments of the ePayment API and their refunds. It knows no orders: records beside it name its
payments by their reference.

Checked against developer.vippsmobilepay.com: refund, event log, access token, system headers. A refund is found in the
event log by its idempotency key.
"""

import hashlib
import threading
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from amends.connectors import records
from amends.connectors.calls import Api, Reply
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.errors import BackendError, BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import REFUSALS, RemedyCall

URL = "https://api.vipps.no"
EARLY_S = 60
"""Seconds before its end that an access token is not used any more."""


class Vipps:
    """A PaymentProvider."""

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, total: float) -> None:
        own = {
            "Ocp-Apim-Subscription-Key": secrets["subscription_key"],
            "Merchant-Serial-Number": source.options["merchant_serial_number"],
            "Vipps-System-Name": "amends",
        }
        self._api = Api("Vipps MobilePay", source.options.get("payments_url", URL), own, timeout, total)
        self._client = {"client_id": secrets["client_id"], "client_secret": secrets["client_secret"]}
        self._token, self._until = "", 0.0
        self._lock = threading.Lock()

    def mark(self, key: str) -> str:
        """A UUID: a key of ours is longer than the header may be."""
        return str(uuid.UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))

    def payment(self, payment_id: str) -> Document | None:
        path = f"/epayment/v1/payments/{quote(payment_id, safe='')}"
        raw = self._api.get(path, headers=self._signed())
        if raw is None:
            return None
        events = self._api.get(f"{path}/events", headers=self._signed())
        if not isinstance(events, list):
            raise BackendInvalid("Vipps MobilePay lists no events of a payment")
        done = [each for each in events if each.get("success")]
        taken = [each for each in done if each["name"] == "CAPTURED"]
        sums = raw["aggregate"]
        captured, currency = sums["capturedAmount"]["value"], raw["amount"]["currency"]
        back = [each for each in done if each["name"] == "REFUNDED"]
        if sum(each["amount"]["value"] for each in back) < sums["refundedAmount"]["value"]:
            raise BackendUnavailable(f"Vipps MobilePay does not list all yet that went back of {payment_id}")
        return {
            "id": payment_id,
            "amount": records.minor(captured or raw["amount"]["value"], currency),
            "status": "captured" if captured else _status(raw["state"]),
            "captured_at": min((each["timestamp"] for each in taken), default=None),
            "method": (raw.get("paymentMethod") or {}).get("type"),
            "method_class": "wallet",
            "refunded": None,
            "refunds": [_refund(each) for each in back],
        }

    def refund(self, call: RemedyCall) -> str:
        assert call.payment_id is not None
        assert call.amount is not None
        path = f"/epayment/v1/payments/{quote(call.payment_id, safe='')}"
        body = {"modificationAmount": {"currency": call.amount.currency, "value": call.amount.minor}}
        mark = self.mark(call.key)
        headers = {**self._signed(), "Idempotency-Key": mark}
        reply = self._api.send("POST", f"{path}/refund", body=body, headers=headers)
        if not reply.ok:
            raise self._refusal(reply)
        # The log is what later looks go by, so the reference is the one that stands there.
        try:
            found = self.payment(call.payment_id)
        except BackendError as fault:  # it was taken, whatever keeps us from reading it
            raise BackendUncertain(f"Vipps MobilePay took the refund, and cannot be read: {fault}") from fault
        for each in (found or {}).get("refunds", ()):
            if each["key"] == mark:
                return str(each["id"])
        raise BackendUncertain("Vipps MobilePay took the refund, and does not list it yet")

    def _refusal(self, reply: Reply) -> BackendError:
        told = reply.body if isinstance(reply.body, dict) else {}
        said = f"{told.get('title', '')} {told.get('detail', '')}".strip()
        if reply.status >= 500 or reply.status == 409 or not said:
            return self._api.unclear(reply)
        if reply.status == 404:
            return BackendRefused(REFUSALS["payment_not_found"], "payment_not_found")
        return BackendRefused(f"Vipps MobilePay says: {said}", "refused_by_provider")

    def _signed(self) -> dict[str, str]:
        with self._lock:
            if time.monotonic() >= self._until:
                reply = self._api.read("POST", "/accesstoken/get", headers=self._client)
                if not reply.ok or not isinstance(reply.body, dict):
                    raise BackendInvalid(f"Vipps MobilePay gives no access token ({reply.status})")
                self._token = str(reply.body["access_token"])
                self._until = time.monotonic() + max(0, int(reply.body["expires_in"]) - EARLY_S)
            return {"Authorization": f"Bearer {self._token}"}


def _status(state: str) -> str:
    found = {"AUTHORIZED": "authorised", "EXPIRED": "expired", "ABORTED": "failed", "TERMINATED": "expired"}
    return found.get(state, "pending")


def _refund(event: Any) -> Document:
    return {
        "id": event["pspReference"],
        "amount": records.minor(event["amount"]["value"], event["amount"]["currency"]),
        "status": "succeeded",
        "at": event["timestamp"],
        "key": event.get("idempotencyKey"),
    }
