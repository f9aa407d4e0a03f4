"""Mollie's payments and refunds as its documentation has them: keys compared, a refund begins as pending."""

import json
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults, bearer

KEY = "test_abc"
REFUND_FIELDS = {"amount", "description", "metadata"}


class MollieStandIn:
    """`refunds` by payment, oldest first. `page` is how many a list has at most."""

    def __init__(self) -> None:
        self.payments: dict[str, dict[str, Any]] = {}
        self.refunds: dict[str, list[dict[str, Any]]] = {}
        self.chargebacks: dict[str, list[dict[str, Any]]] = {}
        self.faults = Faults()
        self.page = 250
        self._keys: dict[str, tuple[str, int, Any]] = {}
        self.app = FastAPI()
        self.app.middleware("http")(self._known)
        self.app.get("/v2/payments/{payment}")(self._payment)
        self.app.get("/v2/payments/{payment}/refunds")(self._refunds)
        self.app.get("/v2/payments/{payment}/chargebacks")(self._chargebacks)
        self.app.post("/v2/payments/{payment}/refunds")(self._refund)

    def pay(self, payment: str, value: str, currency: str = "NOK", **more: Any) -> None:
        self.refunds[payment] = []
        self.payments[payment] = {
            "resource": "payment", "id": payment, "status": "paid", "method": "creditcard",
            "amount": {"value": value, "currency": currency}, "paidAt": "2026-11-16T08:12:30+00:00",
        } | more  # fmt: skip

    async def _known(self, request: Request, call_next: Any) -> Response:
        if not bearer(request, KEY):
            return _error(401, "Missing authentication, or failed to authenticate")
        answer: Response = await call_next(request)
        return answer

    def _payment(self, payment: str) -> Response:
        found = self.payments.get(payment)
        return _error(404, "No payment exists with token") if found is None else JSONResponse(found)

    def _refunds(self, payment: str, limit: int, start: int = 0) -> Response:
        if payment not in self.refunds:
            return _error(404, "No payment exists with token")
        newest_first = list(reversed(self.refunds[payment]))
        shown = newest_first[start : start + min(limit, self.page)]
        more = len(newest_first) > start + len(shown)
        href = f"https://api.mollie.com/v2/payments/{payment}/refunds?limit={limit}&start={start + len(shown)}"
        return JSONResponse({"_embedded": {"refunds": shown}, "_links": {"next": {"href": href} if more else None}})

    def _chargebacks(self, payment: str) -> Response:
        return JSONResponse({"_embedded": {"chargebacks": self.chargebacks[payment]}, "_links": {"next": None}})

    async def _refund(self, payment: str, request: Request) -> Response:
        given = await request.json()
        key = request.headers.get("idempotency-key", "")
        return self.faults.around(lambda: self._kept(payment, key, given))

    def _kept(self, payment: str, key: str, given: dict[str, Any]) -> Response:
        asked = json.dumps([payment, given], sort_keys=True)
        if key in self._keys:
            first, status, body = self._keys[key]
            return JSONResponse(body, status) if first == asked else _error(422, "The idempotency key was used before")
        status, body = self._made(payment, given)
        if status < 400:
            self._keys[key] = (asked, status, body)
        return JSONResponse(body, status)

    def _made(self, payment: str, given: dict[str, Any]) -> tuple[int, Any]:
        if unknown := set(given) - REFUND_FIELDS:
            return 422, _fault(422, f"Non-existent body parameter {sorted(unknown)}")
        found = self.payments.get(payment)
        if found is None:
            return 404, _fault(404, "No payment exists with token")
        money = given["amount"]
        back = sum(
            (
                Decimal(each["amount"]["value"])
                for each in self.refunds[payment]
                if each["status"] not in {"failed", "canceled"}
            ),
            Decimal(0),
        )
        if Decimal(money["value"]) > Decimal(found["amount"]["value"]) - back:
            return 422, _fault(422, "The amount is higher than the maximum", field="amount")
        made = {
            "resource": "refund", "id": f"re_{sum(map(len, self.refunds.values())) + 1}", "amount": money,
            "status": "pending", "createdAt": "2026-11-20T10:00:00+00:00", "metadata": given.get("metadata"),
            "paymentId": payment,
        }  # fmt: skip
        self.refunds[payment].append(made)
        return 201, made


def _fault(status: int, detail: str, **more: str) -> dict[str, Any]:
    return {"status": status, "title": "Error", "detail": detail} | more


def _error(status: int, detail: str) -> Response:
    return JSONResponse(_fault(status, detail), status)
