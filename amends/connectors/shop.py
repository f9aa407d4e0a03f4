"""The seam to a provider: what a connector has to do, so that `backend.py` can keep the rules for all of them."""

from typing import Any, Protocol

from amends.orders.backend import RemedyCall
from amends.orders.order import Order

Document = dict[str, Any]


class Shop(Protocol):
    """One shop or provider. Documents are orders of version 1.1 (`contracts/order.schema.json`) whose payments list
    their refunds, each with the mark of the key that it was asked for under.

    Every method raises errors of `amends.errors.BackendError` only.
    """

    supported: frozenset[str]
    """The kinds of remedy it can carry out; the others are refused, and a person has to."""
    pending_is_taken: bool
    """Whether a refund that is listed as pending will be made, or fail and stay listed. Where it is not, it may yet go
    from the list, and is no receipt."""
    takes_lines: bool
    """Whether a refund may say for which lines it is. Then orders have `items`, and each says what went back of it."""

    def order(self, number: str) -> Document | None:
        """The order of that number as it stands now, or None."""

    def orders_of(self, email: str) -> list[Document]:
        """A customer's orders."""

    def mark(self, key: str) -> str:
        """How a key stands at a refund: as it is, or shortened where the provider takes fewer characters."""

    def done(self, call: RemedyCall, order: Order) -> str | None:
        """The reference of what was carried out under the call's key, where it is no refund of a payment."""

    def carry_out(self, call: RemedyCall, order: Order) -> str:
        """Send it, once, and return the reference. BackendUnavailable: nothing was done. BackendRefused: a final no.
        Everything else is BackendUncertain."""


class PaymentProvider(Protocol):
    """Knows payments and no orders. A payment is an entry of an order's `payments`, refunds and all."""

    def payment(self, payment_id: str) -> Document | None:
        """The payment as it stands now, or None where there is none of that id."""

    def mark(self, key: str) -> str:
        """As `Shop.mark`."""

    def refund(self, call: RemedyCall) -> str:
        """As `Shop.carry_out`."""
