"""Shopify's GraphQL Admin API 2026-04 as its documentation has it, for the calls that the connector makes."""

import json
import re
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.connectors.standins.faults import Faults

TOKEN = "shpat_1"
INPUT = {"orderId", "note", "notify", "transactions", "currency", "refundLineItems"}
TRANSACTION = {"orderId", "gateway", "kind", "amount", "parentId"}
LINE = {"lineItemId", "quantity", "restockType"}


class ShopifyStandIn:
    """Orders by name. Refunds are at their order. A lost or limited call is one of a mutation. A query that asks for
    more than `most` points is refused."""

    most = 1000

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self.faults = Faults()
        self._keys: dict[str, tuple[str, Any]] = {}
        self.app = FastAPI()
        self.app.post("/admin/api/2026-04/graphql.json")(self._call)

    def place(self, name: str, amounts: dict[str, str], email: str, **more: Any) -> None:
        first = next(iter(amounts.values()))
        at = "2026-11-16T08:12:00Z"
        self.orders[name] = {
            "id": f"gid://shopify/Order/{len(self.orders) + 1}", "name": name, "createdAt": at, "cancelledAt": None,
            "email": email, "currencyCode": "NOK", "presentmentCurrencyCode": "NOK",
            "taxesIncluded": True,
            "billingAddress": {"countryCodeV2": "NO", "company": None}, "customAttributes": [],
            "totalPriceSet": money(first), "disputes": [], "refunds": [],
            "lineItems": {
                "pageInfo": {"hasNextPage": False},
                "nodes": [line("l1", "Router", first, tax="98.00")],
            },
            "transactions": [
                {
                    "id": each, "kind": "SALE", "status": "SUCCESS", "gateway": "shopify_payments",
                    "formattedGateway": "Shopify Payments", "createdAt": at, "processedAt": at,
                    "amountSet": money(amount), "parentTransaction": None,
                }
                for each, amount in amounts.items()
            ],
        } | more  # fmt: skip

    async def _call(self, request: Request) -> Response:
        if request.headers.get("x-shopify-access-token") != TOKEN:
            return JSONResponse({"errors": "[API] Invalid API key or access token"}, 401)
        given = await request.json()
        variables = given["variables"]
        if given["query"].startswith("query"):
            if cost(given["query"]) > self.most:
                return _errors("MAX_COST_EXCEEDED")
            if "id" in variables:
                return JSONResponse({"data": {"order": self._by_id(variables["id"])}})
            return self._found(variables["query"], int(variables["after"] or 0))
        if "@idempotent(key: $key)" not in given["query"]:
            return _errors("BAD_REQUEST")
        return self.faults.around(lambda: self._kept(variables["key"], variables["input"]))

    def _by_id(self, order: str) -> Any:
        return next((each for each in self.orders.values() if each["id"] == order), None)

    def _found(self, query: str, start: int) -> Response:
        asked = re.fullmatch(r'(name|email):"([^"]*)"', query)
        assert asked is not None, query
        field, value = asked.groups()
        # Its search is wide: it finds what only begins alike.
        nodes = [each for each in self.orders.values() if each[field].lstrip("#").startswith(value.lstrip("#"))]
        shown, end = [{"id": each["id"], "name": each["name"]} for each in nodes[start : start + 100]], start + 100
        info = {"hasNextPage": len(nodes) > end, "endCursor": str(end)}
        return JSONResponse({"data": {"orders": {"pageInfo": info, "nodes": shown}}})

    def _kept(self, key: str, given: dict[str, Any]) -> Response:
        asked = json.dumps(given, sort_keys=True)
        if key in self._keys:
            first, body = self._keys[key]
            return JSONResponse(body) if first == asked else _errors("IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
        body = {"data": {"refundCreate": self._made(given)}}
        self._keys[key] = (asked, body)
        return JSONResponse(body)

    def _made(self, given: dict[str, Any]) -> Any:
        assert set(given) <= INPUT, given
        (part,) = given["transactions"]
        assert set(part) == TRANSACTION, part
        order = self._by_id(given["orderId"])
        lines, theirs = given.get("refundLineItems", []), {each["id"]: each for each in order["lineItems"]["nodes"]}
        for each in lines:
            assert set(each) == LINE, each
            assert each["restockType"] == "NO_RESTOCK"
            assert type(each["quantity"]) is int
            if not 0 < each["quantity"] <= theirs[each["lineItemId"]]["refundableQuantity"]:
                return _refused("Quantity cannot refund more items than were purchased")
        parent = next(each for each in order["transactions"] if each["id"] == part["parentId"])
        back = [
            Decimal(each["amountSet"]["shopMoney"]["amount"])
            for refund in order["refunds"]
            for each in refund["transactions"]["nodes"]
            if (each["parentTransaction"] or parent)["id"] == parent["id"] and each["status"] != "FAILURE"
        ]
        if Decimal(part["amount"]) > Decimal(parent["amountSet"]["shopMoney"]["amount"]) - sum(back, Decimal(0)):
            return _refused("Refund amount cannot exceed the amount")
        node = {
            "id": "t",
            "kind": "REFUND",
            "status": "SUCCESS",
            "amountSet": money(part["amount"]),
            "parentTransaction": {"id": parent["id"]},
        }
        made = {
            "id": f"gid://shopify/Refund/{sum(len(each['refunds']) for each in self.orders.values()) + 1}",
            "note": given["note"], "createdAt": "2026-11-20T10:00:00Z", "totalRefundedSet": money(part["amount"]),
            "transactions": {"pageInfo": {"hasNextPage": False}, "nodes": [node]},
        }  # fmt: skip
        order["refunds"].append(made)
        for each in lines:
            theirs[each["lineItemId"]]["refundableQuantity"] -= each["quantity"]
        return {"refund": {"id": made["id"], "note": made["note"]}, "userErrors": []}


def money(amount: str) -> Any:
    return {"shopMoney": {"amount": amount, "currencyCode": "NOK"}}


def line(name: str, title: str, price: str, quantity: int = 1, discount: str = "", tax: str = "") -> dict[str, Any]:
    """A line of the order: `price` is of all its pieces, `discount` its part of what was taken off the order."""
    return {
        "id": name, "name": title, "sku": "R1", "quantity": quantity, "refundableQuantity": quantity,
        "originalTotalSet": money(price), "taxLines": [{"priceSet": money(tax)}] if tax else [],
        "discountAllocations": [{"allocatedAmountSet": money(discount)}] if discount else [],
    }  # fmt: skip


def _refused(message: str) -> Any:
    return {"refund": None, "userErrors": [{"field": None, "message": message}]}


def cost(query: str) -> int:
    """What a query is worth by shopify.dev's rule: an object 1, a list what it may hold and 2 more."""
    words = re.findall(r"[{}]|\w+(?:\([^)]*\))?", query)

    def inside() -> int:
        points = 0
        while (word := words.pop(0)) != "}":
            if words[0] == "{":
                words.pop(0)
                nodes = words[0] in {"nodes", "pageInfo"}
                below = inside()
                many = re.search(r"first: (\d+)", word)
                points += 2 + int(many[1]) * (below + (not nodes)) if many else 0 if word == "pageInfo" else 1 + below
        return points

    del words[: words.index("{") + 1]
    return inside()


def _errors(code: str) -> Response:
    return JSONResponse({"errors": [{"message": code, "extensions": {"code": code}}]})
