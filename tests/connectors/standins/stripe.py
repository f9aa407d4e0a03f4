"""Stripe as its documentation has it, as far as the connector calls it: strict about fields, keys and amounts."""

import re
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults, bearer

KEY = "sk_test_1"
CREATED = 1763280720


class StripeStandIn:
    """PaymentIntents of one account. `refunds` is what was made, in the order it was made."""

    def __init__(self) -> None:
        self.intents: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []
        self.disputes: list[dict[str, Any]] = []
        self.faults = Faults()
        self.page = 100
        self._keys: dict[str, tuple[dict[str, str], int, Any]] = {}
        self.app = FastAPI()
        self.app.middleware("http")(self._known)
        self.app.get("/v1/payment_intents/search")(self._search)
        self.app.get("/v1/payment_intents")(self._of_customer)
        self.app.get("/v1/payment_intents/{intent}")(self._intent)
        self.app.get("/v1/customers")(self._customers)
        self.app.get("/v1/refunds")(self._refunds)
        self.app.get("/v1/disputes")(self._disputes)
        self.app.post("/v1/refunds")(self._refund)

    def pay(self, intent: str, number: str, amount: int, email: str, currency: str = "nok", **more: Any) -> None:
        self.intents[intent] = {
            "id": intent, "object": "payment_intent", "amount": amount, "amount_received": amount, "currency": currency,
            "status": "succeeded", "created": CREATED + len(self.intents), "customer": f"cus_{email}",
            "receipt_email": email, "description": "Uptime tracking", "metadata": {"order_number": number},
            "latest_charge": {
                "id": f"ch_{intent}", "created": CREATED + 5, "disputed": False,
                "billing_details": {"email": email, "address": {"country": "NO"}},
                "payment_method_details": {"type": "card"},
            },
        } | more  # fmt: skip

    async def _known(self, request: Request, call_next: Any) -> Response:
        if not bearer(request, KEY):
            return _error(401, "invalid_request_error", "Invalid API Key provided")
        answer: Response = await call_next(request)
        return answer

    def _search(self, request: Request) -> Response:
        found = re.fullmatch(r"metadata\['([a-z_]+)'\]:'((?:[^'\\]|\\.)*)'", request.query_params["query"])
        if found is None:
            return _error(400, "invalid_request_error", "We were unable to parse your search query")
        name, value = found.groups()
        same = [each for each in self.intents.values() if each["metadata"].get(name, "").lower() == value.lower()]
        return JSONResponse({"object": "search_result", "data": same, "has_more": False})

    def _of_customer(self, customer: str) -> Response:
        return self._list([each for each in self.intents.values() if each["customer"] == customer], None)

    def _intent(self, intent: str) -> Response:
        if intent not in self.intents:
            return _error(404, "invalid_request_error", f"No such payment_intent: {intent}", code="resource_missing")
        return JSONResponse(self.intents[intent])

    def _customers(self, email: str) -> Response:
        there = {each["customer"] for each in self.intents.values() if each["receipt_email"] == email}
        return self._list([{"id": each} for each in sorted(there)], None)

    def _refunds(self, payment_intent: str, starting_after: str | None = None) -> Response:
        newest_first = [each for each in reversed(self.refunds) if each["payment_intent"] == payment_intent]
        return self._list(newest_first, starting_after)

    def _disputes(self, payment_intent: str) -> Response:
        return self._list([each for each in self.disputes if each["payment_intent"] == payment_intent], None)

    def _list(self, all_of_them: list[Any], after: str | None) -> Response:
        ids = [each["id"] for each in all_of_them]
        rest = all_of_them[ids.index(after) + 1 :] if after else all_of_them
        return JSONResponse({"object": "list", "data": rest[: self.page], "has_more": len(rest) > self.page})

    async def _refund(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), strict_parsing=True))
        key = request.headers.get("idempotency-key", "")
        return self.faults.around(lambda: self._kept(key, form))

    def _kept(self, key: str, form: dict[str, str]) -> Response:
        if not key:
            return JSONResponse(*reversed(self._made(form)))
        if key in self._keys:
            first, status, body = self._keys[key]
            if first != form:
                return _error(
                    400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters"
                )
            return JSONResponse(body, status)
        status, body = self._made(form)
        if status != 400 or "unknown parameter" not in str(body):
            self._keys[key] = (form, status, body)
        return JSONResponse(body, status)

    def _made(self, form: dict[str, str]) -> tuple[int, Any]:
        unknown = [name for name in form if not re.fullmatch(r"payment_intent|amount|reason|metadata\[\w+\]", name)]
        if unknown:
            return 400, _fault("invalid_request_error", f"Received unknown parameter: {unknown[0]}")
        intent = self.intents.get(form["payment_intent"])
        if intent is None:
            return 404, _fault("invalid_request_error", "No such payment_intent", code="resource_missing")
        amount = int(form["amount"])
        back = sum(
            each["amount"]
            for each in self.refunds
            if each["payment_intent"] == intent["id"] and each["status"] != "failed"
        )
        left = intent["amount_received"] - back
        if not left:
            return 400, _fault(
                "invalid_request_error", "Charge has already been refunded.", code="charge_already_refunded"
            )
        if amount > left:
            text = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
            return 400, _fault("invalid_request_error", text, param="amount")
        metadata = {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")}
        made = {
            "id": f"re_{len(self.refunds) + 1}", "object": "refund", "amount": amount, "currency": intent["currency"],
            "payment_intent": intent["id"], "status": "succeeded", "created": CREATED + 100, "metadata": metadata,
        }  # fmt: skip
        self.refunds.append(made)
        return 200, made


def _fault(kind: str, message: str, **more: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message} | more}


def _error(status: int, kind: str, message: str, **more: str) -> Response:
    return JSONResponse(_fault(kind, message, **more), status)
