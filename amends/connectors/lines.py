"""Lines as shops count them, which is in pieces, where a policy grants sums."""

from collections.abc import Mapping
from decimal import Decimal

from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.order import Item, Order


def pieces(share: Money, item: Item) -> int | None:
    """How many pieces of a line a share of it pays for; None where it is no whole number of them. A share is rounded to
    the currency's minor unit, so less than one of these is no difference: of three for 100.00, 33.33 is one, and 33.34
    as well."""
    if not item.amount or item.quantity != int(item.quantity):
        return None
    unit = Money.from_minor(1, share.currency).amount
    number = round(share.amount * item.quantity / item.amount.amount)
    off = abs(item.amount.amount * number / item.quantity - share.amount)
    return number if number >= 1 and off < unit else None


def whole_pieces(call: RemedyCall, order: Order, left: Mapping[str, int]) -> list[tuple[str, int]]:
    """The lines that a refund pays for whole pieces of, with how many; `left` has how many a line has left. Any other
    share is money that goes back without its line."""
    items = {item.id: item for item in order.items or ()}
    counted = [(name, pieces(share, items[name])) for name, share in call.items]
    return [(name, number) for name, number in counted if number is not None and number <= left.get(name, 0)]


def price(number: int, amount: Decimal, quantity: int) -> Decimal:
    """What so many pieces of a line cost; of all of them, exactly its amount."""
    return amount if number >= quantity else amount * number / quantity
