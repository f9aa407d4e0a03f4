"""Vipps MobilePay's ePayment API as its documentation has it: tokens, keys of at most 50 characters, an event log."""

import json
import re
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults

CLIENT = {"client_id": "id", "client_secret": "secret", "ocp-apim-subscription-key": "sub"}
TOKEN = "eyJ1"


class VippsStandIn:
    """`events` by reference, oldest first; what was paid back is in them. `tokens` counts how many were given out."""

    def __init__(self) -> None:
        self.payments: dict[str, dict[str, Any]] = {}
        self.events: dict[str, list[dict[str, Any]]] = {}
        self.faults = Faults()
        self.shuts_after_a_refund = self.shut = False
        self.tokens = 0
        self._keys: dict[str, tuple[str, int, Any]] = {}
        self.app = FastAPI()
        self.app.middleware("http")(self._known)
        self.app.post("/accesstoken/get")(self._token)
        self.app.get("/epayment/v1/payments/{reference}")(self._payment)
        self.app.get("/epayment/v1/payments/{reference}/events")(self._events)
        self.app.post("/epayment/v1/payments/{reference}/refund")(self._refund)

    def pay(self, reference: str, value: int, currency: str = "NOK") -> None:
        amount = {"currency": currency, "value": value}
        nothing = {"currency": currency, "value": 0}
        self.payments[reference] = {
            "reference": reference, "state": "AUTHORIZED", "amount": amount, "paymentMethod": {"type": "WALLET"},
            "aggregate": {
                "authorizedAmount": amount, "capturedAmount": dict(amount), "refundedAmount": dict(nothing),
                "cancelledAmount": nothing,
            },
        }  # fmt: skip
        self.events[reference] = []
        for name in ("CREATED", "AUTHORIZED", "CAPTURED"):
            self._log(reference, name, amount, "shop-key")

    def _log(self, reference: str, name: str, amount: Any, key: str) -> str:
        psp = str(1000 + sum(map(len, self.events.values())))
        entry = {"reference": reference, "pspReference": psp, "name": name, "amount": amount, "success": True}
        self.events[reference].append(entry | {"timestamp": "2026-11-16T08:12:30Z", "idempotencyKey": key})
        return psp

    async def _known(self, request: Request, call_next: Any) -> Response:
        if self.shut:
            return _error(401, "Unauthorized", "the keys were changed")
        given, own = request.headers, "/accesstoken/" in request.url.path
        wanted = CLIENT if own else {"authorization": f"Bearer {TOKEN}", "ocp-apim-subscription-key": "sub"}
        if (
            any(given.get(name) != value for name, value in wanted.items())
            or given.get("merchant-serial-number") != "123"
        ):
            return _error(401, "Unauthorized", "the keys do not fit")
        answer: Response = await call_next(request)
        return answer

    def _token(self) -> Response:
        self.tokens += 1
        return JSONResponse({"token_type": "Bearer", "expires_in": "3600", "access_token": TOKEN})

    def _payment(self, reference: str) -> Response:
        found = self.payments.get(reference)
        return _error(404, "Not Found", "no such payment") if found is None else JSONResponse(found)

    def _events(self, reference: str) -> Response:
        return JSONResponse(self.events[reference])

    async def _refund(self, reference: str, request: Request) -> Response:
        given, key = await request.json(), request.headers.get("idempotency-key", "")
        return self.faults.around(lambda: self._kept(reference, key, given))

    def _kept(self, reference: str, key: str, given: dict[str, Any]) -> Response:
        if not re.fullmatch(r"[A-Za-z0-9-]{1,50}", key):
            return _error(400, "Bad Request", "Idempotency-Key is malformed")
        asked = json.dumps([reference, given], sort_keys=True)
        if key in self._keys:
            first, status, body = self._keys[key]
            return (
                JSONResponse(body, status)
                if first == asked
                else _error(409, "Conflict", "the key was used for another")
            )
        if set(given) != {"modificationAmount"} or set(given["modificationAmount"]) != {"currency", "value"}:
            return _error(400, "Bad Request", "unknown field")
        sums, value = self.payments[reference]["aggregate"], given["modificationAmount"]["value"]
        if value > sums["capturedAmount"]["value"] - sums["refundedAmount"]["value"]:
            return _error(400, "Bad Request", "Refund amount exceeds captured amount")
        sums["refundedAmount"]["value"] += value
        self.shut = self.shuts_after_a_refund
        psp = self._log(reference, "REFUNDED", given["modificationAmount"], key)
        body = {"reference": reference, "pspReference": psp, "state": "AUTHORIZED", "aggregate": sums}
        self._keys[key] = (asked, 200, body)
        return JSONResponse(body)


def _error(status: int, title: str, detail: str) -> Response:
    return JSONResponse({"title": title, "detail": detail, "status": status}, status)
