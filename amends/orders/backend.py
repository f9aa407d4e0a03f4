"""The seam to a merchant's order system: read orders, carry out a remedy once, ask what became of it.

Two kinds ship: `http` (docs/order-backend.yaml is its OpenAPI) and `fake` (in memory, for tests). One contract
test runs over both and over the demo backend.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from amends.labels import Labelled
from amends.money import Money
from amends.orders.order import Order


class RemedyKind(Labelled):
    """What an order system is asked to do."""

    REFUND = "refund"
    CANCELLATION = "cancellation"
    REACTIVATION = "reactivation"
    REPLACEMENT = "replacement"
    CREDIT = "credit"
    ACCOUNT_CORRECTION = "account_correction"
    TECHNICAL_CORRECTION = "technical_correction"
    COUPON = "coupon"
    EXTENSION = "extension"
    STOP_AT_PERIOD_END = "stop_at_period_end"
    EXCHANGE = "exchange"


VALUED = (RemedyKind.REFUND, RemedyKind.CREDIT, RemedyKind.COUPON)
"""Those that have an amount, which counts against what was paid."""
DETAILS = {RemedyKind.COUPON: "valid_for", RemedyKind.EXTENSION: "extend_by", RemedyKind.EXCHANGE: "sku"}
"""What the detail of a remedy is called on the wire. A coupon may do without."""

REFUSALS = {
    "order_not_found": "there is no such order",
    "payment_not_found": "the order has no captured payment with that id",
    "currency_mismatch": "the amount is in another currency than the order",
    "invalid_amount": "the amount is zero, or finer than the currency's minor unit",
    "exceeds_remaining": "more than was paid and is not yet returned",
    "already_cancelled": "the order is cancelled",
    "key_reused": "the key was used for another remedy",
    "invalid_request": "the call does not have the shape of a remedy",
    "item_not_found": "the order has no line with that id",
    "items_differ": "the lines do not come to the amount",
    "exceeds_item": "more than is left of that line",
    "no_period": "the order has no running period whose end is known",
    "no_coupon_left": "no coupon of that value is left on the list",
    "not_supported": "this order system does nothing of that kind: a person has to",
}
"""The codes by which a backend says its final no to a remedy, and what each means. A backend may have more."""

ORDER_NUMBER = "#?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,17}[A-Za-z0-9])?"
"""What an order number may look like, whole; as in `contracts/order.schema.json`. One segment of a path, no `..`."""

ORDER_PREFIX = "[A-Z]{2,4}"
ORDER_DIGITS = range(4, 11)
PREFIXED_NUMBER = f"{ORDER_PREFIX}-[0-9]{{{ORDER_DIGITS[0]},{ORDER_DIGITS[-1]}}}"
"""The shape that is recognised even where nobody knows whose order it is: by the widget and rasa_addons/ids.py."""

IDEMPOTENCY_KEY = "[A-Za-z0-9][A-Za-z0-9._:-]{0,254}"
"""What an idempotency key looks like, whole: safe in a header and as one segment of a path."""


@dataclass(frozen=True)
class RemedyCall:
    """One remedy to carry out. `key` is its idempotency key: sent again, the backend must answer as it did first.

    A refund names the payment that it goes back to and its amount; a credit and a coupon an amount; the others neither.
    `detail` is one of DETAILS: for how long, as an ISO 8601 duration, or which product. `items` are the lines that a
    refund is for, with what of it is for each; they come to its amount.
    """

    key: str
    kind: str
    order_number: str
    payment_id: str | None = None
    amount: Money | None = None
    reason: str = ""
    detail: str = ""
    items: tuple[tuple[str, Money], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in RemedyKind:
            raise ValueError(f"{self.kind} is not a remedy of the order backend")
        if (self.payment_id is not None) != (self.kind == RemedyKind.REFUND):
            raise ValueError(f"a {self.kind} {'lacks' if self.kind == RemedyKind.REFUND else 'has'} a payment id")
        if (self.amount is not None) != (self.kind in VALUED):
            raise ValueError(f"a {self.kind} {'lacks' if self.amount is None else 'has'} an amount")
        if bool(self.detail) != (self.kind in DETAILS) and not (self.kind == RemedyKind.COUPON and not self.detail):
            raise ValueError(f"a {self.kind} {'has' if self.detail else 'lacks'} a detail")
        if self.items and self.kind != RemedyKind.REFUND:
            raise ValueError(f"a {self.kind} is for no lines")

    def same_remedy(self, other: "RemedyCall") -> bool:
        """Whether both ask for the same. The reason is only words, and may come in another language next time."""
        return replace(self, reason="") == replace(other, reason="")


@dataclass(frozen=True)
class Receipt:
    """The backend's word that a remedy was carried out: its own reference, for staff and customer. That of a coupon is
    its code."""

    key: str
    reference: str


class OrderBackend(Protocol):
    """What Amends needs of an order system. Every method raises errors of `amends.errors.BackendError` only."""

    def order(self, number: str) -> Order | None:
        """The order of that number, or None where there is none."""

    def orders_of(self, email: str) -> tuple[Order, ...]:
        """A customer's orders, newest first. For verified customers only: the caller answers for that."""

    def carry_out(self, call: RemedyCall) -> Receipt:
        """Do it once. BackendUnavailable: nothing happened. BackendUncertain: unknown. BackendRefused: final no."""

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        """What became of the remedy with this key; None where the backend never carried it out. Whoever has the call
        gives it: not every order system can be asked by a key alone."""
