"""The shop from its other sides: its owner by the Admin API, and its customers by the Shop API."""

import secrets
from collections.abc import Sequence
from typing import Any

import requests

EMAIL = "kari.holm@example.com"
TOKEN = "vendure-auth-token"  # noqa: S105 (the name of a header)
_PAYMENTS = "payments { id state amount refunds { id state total reason lines { orderLineId quantity } } }"
ORDER = f"id code state totalWithTax lines {{ id quantity proratedUnitPriceWithTax }} {_PAYMENTS}"


class Api:
    """One side of the shop, signed in after `login` or as a guest with one basket."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._token = ""

    def ask(self, query: str, **variables: Any) -> Any:
        """The data, where there are no errors."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        asked = {"query": query, "variables": variables}
        answer = requests.post(self._url, json=asked, headers=headers, timeout=60)
        self._token = answer.headers.get(TOKEN) or self._token
        told = answer.json()
        if told.get("errors"):
            raise SystemExit(f"{self._url}: {told['errors']}")
        for name, made in told["data"].items():
            if isinstance(made, dict) and "errorCode" in made:
                raise SystemExit(f"{self._url}: {name}: {made}")
        return told["data"]


class Owner(Api):
    """Sets the shop up, and does by hand what its people do."""

    def __init__(self, url: str, password: str) -> None:
        super().__init__(f"{url}/admin-api")
        self.ask(
            """mutation ($password: String!) { login(username: "superadmin", password: $password) {
            __typename ... on ErrorResult { errorCode } } }""",
            password=password,
        )

    def open_shop(self) -> dict[str, str]:
        """Prices in kroner with tax, two products; the ids of their variants by SKU."""
        channel = self.ask("{ activeChannel { id } }")["activeChannel"]["id"]
        self.ask(
            """mutation ($id: ID!) { updateChannel(input: { id: $id, pricesIncludeTax: true,
            availableCurrencyCodes: [NOK], defaultCurrencyCode: NOK })
            { __typename ... on ErrorResult { errorCode message } } }""",
            id=channel,
        )
        return {sku: self._product(sku, name, price) for sku, name, price in (
            ("VPN-1", "VPN for a year", 49000), ("GIFT-3", "Gift box", 10000),
        )}  # fmt: skip

    def _product(self, sku: str, name: str, price: int) -> str:
        texts = [{"languageCode": "en", "name": name, "slug": sku.lower(), "description": ""}]
        product = self.ask(
            "mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }",
            input={"translations": texts, "enabled": True},
        )["createProduct"]["id"]
        variant = {
            "productId": product, "sku": sku, "price": price, "trackInventory": "FALSE",
            "translations": [{"languageCode": "en", "name": name}],
        }  # fmt: skip
        made = self.ask(
            "mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }",
            input=[variant],
        )
        return str(made["createProductVariants"][0]["id"])

    def give_discount(self, code: str, amount: int) -> None:
        """A coupon that takes so much off an order."""
        discount = {"code": "order_fixed_discount", "arguments": [{"name": "discount", "value": str(amount)}]}
        self.ask(
            """mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) {
            __typename ... on ErrorResult { errorCode message } } }""",
            input={
                "enabled": True, "couponCode": code, "conditions": [], "actions": [discount],
                "translations": [{"languageCode": "en", "name": code}],
            },
        )  # fmt: skip

    def key(self, *permissions: str) -> str:
        """An API key with these rights."""
        code = f"amends-{secrets.token_hex(4)}"
        role = self.ask(
            "mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }",
            input={"code": code, "description": code, "permissions": permissions},
        )["createRole"]["id"]
        made = self.ask(
            "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }",
            input={"roleIds": [role], "translations": [{"languageCode": "en", "name": code}]},
        )
        return str(made["createApiKey"]["apiKey"])

    def order(self, code: str) -> Any:
        found = self.ask(
            f"""query ($code: String!) {{ orders(options: {{ filter: {{ code: {{ eq: $code }} }} }}) {{
            items {{ {ORDER} }} }} }}""",
            code=code,
        )
        return found["orders"]["items"][0]

    def refunds(self, code: str) -> list[Any]:
        return [made for paid in self.order(code)["payments"] for made in paid["refunds"]]

    def notes(self, code: str) -> list[Any]:
        found = self.ask(
            """query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items {
            history(options: { filter: { type: { eq: "ORDER_NOTE" } } }) { items { id data } } } } }""",
            code=code,
        )
        return list(found["orders"]["items"][0]["history"]["items"])

    def forget(self, note: str) -> None:
        self.ask("mutation ($id: ID!) { deleteOrderNote(id: $id) { result } }", id=note)

    def settle_payment(self, payment: str) -> None:
        """As a provider's call does it, when the customer has paid."""
        self.ask(
            """mutation ($id: ID!) { transitionPaymentToState(id: $id, state: "Settled") {
            __typename ... on ErrorResult { errorCode message } } }""",
            id=payment,
        )

    def settle_refund(self, refund: str) -> None:
        """Somebody paid it back by hand."""
        self.ask(
            """mutation ($input: SettleRefundInput!) { settleRefund(input: $input) {
            __typename ... on ErrorResult { errorCode message } } }""",
            input={"id": refund, "transactionId": "by-hand"},
        )

    def refund(self, payment: str, amount: int, reason: str) -> Any:
        """By hand, without any care."""
        return self.ask(
            """mutation ($input: RefundOrderInput!) { refundOrder(input: $input) {
            __typename ... on Refund { id state } ... on RefundAmountError { message maximumRefundable } } }""",
            input={"paymentId": payment, "amount": amount, "reason": reason, "shipping": 0, "adjustment": 0},
        )["refundOrder"]


class Customer(Api):
    """A guest with one basket."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url}/shop-api")

    def order(self, lines: Sequence[tuple[str, int]], payments: Sequence[dict[str, Any]], coupon: str = "") -> str:
        """Place an order of these variants, paid so (`method`, `metadata`); its code."""
        failed = "__typename ... on ErrorResult { errorCode message }"
        for variant, quantity in lines:
            self.ask(
                f"""mutation ($id: ID!, $n: Int!) {{
                addItemToOrder(productVariantId: $id, quantity: $n) {{ {failed} }} }}""",
                id=variant, n=quantity,
            )  # fmt: skip
        if coupon:
            self.ask(f"mutation ($code: String!) {{ applyCouponCode(couponCode: $code) {{ {failed} }} }}", code=coupon)
        self.ask(
            f"mutation ($input: CreateCustomerInput!) {{ setCustomerForOrder(input: $input) {{ {failed} }} }}",
            input={"emailAddress": EMAIL.title(), "firstName": "Kari", "lastName": "Holm"},
        )
        self.ask(
            f"mutation ($input: CreateAddressInput!) {{ setOrderShippingAddress(input: $input) {{ {failed} }} }}",
            input={"streetLine1": "Storgata 1", "city": "Oslo", "postalCode": "0155", "countryCode": "NO"},
        )
        post = self.ask("{ eligibleShippingMethods { id } }")["eligibleShippingMethods"][0]["id"]
        self.ask(
            f"mutation ($id: [ID!]!) {{ setOrderShippingMethod(shippingMethodId: $id) {{ {failed} }} }}", id=[post]
        )
        self.ask(
            """mutation { transitionOrderToState(state: "ArrangingPayment") {
            __typename ... on OrderStateTransitionError { errorCode transitionError } } }"""
        )
        code = str(self.ask("{ activeOrder { code } }")["activeOrder"]["code"])
        for each in payments:
            self.ask(
                f"mutation ($input: PaymentInput!) {{ addPaymentToOrder(input: $input) {{ {failed} }} }}", input=each
            )
        return code
