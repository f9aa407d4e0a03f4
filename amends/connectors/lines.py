"""Lines as shops count them, which is in pieces, where a policy grants sums."""

from decimal import Decimal

from amends.money import Money
from amends.orders.order import Item


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


def price(number: int, amount: Decimal, quantity: int) -> Decimal:
    """What so many pieces of a line cost; of all of them, exactly its amount."""
    return amount if number >= quantity else amount * number / quantity
