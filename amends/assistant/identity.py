"""Who is writing: an order number and the e-mail on that order, together. One answer to every mismatch."""

from dataclasses import dataclass
from datetime import datetime

from amends import addresses
from amends.assistant.draft import Draft
from amends.orders.backend import OrderBackend
from amends.orders.order import Order


@dataclass(frozen=True)
class Verified:
    """The pair that matched, and when the customer had said it. Kept in our database; a slot is never asked."""

    order_number: str
    email: str
    at: datetime


def same_email(one: str | None, other: str | None) -> bool:
    """Whether two addresses are the same, whatever their case, and whether a domain is written in its letters or in
    ASCII (rows N01 and I01)."""
    return addresses.same(one, other)


def matching_order(backend: OrderBackend, merchant: str, draft: Draft) -> Order | None:
    """The order of `draft`, where it is this merchant's and on this e-mail; None in every other case alike."""
    if draft.order_number is None or draft.email is None:
        return None
    order = backend.order(draft.order_number)
    if order is None or order.merchant != merchant or not same_email(order.customer.email, draft.email):
        return None
    return order
