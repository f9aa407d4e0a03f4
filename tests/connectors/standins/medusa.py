"""Medusa's Admin API after what 2.21.2 does (docs/proof/medusa.md): no keys, and refusals of what it carried out."""

import base64
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults

KEY = "sk_1"
BASIC = base64.b64encode(f"{KEY}:".encode()).decode()
AT = "2026-11-16T08:12:00.000Z"
EPSILON = Decimal("0.01")
OPEN_CHANGE = "already has an existing active order change"


class MedusaStandIn:
    """`bank` is what the payment provider really paid back. `provider` is how it does it: `pays`, `fails`, `dies` after
    it paid, or `thinks`: nothing is paid yet, and the answer is lost. `lost_notes` changes of an order get no answer.
    An order with `open_change` is being edited: what is paid back of it stands, and the answer is a refusal."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self.bank: list[Decimal] = []
        self.provider = "pays"
        self.lost_notes = 0
        self.faults = Faults()
        self._made = 0
        self.app = FastAPI()
        self.app.middleware("http")(self._known)
        self.app.get("/admin/orders")(self._search)
        self.app.get("/admin/orders/{order}")(self._order)
        self.app.post("/admin/orders/{order}")(self._change)
        self.app.post("/admin/orders/{order}/cancel")(self._cancel)
        self.app.post("/admin/payments/{payment}/refund")(self._refund)

    def place(self, number: int, payments: Iterable[str], email: str, total: float = 490, **more: Any) -> Any:
        """An order of one line, paid in full by each of the payments."""
        address = {"country_code": "no", "first_name": "Kari", "last_name": "Holm", "address_1": "Storgata 1"}
        self.orders[f"order_{number}"] = {
            "id": f"order_{number}", "display_id": number, "custom_display_id": None, "status": "pending",
            "email": email, "currency_code": "nok", "created_at": AT, "canceled_at": None, "metadata": None,
            "total": total, "credit_line_total": 0, "billing_address": address, "shipping_address": address,
            "items": [{"id": "ordli_1", "title": "Router", "variant_sku": "R1", "quantity": 1, "total": total}],
            "payment_collections": [_collection(each, total) for each in payments], "open_change": False,
            "transactions": [{"reference": "capture", "reference_id": f"capt_{each}"} for each in payments],
        } | more  # fmt: skip
        return self.orders[f"order_{number}"]

    async def _known(self, request: Request, call_next: Any) -> Response:
        if request.headers.get("authorization") != f"Basic {BASIC}":
            return JSONResponse({"message": "Unauthorized"}, 401)
        answer: Response = await call_next(request)
        return answer

    def _search(self, q: str = "", fields: str = "id", order: str = "", limit: int = 20, offset: int = 0) -> Response:
        """Each of the words' characters stands for itself but `%` and `_`. Other parameters count for nothing."""
        asked = re.compile(re.escape(q).replace("%", ".*").replace("_", "."), re.IGNORECASE)
        found = [each for each in self.orders.values() if any(asked.search(str(text)) for text in _texts(each))]
        if order:
            found.sort(key=lambda each: each[order])
        rows = [_chosen(each, fields) for each in found[offset : offset + limit]]
        return JSONResponse({"orders": rows, "count": len(found), "offset": offset, "limit": limit})

    def _order(self, order: str, fields: str = "id") -> Response:
        if order not in self.orders:
            return _error(404, "not_found", f"Order id not found: {order}")
        return JSONResponse({"order": _chosen(self.orders[order], fields)})

    async def _change(self, order: str, request: Request, fields: str = "id") -> Response:
        given, found = await request.json(), self.orders[order]
        assert set(given) == {"metadata"}, given
        if found["status"] == "canceled":
            return _error(400, "invalid_data", f"Order with id {order} has been canceled.")
        merged = (found["metadata"] or {}) | given["metadata"]
        found["metadata"] = {name: value for name, value in merged.items() if value != ""}
        if self.lost_notes:
            self.lost_notes -= 1
            return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")
        return JSONResponse({"order": _chosen(found, fields)})

    def _cancel(self, order: str) -> Response:
        found = self.orders[order]
        if found["status"] == "canceled":
            return _error(400, "invalid_data", f"Order with id {order} has been canceled.")
        if found["status"] == "completed":
            return _error(400, "not_allowed", "Cannot cancel a completed order. Please use the return process.")
        for collection in found["payment_collections"]:
            for paid in collection["payments"]:
                back = _sum(paid["captures"]) - _sum(paid["refunds"])
                if back > 0 and self.provider == "pays":
                    self._pay(paid, collection, back, None)
                paid["canceled_at"] = paid["canceled_at"] if paid["captures"] else AT
        if found["open_change"]:
            return _error(400, "invalid_data", f"Order ({order}) {OPEN_CHANGE}")
        found |= {"status": "canceled", "canceled_at": AT}
        return JSONResponse({"order": {"id": order}})

    async def _refund(self, payment: str, request: Request) -> Response:
        given = await request.json()
        return self.faults.around(lambda: self._refunded(payment, given))

    def _refunded(self, payment: str, given: dict[str, Any]) -> Response:
        if unknown := set(given) - {"amount", "note", "refund_reason_id"}:
            return _error(400, "invalid_data", f"Invalid request: Unrecognized fields: '{', '.join(unknown)}'")
        if isinstance(given["amount"], str):
            return _error(400, "invalid_data", "Invalid request: Expected type: 'number' for field 'amount'")
        at = [
            (order, each, paid)
            for order in self.orders.values() for each in order["payment_collections"] for paid in each["payments"]
            if paid["id"] == payment
        ]  # fmt: skip
        if not at:
            return _error(404, "not_found", f"Payment id not found: {payment}")
        ((order, collection, paid),) = at
        amount = Decimal(str(given["amount"]))
        if _sum(paid["captures"]) - _sum(paid["refunds"]) - amount < -EPSILON:
            return _error(400, "invalid_data", "You are not allowed to refund more than the captured amount")
        if self.provider in {"fails", "dies"}:
            self.bank.extend([amount] if self.provider == "dies" else [])
            return _error(500, "unknown_error", "An unknown error occurred.")
        if self.provider == "thinks":
            self._write(paid, amount, given.get("note"))
            return Response("<h1>Gateway timeout</h1>", 504, media_type="text/html")
        made = self._pay(paid, collection, amount, given.get("note"))
        if order["status"] == "canceled":
            return _error(400, "invalid_data", f"Order with id {order['id']} has been canceled.")
        if order["open_change"]:
            return _error(400, "invalid_data", f"Order ({order['id']}) {OPEN_CHANGE}")
        order["transactions"].append({"reference": "refund", "reference_id": made["id"]})
        order["total"] = float(Decimal(str(order["total"])) - amount)
        order["credit_line_total"] = float(Decimal(str(order["credit_line_total"])) + amount)
        return JSONResponse({"payment": {"id": payment, "refunds": paid["refunds"]}})

    def _pay(self, paid: Any, collection: Any, amount: Decimal, note: str | None) -> Any:
        made = self._write(paid, amount, note)
        self.bank.append(amount)
        refunds = [each for other in collection["payments"] for each in other["refunds"]]
        collection["refunded_amount"] = float(_sum(refunds))
        return made

    def _write(self, paid: Any, amount: Decimal, note: str | None) -> Any:
        """Before the provider is asked."""
        self._made += 1
        at = f"2026-11-20T10:{self._made // 60:02}:{self._made % 60:02}.000Z"
        made = {"id": f"ref_{self._made}", "amount": float(amount), "note": note, "created_at": at}
        paid["refunds"].append(made)
        return made


def _collection(payment: str, amount: float) -> dict[str, Any]:
    paid = {
        "id": payment, "amount": amount, "currency_code": "nok", "provider_id": "pp_card_bank", "created_at": AT,
        "canceled_at": None, "captures": [{"id": f"capt_{payment}", "amount": amount, "created_at": AT}], "refunds": [],
    }  # fmt: skip
    return {"id": f"pay_col_{payment}", "refunded_amount": 0, "payments": [paid]}


def _chosen(record: Any, fields: str) -> Any:
    """The record with the named fields; of names that do not exist nothing is said, as of those not asked for."""
    chosen: dict[str, Any] = {}
    for name in fields.split(","):
        head, _, rest = name.partition(".")
        if head not in record:
            continue
        value = record[head]
        if not rest:
            chosen[head] = value
        elif isinstance(value, list):
            kept = chosen.setdefault(head, [{} for _ in value])
            for into, each in zip(kept, value, strict=True):
                _merge(into, _chosen(each, rest))
        else:
            _merge(chosen.setdefault(head, {}), _chosen(value or {}, rest))
    return chosen


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, list) and name in into:
            for kept, each in zip(into[name], value, strict=True):
                _merge(kept, each)
        else:
            into[name] = value


def _texts(order: Any) -> list[Any]:
    address = order["shipping_address"] or {}
    return [order["display_id"], order["custom_display_id"], order["email"], *address.values()]


def _sum(parts: Any) -> Decimal:
    return sum((Decimal(str(each["amount"])) for each in parts), Decimal(0))


def _error(status: int, kind: str, message: str) -> Response:
    return JSONResponse({"type": kind, "message": message}, status)
