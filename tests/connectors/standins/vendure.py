"""Vendure's Admin API after the source of 3.7.3: no keys, several payments an order, refunds that wait for a person."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from graphql import GraphQLError, graphql_sync, parse, validate

from tests.connectors.standins.faults import Faults
from tests.connectors.standins.vendure_schema import SCHEMA

KEY = "api-key-1"
AT = "2026-11-16T08:12:00.000Z"


class VendureStandIn:
    """`bank` is what the payment handlers really paid back, in cents. `handler` is how they do it: `settles`, `none`
    (Vendure then waits for a person), `fails`, `dies` after it paid, `in_between` (paid, and the state not kept).
    `lost_notes` announcements get no answer. `keeps_state`: the shop's own process lets no order be cancelled."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self.bank: list[int] = []
        self.handler = "settles"
        self.lost_notes = 0
        self.keeps_state = False
        self.precision = 2
        self.faults = Faults()
        self._ids = 0
        self.app = FastAPI()
        self.app.post("/admin-api")(self._call)

    def place(self, code: str, payments: Iterable[str], email: str, price: int = 49000, **more: Any) -> dict[str, Any]:
        """An order of one line, paid in full by each of the payments."""
        line = self.line("Router", "R1", price)
        order: dict[str, Any] = {
            "id": self._id(), "code": code, "state": "PaymentSettled", "createdAt": AT, "orderPlacedAt": AT,
            "updatedAt": AT, "currencyCode": "NOK", "lines": [line], "shippingLines": [], "customFields": {},
            "customer": {"emailAddress": email, "firstName": "Kari", "lastName": "Holm"},
            "billingAddress": {"countryCode": None}, "shippingAddress": {"countryCode": "NO"}, "entries": [],
        }  # fmt: skip
        order["totalWithTax"] = lambda _info: sum(each["proratedLinePriceWithTax"](None) for each in order["lines"])
        order["history"] = lambda _info, options=None: _listed(order["entries"], options, "type")
        order["payments"] = [
            {"id": each, "state": "Settled", "amount": price, "method": "card", "createdAt": AT, "refunds": []}
            for each in payments
        ]
        self.orders[code] = order | more
        return self.orders[code]

    def line(self, name: str, sku: str, price: int, quantity: int = 1, discount: int = 0) -> dict[str, Any]:
        """`price` is that of one piece with tax; `discount` what was taken off the whole line."""
        line: dict[str, Any] = {
            "id": self._id(), "quantity": quantity, "orderPlacedQuantity": quantity,
            "productVariant": {"name": name, "sku": sku},
        }  # fmt: skip

        def piece() -> float:
            """Of a line that is cancelled whole, without its discount: as Vendure has it."""
            return price - (discount / line["orderPlacedQuantity"] if line["quantity"] else 0)

        line["proratedUnitPriceWithTax"] = lambda _info: round(piece())
        line["proratedLinePriceWithTax"] = lambda _info: round(piece() * line["quantity"])
        line["proratedLinePrice"] = lambda _info: round(piece() * line["quantity"] / 1.25)
        line["discounts"] = [{"adjustmentSource": "p", "amountWithTax": -discount}] if discount else []
        return line

    def refunds(self) -> list[dict[str, Any]]:
        return [made for order in self.orders.values() for paid in order["payments"] for made in paid["refunds"]]

    async def _call(self, request: Request) -> Response:
        given = await request.json()
        assert set(given) == {"query", "variables"}, given
        if faults := validate(SCHEMA, parse(given["query"])):
            return _errors("GRAPHQL_VALIDATION_FAILED", str(faults[0]), 400)
        if request.headers.get("vendure-api-key") != KEY:
            return _errors("FORBIDDEN", "You are not currently authorized to perform this action")
        if "refundOrder" in given["query"]:
            return self.faults.around(lambda: self._answered(given))
        answer = self._answered(given)
        if "addNoteToOrder" in given["query"] and self.lost_notes:
            self.lost_notes -= 1
            return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")
        return answer

    def _answered(self, given: dict[str, Any]) -> Response:
        root = {
            "globalSettings": {"serverConfig": {"moneyStrategyPrecision": self.precision}},
            "orders": self._orders, "customers": self._customers, "addNoteToOrder": self._note,
            "deleteOrderNote": self._forget, "refundOrder": self._refund, "cancelOrder": self._cancel,
        }  # fmt: skip
        found = graphql_sync(SCHEMA, given["query"], root, variable_values=given["variables"])
        for fault in found.errors or ():
            if not isinstance(fault.original_error, GraphQLError | None):
                raise fault.original_error
            return _errors(str((fault.extensions or {}).get("code", "BAD_USER_INPUT")), fault.message)
        return JSONResponse({"data": found.data})

    def _orders(self, _info: Any, options: Any) -> Any:
        code = options["filter"]["code"]["eq"]
        return _listed([each for each in self.orders.values() if each["code"] == code], {"take": options["take"]}, "")

    def _customers(self, _info: Any, options: Any) -> Any:
        email = options["filter"]["emailAddress"]["eq"]
        theirs = [each for each in self.orders.values() if each["customer"]["emailAddress"] == email]
        customer = {"orders": lambda _info, options: _listed(theirs, options, "")}
        return {"totalItems": int(bool(theirs)), "items": [customer] if theirs else []}

    def _note(self, _info: Any, **given: Any) -> Any:
        noted = given["input"]
        order = self._by_id(noted["id"])
        assert noted["isPublic"] is False
        self.entry(order, "ORDER_NOTE", note=noted["note"])
        return order

    def _forget(self, _info: Any, **given: Any) -> Any:
        for order in self.orders.values():
            order["entries"][:] = [each for each in order["entries"] if each["id"] != given["id"]]
        return {"result": "DELETED", "message": None}

    def _cancel(self, _info: Any, **given: Any) -> Any:
        asked = given["input"]
        order = self._by_id(asked["orderId"])
        if not any(each["quantity"] for each in order["lines"]):
            return _refused("EmptyOrderLineSelectionError")
        for each in order["lines"]:
            each["quantity"] = 0
        self.entry(order, "ORDER_CANCELLATION", reason=asked.get("reason"), lines=[], shippingCancelled=False)
        if self.keeps_state:
            return _refused("OrderStateTransitionError")
        order["state"] = "Cancelled"
        return {"__typename": "Order", **order}

    def _refund(self, _info: Any, **given: Any) -> Any:
        asked = given["input"]
        if asked.get("shipping") is None or asked.get("adjustment") is None:
            fault = "NOT NULL constraint failed: refund.shipping"  # deprecated beside `amount`, and needed all the same
            raise GraphQLError(fault, extensions={"code": "INTERNAL_SERVER_ERROR"})
        assert asked["shipping"] == asked["adjustment"] == 0, asked
        found = [(order, paid) for order in self.orders.values() for paid in order["payments"]]
        at = next(((order, paid) for order, paid in found if paid["id"] == asked["paymentId"]), None)
        if at is None:
            raise GraphQLError("No Payment with that id", extensions={"code": "ENTITY_NOT_FOUND"})
        order, paid = at
        lines = asked.get("lines") or []
        theirs = {each["id"]: each for each in order["lines"]}
        assert all(each["orderLineId"] in theirs and each["quantity"] > 0 for each in lines), lines
        if order["state"] in {"AddingItems", "ArrangingPayment", "PaymentAuthorized"}:
            return _refused("RefundOrderStateError", orderState=order["state"])
        left = paid["amount"] - sum(each["total"] for each in paid["refunds"] if each["state"] != "Failed")
        if left < asked["amount"]:
            return _refused("RefundAmountError", maximumRefundable=left)
        if self.handler not in {"none", "fails"}:
            self.bank.append(asked["amount"])
        if self.handler == "dies":
            raise GraphQLError("socket hang up", extensions={"code": "INTERNAL_SERVER_ERROR"})
        state = {"settles": "Settled", "fails": "Failed"}.get(self.handler, "Pending")
        made = {
            "__typename": "Refund", "id": self._id(), "state": state, "total": asked["amount"], "createdAt": AT,
            "reason": asked.get("reason"), "paymentId": paid["id"], "lines": [dict(each) for each in lines],
        }  # fmt: skip
        paid["refunds"].append(made)
        return _refused("RefundStateTransitionError") if self.handler == "in_between" else made

    def entry(self, order: dict[str, Any], kind: str, **data: Any) -> None:
        order["entries"].append({"id": self._id(), "type": kind, "createdAt": AT, "data": data})

    def _by_id(self, order: str) -> dict[str, Any]:
        return next(each for each in self.orders.values() if each["id"] == order)

    def _id(self) -> str:
        self._ids += 1
        return str(self._ids)


def _listed(found: list[Any], options: Any, kind: str) -> Any:
    wanted = ((options or {}).get("filter") or {}).get(kind, {}).get("in") if kind else None
    some = [each for each in found if wanted is None or each[kind] in wanted]
    return {"totalItems": len(some), "items": some[: options["take"]]}


def _refused(name: str, **more: Any) -> Any:
    return {"__typename": name, "errorCode": name.upper(), "message": name, **more}


def _errors(code: str, message: str, status: int = 200) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}], "data": None}, status)
