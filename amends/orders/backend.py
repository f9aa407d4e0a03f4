"""The seam to a merchant's order system: read orders, carry out a remedy once, ask what became of it.

Two kinds ship: `http` (docs/order-backend.yaml is its OpenAPI) and `fake` (in memory, for tests). One contract
test runs over both and over the demo backend.
"""

from dataclasses import dataclass
from typing import Protocol

from amends.money import Money
from amends.orders.order import Order

REMEDY_KINDS = (
    "refund",
    "cancellation",
    "reactivation",
    "replacement",
    "credit",
    "account_correction",
    "technical_correction",
)


@dataclass(frozen=True)
class RemedyCall:
    """One remedy to carry out. `key` is its idempotency key: sent again, the backend must answer as it did first.

    A refund names the payment that it goes back to and its amount; a credit an amount; the others neither.
    """

    key: str
    kind: str
    order_number: str
    payment_id: str | None = None
    amount: Money | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.kind not in REMEDY_KINDS:
            raise ValueError(f"{self.kind} is no remedy of the order backend")
        if (self.payment_id is not None) != (self.kind == "refund"):
            raise ValueError(f"a {self.kind} {'lacks' if self.kind == 'refund' else 'has'} a payment id")
        if (self.amount is not None) != (self.kind in {"refund", "credit"}):
            raise ValueError(f"a {self.kind} {'lacks' if self.amount is None else 'has'} an amount")


@dataclass(frozen=True)
class Receipt:
    """The backend's word that a remedy was carried out: its own reference, for staff and customer."""

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

    def receipt(self, key: str) -> Receipt | None:
        """What became of the remedy with this key; None where the backend never carried it out."""
