"""The shop from its other sides: its owner by the Admin API, and its customers by the Store API."""

from collections.abc import Iterable
from typing import Any

import requests

EMAIL = "kari.holm@example.com"
CARD, BY_HAND = "pp_card_bank", "pp_system_default"
PRODUCTS = (("VPN-1", "VPN for a year", 490), ("GIFT-3", "Gift box", 100))
PAYMENTS = "*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"
ORDER = f"id,display_id,status,total,canceled_at,metadata,*credit_lines,{PAYMENTS}"


class Api:
    """One side of the shop: what is sent with each call lets it in."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self._url = url
        self._headers = headers

    def call(self, method: str, path: str, body: Any = None, key: str = "", **query: str) -> requests.Response:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        return requests.request(method, self._url + path, json=body, params=query, headers=headers, timeout=60)

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The answer, where it is no refusal."""
        answer = self.call(method, path, body, **query)
        if not answer.ok:
            raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text[:400]}")
        return answer.json()


class Owner(Api):
    """Sets the shop up, and does by hand what its people do."""

    def __init__(self, url: str, email: str, password: str) -> None:
        super().__init__(url, {})
        token = self.ask("POST", "/auth/user/emailpass", {"email": email, "password": password})["token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def open_shop(self) -> "Customers":
        """Prices in kroner with tax, two products that nobody sends."""
        store = self.ask("GET", "/admin/stores")["stores"][0]["id"]
        kroner = {"currency_code": "nok", "is_default": True, "is_tax_inclusive": True}
        self.ask("POST", f"/admin/stores/{store}", {"supported_currencies": [kroner]})
        channel = self.ask("POST", "/admin/sales-channels", {"name": "Web"})["sales_channel"]["id"]
        rate = {"rate": 25, "name": "MVA", "code": "MVA"}
        self.ask(
            "POST", "/admin/tax-regions", {"country_code": "no", "provider_id": "tp_system", "default_tax_rate": rate}
        )
        norway = {"name": "Norway", "currency_code": "nok", "countries": ["no"], "payment_providers": [CARD, BY_HAND]}
        region = self.ask("POST", "/admin/regions", norway)["region"]["id"]
        key = self.ask("POST", "/admin/api-keys", {"title": "Web", "type": "publishable"})["api_key"]
        self.ask("POST", f"/admin/api-keys/{key['id']}/sales-channels", {"add": [channel]})
        variants = {sku: self._product(sku, name, price, channel) for sku, name, price in PRODUCTS}
        return Customers(self._url, key["token"], region, variants)

    def _product(self, sku: str, name: str, price: int, channel: str) -> str:
        variant = {
            "title": name, "sku": sku, "manage_inventory": False, "options": {"For": "All"},
            "prices": [{"amount": price, "currency_code": "nok"}],
        }  # fmt: skip
        product = {
            "title": name, "status": "published", "options": [{"title": "For", "values": ["All"]}],
            "variants": [variant], "sales_channels": [{"id": channel}],
        }  # fmt: skip
        made = self.ask("POST", "/admin/products", product)["product"]
        return str(made["variants"][0]["id"])

    def key(self) -> str:
        """A secret API key: they have no rights of their own, and may do all."""
        return str(self.ask("POST", "/admin/api-keys", {"title": "Amends", "type": "secret"})["api_key"]["token"])

    def order(self, order: str) -> Any:
        return self.ask("GET", f"/admin/orders/{order}", fields=ORDER)["order"]

    def payments(self, order: str) -> list[Any]:
        return [paid for each in self.order(order)["payment_collections"] for paid in each["payments"]]

    def refunds(self, order: str) -> list[Any]:
        return [made["amount"] for paid in self.payments(order) for made in paid["refunds"]]

    def capture(self, payment: str) -> None:
        self.ask("POST", f"/admin/payments/{payment}/capture", {})

    def refund(self, payment: str, amount: float, note: str) -> tuple[int, str]:
        """By hand, without any care: how it was answered, and what was said where it was refused."""
        asked = {"amount": amount, "note": note}
        return _said(self.call("POST", f"/admin/payments/{payment}/refund", asked, key=note))

    def cancel(self, order: str) -> tuple[int, str]:
        return _said(self.call("POST", f"/admin/orders/{order}/cancel"))

    def edit(self, order: str) -> None:
        """Somebody begins to change the order, and is not ready yet."""
        self.ask("POST", "/admin/order-edits", {"order_id": order})

    def forget(self, order: str, field: str) -> None:
        self.ask("POST", f"/admin/orders/{order}", {"metadata": {field: ""}})

    def pay_again(self, order: str, amount: int) -> None:
        """The card is charged a second time for the order."""
        made = self.ask("POST", "/admin/payment-collections", {"order_id": order, "amount": amount})
        path = f"/admin/payment-collections/{made['payment_collection']['id']}/mark-as-paid"
        self.ask("POST", path, {"order_id": order, "provider_id": CARD})


class Customers(Api):
    """Guests with one basket each."""

    def __init__(self, url: str, key: str, region: str, variants: dict[str, str]) -> None:
        super().__init__(url, {"x-publishable-api-key": key})
        self._region = region
        self._variants = variants

    def order(self, lines: Iterable[tuple[str, int]], provider: str = CARD, email: str = EMAIL) -> Any:
        """Place an order of these products and authorise its payment; the order."""
        address = {
            "first_name": "Kari", "last_name": "Holm", "address_1": "Storgata 1", "city": "Oslo",
            "postal_code": "0155", "country_code": "no",
        }  # fmt: skip
        cart = self.ask(
            "POST",
            "/store/carts",
            {"region_id": self._region, "email": email, "shipping_address": address, "billing_address": address},
        )["cart"]["id"]
        for sku, quantity in lines:
            line = {"variant_id": self._variants[sku], "quantity": quantity}
            self.ask("POST", f"/store/carts/{cart}/line-items", line)
        collection = self.ask("POST", "/store/payment-collections", {"cart_id": cart})["payment_collection"]["id"]
        self.ask("POST", f"/store/payment-collections/{collection}/payment-sessions", {"provider_id": provider})
        made = self.ask("POST", f"/store/carts/{cart}/complete", {})
        if made["type"] != "order":
            raise SystemExit(f"no order came of the basket: {made}")
        return made["order"]


def _said(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, "" if answer.ok else str(answer.json()["message"])
