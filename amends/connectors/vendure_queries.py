"""What is asked of Vendure's Admin API."""

import re
from collections.abc import Iterable

MOST_ORDERS, MOST_ENTRIES = 100, 200
NOTE, CANCELLATION, PAID = "ORDER_NOTE", "ORDER_CANCELLATION", "ORDER_PAYMENT_TRANSITION"

_ORDER = """
id code state createdAt orderPlacedAt updatedAt currencyCode totalWithTax
customer { emailAddress firstName lastName }
billingAddress { countryCode }
shippingAddress { countryCode }
lines {
  id quantity orderPlacedQuantity proratedUnitPriceWithTax proratedLinePrice proratedLinePriceWithTax
  productVariant { name sku }
  discounts { amountWithTax }
}
shippingLines { discounts { adjustmentSource amountWithTax } }
payments {
  id state amount method createdAt
  refunds { id state total reason createdAt lines { orderLineId quantity } }
}
history(options: $entries) { totalItems items { id type createdAt data } }
"""
FIND = """query Orders($email: String!, $orders: OrderListOptions) {
  customers(options: { filter: { emailAddress: { eq: $email } }, take: 10 }) {
    totalItems
    items { orders(options: $orders) { totalItems items { code } } }
  }
}"""
ANNOUNCE = """mutation Announce($input: AddNoteToOrderInput!) {
  addNoteToOrder(input: $input) { id }
}"""
FORGET = "mutation Forget($id: ID!) { deleteOrderNote(id: $id) { result message } }"
REFUND = """mutation Refund($input: RefundOrderInput!) {
  refundOrder(input: $input) { __typename ... on Refund { id } ... on ErrorResult { errorCode message } }
}"""
CANCEL = """mutation Cancel($input: CancelOrderInput!) {
  cancelOrder(input: $input) { __typename ... on Order { id } ... on ErrorResult { errorCode message } }
}"""
ENTRIES = {"filter": {"type": {"in": [NOTE, CANCELLATION, PAID]}}, "take": MOST_ENTRIES}


def read(own: Iterable[str]) -> str:
    """The query for one order with the custom fields of these names."""
    names = " ".join(sorted(set(own)))
    custom = f"customFields {{ {names} }}" if names else ""
    return f"""query Order($code: String!, $entries: HistoryEntryListOptions) {{
  globalSettings {{ serverConfig {{ moneyStrategyPrecision }} }}
  orders(options: {{ filter: {{ code: {{ eq: $code }} }}, take: 1 }}) {{ items {{ {_ORDER} {custom} }} }}
}}"""


def is_name(text: str) -> bool:
    """Whether a custom field can be called so."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", text) is not None
