"""WooCommerce's REST API, version 3, as its documentation has it: no keys, and one payment an order."""

import base64
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults

KEY, SECRET = "ck_1", "cs_1"
BASIC = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
REFUND_FIELDS = {"amount", "reason", "refunded_by", "meta_data", "line_items", "api_refund", "api_restock"}
LINE_FIELDS = {"id", "quantity", "refund_total", "refund_tax"}


class WooStandIn:
    """`gateway` is what its payment provider was told to pay back: the money. `gateway_fails`: it takes the money, and
    WooCommerce hears of an error and takes its own record back. `plugin_fails`: a plugin does, with everything done.
    `lost_notes` changes of an order get no answer. `switched_off`: WordPress is there and WooCommerce is not."""

    def __init__(self) -> None:
        self.orders: dict[int, dict[str, Any]] = {}
        self.refunds: dict[int, list[dict[str, Any]]] = {}
        self.gateway: list[Decimal] = []
        self.gateway_fails = False
        self.plugin_fails = False
        self.switched_off = False
        self.lost_notes = 0
        self.faults = Faults()
        self.app = FastAPI()
        self.app.middleware("http")(self._known)
        self.app.get("/wp-json/wc/v3/orders")(self._search)
        self.app.get("/wp-json/wc/v3/orders/{order}")(self._order)
        self.app.put("/wp-json/wc/v3/orders/{order}")(self._change)
        self.app.get("/wp-json/wc/v3/orders/{order}/refunds")(self._refunds)
        self.app.post("/wp-json/wc/v3/orders/{order}/refunds")(self._refund)

    def place(self, order: int, total: str, email: str, **more: Any) -> None:
        first = line(1, "Router", total)
        self.refunds[order] = []
        self.orders[order] = {
            "id": order, "number": str(order), "status": "completed", "currency": "NOK", "total": total,
            "date_created_gmt": "2026-11-16T08:12:00", "date_modified_gmt": "2026-11-16T08:13:00",
            "date_paid_gmt": "2026-11-16T08:12:30", "payment_method": "stripe", "payment_method_title": "Card",
            "billing": {"email": email, "country": "NO", "company": ""}, "line_items": [first], "meta_data": [],
        } | more  # fmt: skip

    async def _known(self, request: Request, call_next: Any) -> Response:
        if request.headers.get("authorization") != f"Basic {BASIC}":
            return _error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        if self.switched_off:
            return _error(404, "rest_no_route", "No route was found matching the URL and request method.")
        answer: Response = await call_next(request)
        return answer

    def _search(self, search: str, per_page: int = 10, page: int = 1) -> Response:
        def found(order: dict[str, Any]) -> bool:
            return search.lower() in f"{order['number']} {order['billing']['email']}".lower()

        all_of_them = [each for each in reversed(self.orders.values()) if found(each)]
        return JSONResponse(all_of_them[(page - 1) * per_page : page * per_page])

    def _order(self, order: int) -> Response:
        if order not in self.orders:
            return _error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
        return JSONResponse(self.orders[order])

    async def _change(self, order: int, request: Request) -> Response:
        given = await request.json()
        assert set(given) <= {"status", "meta_data"}, given
        found = self.orders[order]
        for each in given.get("meta_data", ()):
            found["meta_data"] = [kept for kept in found["meta_data"] if kept["key"] != each["key"]] + [each]
        found["status"] = given.get("status", found["status"])
        if self.lost_notes:
            self.lost_notes -= 1
            return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")
        return JSONResponse(found)

    def _refunds(self, order: int, per_page: int = 10, page: int = 1) -> Response:
        return JSONResponse(list(reversed(self.refunds[order]))[(page - 1) * per_page : page * per_page])

    async def _refund(self, order: int, request: Request) -> Response:
        given = await request.json()
        return self.faults.around(lambda: self._made(order, given))

    def _made(self, order: int, given: dict[str, Any]) -> Response:
        if unknown := set(given) - REFUND_FIELDS:
            return _error(400, "rest_invalid_param", f"Invalid parameter(s): {sorted(unknown)}")
        if not isinstance(given["amount"], str):
            return _error(400, "rest_invalid_param", "Invalid parameter(s): amount")
        amount = Decimal(given["amount"])
        back = sum((Decimal(each["amount"]) for each in self.refunds[order]), Decimal(0))
        if amount > Decimal(self.orders[order]["total"]) - back or amount < 0:
            return _error(500, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.")
        made = {
            "id": 9000 + sum(map(len, self.refunds.values())), "date_created_gmt": "2026-11-20T10:00:00",
            "amount": given["amount"], "reason": given["reason"], "refunded_payment": bool(given["api_refund"]),
            "meta_data": given["meta_data"],
            "line_items": [_returned(each, self.orders[order]) for each in given.get("line_items", ())],
        }  # fmt: skip
        if given["api_refund"]:
            self.gateway.append(amount)
        if self.gateway_fails:
            return _error(500, "woocommerce_rest_cannot_create_order_refund", "cURL error 28: Operation timed out")
        self.refunds[order].append(made)
        if self.plugin_fails:
            made["meta_data"] = []
            return _error(400, "woocommerce_rest_shop_order_refund_not_created", "An unexpected error occurred.")
        return JSONResponse(made, 201)


def line(number: int, name: str, total: str, quantity: int = 1, **taxes: str) -> dict[str, Any]:
    """A line of an order: `total` is net, of all its pieces; `taxes` are by their rate, as t7."""
    told = [{"id": int(rate[1:]), "total": amount, "subtotal": amount} for rate, amount in taxes.items()]
    tax = sum((Decimal(amount) for amount in taxes.values()), Decimal(0))
    return {
        "id": number, "name": name, "sku": "R1", "quantity": quantity, "total": total, "total_tax": f"{tax:.2f}",
        "taxes": told,
    }  # fmt: skip


def _returned(given: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    """A refund's line as it is listed: below zero, with the line of the order that it is of."""
    assert set(given) <= LINE_FIELDS, given
    theirs = next(each for each in order["line_items"] if each["id"] == given["id"])
    rates = {each["id"] for each in theirs["taxes"]}
    taxes = given.get("refund_tax", [])
    assert all(set(each) == {"id", "refund_total"} and each["id"] in rates for each in taxes), given
    assert all(isinstance(each["refund_total"], str) for each in (given, *taxes)), given
    tax = sum((Decimal(each["refund_total"]) for each in taxes), Decimal(0))
    return {
        "id": 100 + given["id"], "name": theirs["name"], "quantity": -given.get("quantity", 0),
        "total": f"{-Decimal(given['refund_total'])}", "total_tax": f"{-tax}",
        "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": str(given["id"])}],
    }  # fmt: skip


def _error(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message, "data": {"status": status}}, status)
