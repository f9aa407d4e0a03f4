"""Amounts that a policy defines as data: whole, percent, fixed, pro rata by time, tiers, per item; less a deduction;
with a floor, a cap and a rounding. Closed and pure; None where the records do not tell what it takes.

Whatever a definition says, `Amount.granted` is never above what is refundable, never below zero, in whole minor units.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amends.money import Money
from amends.policy import calendar
from amends.policy.facts import Facts
from amends.policy.logic import AllOf
from amends.policy.quantities import Kind, Quantity
from amends.policy.rounding import Rounding


class Part(ABC):
    """One way to come to a sum; not rounded, and not held to any bound."""

    @abstractmethod
    def exact(self, facts: Facts) -> Money | None:
        """The sum; None where the records do not tell."""

    @abstractmethod
    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """What they do not tell."""

    @abstractmethod
    def told(self, facts: Facts) -> dict[str, Any]:
        """What it is reckoned from, by name."""

    @abstractmethod
    def written(self) -> str:
        """In words, for the policy's book."""


@dataclass(frozen=True)
class Whole(Part):
    """A sum of the records, or an amount that is defined before."""

    of: Quantity

    def exact(self, facts: Facts) -> Money | None:
        value: Money | None = self.of.value(facts)
        return value

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return _unknown((self.of,), facts)

    def told(self, facts: Facts) -> dict[str, Any]:
        return {self.of.name: self.of.value(facts)}

    def written(self) -> str:
        return self.of.name


@dataclass(frozen=True)
class Fixed(Part):
    """A sum of the policy's own, by currency. Not known in a currency that it does not name."""

    figures: Mapping[str, Decimal]

    def exact(self, facts: Facts) -> Money | None:
        currency = facts.order.total.currency
        return Money(self.figures[currency], currency) if currency in self.figures else None

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return () if facts.order.total.currency in self.figures else ("currency",)

    def told(self, facts: Facts) -> dict[str, Any]:
        return {}

    def written(self) -> str:
        return " / ".join(f"{amount} {currency}" for currency, amount in self.figures.items())


@dataclass(frozen=True)
class Share(Part):
    """So many percent of another part; the percentage is a figure, or a number of the records."""

    percent: Decimal | Quantity
    of: Part

    def exact(self, facts: Facts) -> Money | None:
        percent = self._percent(facts)
        return _times(self.of.exact(facts), None if percent is None else percent / 100)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        lacking = () if isinstance(self.percent, Decimal) or self._percent(facts) is not None else (self.percent.name,)
        return (*lacking, *self.of.unknown(facts))

    def told(self, facts: Facts) -> dict[str, Any]:
        asked = {} if isinstance(self.percent, Decimal) else {self.percent.name: self.percent.value(facts)}
        return asked | self.of.told(facts)

    def written(self) -> str:
        if isinstance(self.percent, Decimal):
            return f"{self.percent}% of {self.of.written()}"
        return f"{self.percent.name} (in percent) of {self.of.written()}"

    def _percent(self, facts: Facts) -> Decimal | None:
        """What the records tell outside of 0 to 100 is no share: it says too little to reckon with."""
        if isinstance(self.percent, Decimal):
            return self.percent
        told: Decimal | None = self.percent.value(facts)
        return told if told is not None and 0 <= told <= 100 else None


@dataclass(frozen=True)
class ProRata(Part):
    """The share of another part that is left of the time from `start` to `end`, at the date of the claim.

    By `days`, the claim's own day counts as left; by `months`, the whole months that are left of the whole months that
    there were. Not known where the records say no such time, or one that ends before it begins.
    """

    start: Quantity
    end: Quantity
    by: str
    of: Part

    def exact(self, facts: Facts) -> Money | None:
        start, end = self.start.value(facts), self.end.value(facts)
        return _times(self.of.exact(facts), None if None in {start, end} else self._left(start, end, facts))

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        lacking = _unknown((self.start, self.end), facts)
        if not lacking and self._left(self.start.value(facts), self.end.value(facts), facts) is None:
            lacking = (self.start.name, self.end.name)
        return (*lacking, *self.of.unknown(facts))

    def told(self, facts: Facts) -> dict[str, Any]:
        moments = {each.name: each.value(facts) for each in (self.start, self.end)}
        return moments | {"opened_at": facts.claim.opened_at} | self.of.told(facts)

    def written(self) -> str:
        return f"{self.of.written()} by the {self.by} left from {self.start.name} to {self.end.name}"

    def _left(self, start: Any, end: Any, facts: Facts) -> Decimal | None:
        first, last, claimed = (
            calendar.local_date(moment, facts.policy.zone) for moment in (start, end, facts.claim.opened_at)
        )
        claimed = max(claimed, first)
        if self.by == "months":
            whole, left = calendar.whole_months(first, last), calendar.whole_months(claimed, last)
        else:
            whole, left = (last - first).days, (last - claimed).days
        return None if whole <= 0 else Decimal(max(left, 0)) / whole


@dataclass(frozen=True)
class Tier:
    """`part` where all of `when` hold."""

    when: AllOf
    part: Part


@dataclass(frozen=True)
class Tiers(Part):
    """The first tier whose conditions hold; not known where one before it is not. The last has no condition."""

    tiers: tuple[Tier, ...]

    def exact(self, facts: Facts) -> Money | None:
        tier = self._first(facts)
        return None if tier.when.truth(facts) is None else tier.part.exact(facts)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        tier = self._first(facts)
        return tier.when.unknown(facts) or tier.part.unknown(facts)

    def told(self, facts: Facts) -> dict[str, Any]:
        tier = self._first(facts)
        passed = self.tiers[: self.tiers.index(tier) + 1]
        return {name: value for each in passed for name, value in each.when.told(facts).items()} | tier.part.told(facts)

    def written(self) -> str:
        return "; ".join(
            f"{tier.part.written()} where {tier.when.written()}" if tier.when.tests else f"else {tier.part.written()}"
            for tier in self.tiers
        )

    def _first(self, facts: Facts) -> Tier:
        """The first that holds or might."""
        return next(tier for tier in self.tiers if tier.when.truth(facts) is not False)


@dataclass(frozen=True)
class PerItem(Part):
    """So many percent of the amount of each line for which `when` holds, and no more than is left of that line where
    the records tell what went back of it. Not known where a line's answer is not."""

    when: AllOf
    percent: Decimal

    def exact(self, facts: Facts) -> Money | None:
        found = self.each(facts)
        return None if found is None else sum((share for _, share in found), Money.zero(facts.order.total.currency))

    def each(self, facts: Facts) -> list[tuple[str, Money]] | None:
        """The share of each line that meets it, by the line's id."""
        if facts.order.items is None:
            return None
        found = []
        for item in facts.order.items:
            truth = self.when.truth(facts.at(item))
            if truth is None:
                return None
            if truth:
                share = Money(item.amount.amount * self.percent / 100, item.amount.currency)
                found.append((item.id, share if item.refunded is None else min(share, item.amount - item.refunded)))
        return found

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        if facts.order.items is None:
            return ("item_count",)
        return tuple(dict.fromkeys(n for item in facts.order.items for n in self.when.unknown(facts.at(item))))

    def told(self, facts: Facts) -> dict[str, Any]:
        return {"items": tuple(i.id for i in facts.order.items or () if self.when.holds(facts.at(i)))}

    def written(self) -> str:
        which = f" with {self.when.written()}" if self.when.tests else ""
        return f"{self.percent}% of each item{which}"


@dataclass(frozen=True)
class Amount:
    """One amount of a policy by its name: `part` less each of `minus`, at least `floor`, at most `cap`, rounded where
    it says how. `exact` is what later amounts and conditions name; `granted`, what a row gives, is held to bounds."""

    name: str
    part: Part
    minus: tuple[Part, ...] = ()
    floor: Part | None = None
    cap: Part | None = None
    rounding: Rounding | None = None

    def exact(self, facts: Facts) -> Money | None:
        """Whatever can be refunded: a deduction is not smaller for that. None where the records do not tell what it
        takes."""
        sums = [part.exact(facts) for part in (self.part, *self.minus)]
        floor, cap = (None if bound is None else bound.exact(facts) for bound in (self.floor, self.cap))
        if None in sums or (self.floor and floor is None) or (self.cap and cap is None):
            return None
        whole, *less = (each for each in sums if each is not None)
        money = whole - sum(less, Money.zero(whole.currency))
        money = money if floor is None else max(money, floor)
        money = money if cap is None else min(money, cap)
        return money if self.rounding is None else self.rounding.of(money)

    def granted(self, facts: Facts) -> Money | None:
        """Never above what is refundable, never below zero, in whole minor units, rounded half up."""
        money = self.exact(facts)
        return None if money is None else max(Money.zero(money.currency), min(money, facts.refundable)).rounded()

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self._parts for name in part.unknown(facts)))

    def told(self, facts: Facts) -> dict[str, Any]:
        return {name: value for part in self._parts for name, value in part.told(facts).items()}

    def written(self) -> str:
        words = self.part.written()
        words += "".join(f", less {part.written()}" for part in self.minus)
        words += "" if self.floor is None else f", at least {self.floor.written()}"
        words += "" if self.cap is None else f", at most {self.cap.written()}"
        if self.rounding is not None:
            to = "" if self.rounding.to is None else f" to {self.rounding.to}"
            words += f", rounded {self.rounding.way}{to}"
        return words

    @property
    def quantity(self) -> Quantity:
        """As later amounts and conditions may name it."""
        return Quantity(self.name, Kind.MONEY, self.exact, f"{self.written()}.")

    @property
    def _parts(self) -> tuple[Part, ...]:
        return (self.part, *self.minus, *(each for each in (self.floor, self.cap) if each is not None))


def _times(money: Money | None, factor: Decimal | None) -> Money | None:
    return None if money is None or factor is None else Money(money.amount * factor, money.currency)


def _unknown(asked: tuple[Quantity, ...], facts: Facts) -> tuple[str, ...]:
    return tuple(each.name for each in asked if each.value(facts) is None)
