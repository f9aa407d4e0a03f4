"""A value of the records held against what the policy writes: above, below, between, within. Unknown stays unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from amends.policy import calendar
from amends.policy.facts import Facts
from amends.policy.lengths import Length, Span
from amends.policy.logic import Test, Truth, both, either
from amends.policy.quantities import Kind, Quantity

ORDERED: dict[str, Callable[[int], bool]] = {
    "above": lambda sign: sign > 0,
    "below": lambda sign: sign < 0,
    "at_least": lambda sign: sign >= 0,
    "at_most": lambda sign: sign <= 0,
    "is": lambda sign: sign == 0,
}
"""Operators that look at whether the value is smaller than the figure (-1), the same (0) or larger (1)."""

UPPER = ("below", "at_most")

Figure = Decimal | Length | date | Mapping[str, Decimal]
"""What a value is compared with, by its kind; money by currency."""


@dataclass(frozen=True)
class Within:
    """A length of time after a moment, or before it, in which the claim lies; the moment's own day counts."""

    length: Length
    before: bool = False

    def __str__(self) -> str:
        return f"{self.length} {'before' if self.before else 'after'}"


@dataclass(frozen=True)
class Bound:
    """One operator with its figures: two for `between`, any number for `one_of`."""

    operator: str
    figures: tuple[Any, ...]

    def truth(self, quantity: Quantity, value: Any, facts: Facts) -> Truth:
        """None where the value is, or is money of a currency that the policy gives no figure for, or a span that
        `_is_no_answer`."""
        if self.operator == "within":
            return None if value is None else _lies_within(self.figures[0], value, facts)
        if quantity.kind is Kind.SPAN and self.operator in UPPER and _is_no_answer(value, self.figures[0]):
            return None
        signs = [None if value is None else _sign(quantity.kind, value, figure, facts) for figure in self.figures]
        if self.operator == "between":
            return both((_meets("at_least", signs[0]), _meets("at_most", signs[1])))
        if self.operator == "one_of":
            return either(_meets("is", sign) for sign in signs)
        return _meets(self.operator, signs[0])

    def written(self) -> str:
        joined = (" and " if self.operator == "between" else " or ").join(_figure(figure) for figure in self.figures)
        return f"{self.operator.replace('_', ' ')} {joined}"


@dataclass(frozen=True)
class _OfOneValue(Test):
    """A test of one value, which is all that it asks and all that may be unknown."""

    quantity: Quantity

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return (self.quantity.name,) if self.truth(facts) is None else ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.quantity.name})

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return self.names


@dataclass(frozen=True)
class Comparison(_OfOneValue):
    """A value and the bounds that it must all keep. `counted`: within which length of time a COUNT counts."""

    bounds: tuple[Bound, ...]
    counted: Length | None = None

    def truth(self, facts: Facts) -> Truth:
        value = self._value(facts)
        return both(bound.truth(self.quantity, value, facts) for bound in self.bounds)

    def told(self, facts: Facts) -> dict[str, Any]:
        name = self.quantity.name if self.counted is None else f"{self.quantity.name} within {self.counted}"
        return {name: self._value(facts)}

    def written(self) -> str:
        within = "" if self.counted is None else f" within {self.counted}"
        return f"{self.quantity.name}{within} {' and '.join(bound.written() for bound in self.bounds)}"

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return frozenset() if self.quantity.always else self.names

    def _value(self, facts: Facts) -> Any:
        value = self.quantity.value(facts)
        return value(self.counted) if self.quantity.kind is Kind.COUNT else value


@dataclass(frozen=True)
class Choice(_OfOneValue):
    """A text, a word of a list, or yes or no, and the values that satisfy it. Texts are alike in any letter case."""

    allowed: tuple[str | bool, ...]

    def truth(self, facts: Facts) -> Truth:
        value = self.quantity.value(facts)
        return None if value is None else _folded(value) in {_folded(each) for each in self.allowed}

    def told(self, facts: Facts) -> dict[str, Any]:
        return {self.quantity.name: self.quantity.value(facts)}

    def written(self) -> str:
        if self.quantity.kind is Kind.YES_OR_NO:
            return self.quantity.name if self.allowed == (True,) else f"not {self.quantity.name}"
        return f"{self.quantity.name}: {' or '.join(str(each) for each in self.allowed)}"


@dataclass(frozen=True)
class Told(_OfOneValue):
    """Always holds where the value is known: what `known` asks of a value."""

    def truth(self, facts: Facts) -> Truth:
        value = self.quantity.value(facts)
        if self.quantity.kind is Kind.COUNT:
            value = value(None)
        return None if value is None else True

    def told(self, facts: Facts) -> dict[str, Any]:
        value = self.quantity.value(facts)
        return {self.quantity.name: value(None) if self.quantity.kind is Kind.COUNT else value}

    def written(self) -> str:
        return f"{self.quantity.name} known"


def _is_no_answer(span: Span | None, most: Length) -> bool:
    """A time since what is still ahead, or until what is over, is not short: "at most 14 days" does not say what is
    meant by it. `below: 0 days` does."""
    return span is None or (most.count > 0 and span.is_turned(most.unit))


def _meets(operator: str, sign: int | None) -> Truth:
    return None if sign is None else ORDERED[operator](sign)


def _sign(kind: Kind, value: Any, figure: Any, facts: Facts) -> int | None:
    if kind is Kind.SPAN:
        return int(value.against(figure))
    if kind is Kind.MONEY:
        if value.currency not in figure:
            return None
        value, figure = value.amount, figure[value.currency]
    elif kind is Kind.DATE:
        value = calendar.local_date(value, facts.policy.zone)
    return int(value > figure) - int(value < figure)


def _lies_within(within: Within, moment: Any, facts: Facts) -> bool:
    """Whether the claim lies in that length after the moment, or before it."""
    claim, zone = facts.claim.opened_at, facts.policy.zone
    first, last = (claim, moment) if within.before else (moment, claim)
    if within.length.unit == "hours":
        return first <= last and last - first <= within.length.by_clock
    day, limit = calendar.local_date(first, zone), calendar.local_date(last, zone)
    return day <= limit <= within.length.after(day)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _figure(figure: Any) -> str:
    if isinstance(figure, Mapping):
        return " / ".join(f"{amount} {currency}" for currency, amount in figure.items())
    return str(figure)
