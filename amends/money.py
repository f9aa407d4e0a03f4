"""Money: a decimal amount with its currency. Never a float, never two currencies in one sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from babel.numbers import format_currency, get_currency_precision, get_currency_symbol


@dataclass(frozen=True, order=False)
class Money:
    """`amount` in units of `currency` (ISO 4217). Comparing or adding two currencies is a ValueError."""

    amount: Decimal
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """From an integer of the currency's smallest unit, as the database keeps it."""
        return cls(Decimal(minor).scaleb(-get_currency_precision(currency)), currency)

    @classmethod
    def from_json(cls, document: Mapping[str, str]) -> Self:
        """What `as_json` made, as the contracts have it."""
        return cls(Decimal(document["amount"]), document["currency"])

    @property
    def minor(self) -> int:
        """The amount in the currency's smallest unit, rounded half-up."""
        return int(self.rounded().amount.scaleb(get_currency_precision(self.currency)))

    def rounded(self) -> "Money":
        """Half-up to the currency's minor unit (docs/decision-table.md, part 1)."""
        unit = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(unit, ROUND_HALF_UP), self.currency)

    def times(self, factor: Decimal) -> "Money":
        return Money(self.amount * factor, self.currency).rounded()

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be put together")
        return other

    def as_json(self) -> dict[str, str]:
        """As the contracts have it: the amount as text with the currency's decimals."""
        return {"amount": format(self.rounded().amount, "f"), "currency": self.currency}

    def text(self, language: str) -> str:
        """As a customer reads it in `language`: €49.99, NOK 490.00, € 49,99, 490,00 kr, 49,99 €."""
        text = format_currency(self.amount, self.currency, locale=language)
        code = self.currency
        symbol = get_currency_symbol(code, locale=language)
        if symbol.endswith("kr") and symbol != "kr":  # Swedish has Nkr and Dkr for its neighbours' crowns: nobody's
            text = text.replace(symbol, code)
        if not text.startswith(code):
            return text
        # English puts the code right at the digits, Dutch two spaces between.
        return f"{code}\N{NO-BREAK SPACE}{text.removeprefix(code).lstrip()}"
