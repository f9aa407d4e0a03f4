"""What has become of an order since it was decided on: the next person must not read «paid» where it was returned."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from amends.money import Money
from amends.orders.order import Order


@dataclass(frozen=True)
class Change:
    """A field that differs: as it was decided on, and as it is now. Money, instants, words, or None for nothing."""

    name: str
    before: Any
    now: Any


def _returned(order: Order) -> Money:
    return sum((payment.returned for payment in order.payments), Money.zero(order.total.currency))


def _disputes(order: Order) -> str | None:
    return ", ".join(sorted(payment.dispute_status for payment in order.payments if payment.dispute_status)) or None


_LOOKED_AT: tuple[tuple[str, Callable[[Order], Any]], ...] = (
    ("Returned", _returned),
    ("Cancelled", lambda order: order.cancelled_at),
    ("Activation", lambda order: order.activation.status),
    ("Used", lambda order: f"{round(order.usage.used_fraction * 100)} %"),
    ("Total", lambda order: order.total),
    ("Dispute", _disputes),
    ("Held", lambda order: order.hold_reason),
    ("Owes", lambda order: order.account_outstanding),
)


def changes(before: Order, now: Order) -> tuple[Change, ...]:
    """What differs, in the order in which it matters."""
    pairs = ((name, look(before), look(now)) for name, look in _LOOKED_AT)
    return tuple(Change(name, then, present) for name, then, present in pairs if then != present)
