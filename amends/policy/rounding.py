"""To what a sum is rounded where a policy says how."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from amends.money import Money

WAYS = {"up": ROUND_UP, "down": ROUND_DOWN, "nearest": ROUND_HALF_UP}


@dataclass(frozen=True)
class Rounding:
    """To a multiple of `to`, in units of the currency; None, or where `to` is finer: to its minor unit."""

    way: str = "nearest"
    to: Decimal | None = None

    def of(self, money: Money) -> Money:
        coin = Money.from_minor(1, money.currency).amount
        step = coin if self.to is None else max(self.to, coin)
        return Money((money.amount / step).quantize(Decimal(1), WAYS[self.way]) * step, money.currency)
