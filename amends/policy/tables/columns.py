"""What a column of the table asks of a case, and the cells that conditions become in it. Pure.

A word of the vocabulary and a number, sum, day or span become a column of their own, with cells such as `> 5`. What
no cell can say (what is counted by the calendar's months, lines of an order, whether something is known) is a column of
yes and no, under the words that the policy's file has for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from amends.policy import calendar
from amends.policy.comparisons import UPPER, Bound, Choice, Comparison
from amends.policy.facts import Facts
from amends.policy.lengths import Length
from amends.policy.logic import Test
from amends.policy.quantities import Kind, Quantity
from amends.policy.terms import YES_OR_NO, Condition, NotTold, Silence

NONE = "none"
"""The answer of a word for which «there is none» is one."""


class Holds(StrEnum):
    """What a column's values are."""

    TEXT = "string"
    NUMBER = "number"
    DAY = "date"
    TRUTH = "boolean"


@dataclass(frozen=True)
class Column:
    """`name` is a name that any language allows, `label` for people. `value` of a case is None where the records do not
    tell; a day is a date, a number a Decimal."""

    name: str
    label: str
    holds: Holds
    value: Callable[[Facts], Any]


@dataclass(frozen=True)
class Cell:
    """One test of a column's value, or the opposite of it. `operator` is `one_of` with any number of figures, or
    `above`, `below`, `at_least`, `at_most` with one; `between` with two, both counted in. `guards`: it says only where
    the value can be compared at all, and has no opposite."""

    column: Column
    operator: str
    figures: tuple[Any, ...]
    wanted: bool = True
    guards: bool = False


def cell_of(test: Test) -> tuple[Cell, ...]:
    """The cells that together say what a plain test does: one, or several where it has several bounds."""
    if isinstance(test, Condition):
        return (_of_word(test),)
    if isinstance(test, Choice):
        return (_of_choice(test),)
    cells = _of_comparison(test) if isinstance(test, Comparison) else None
    return cells or (_of_truth(test),)


def _of_word(test: Condition) -> Cell:
    """A word whose None is an answer has a third one, so that no value is empty but for what is not known."""
    term, third = test.term, test.term.silence is Silence.NOTHING
    plain = term.answers == YES_OR_NO and not third

    def value(facts: Facts) -> Any:
        answer = term.answer(facts)
        if answer is NotTold.IT:
            return None
        if third:
            return NONE if answer is None else _text(answer)
        return answer

    column = Column(term.name, term.name.replace("_", " "), Holds.TRUTH if plain else Holds.TEXT, value)
    return Cell(column, "one_of", tuple(sorted(answer if plain else _text(answer) for answer in test.allowed)))


def _of_choice(test: Choice) -> Cell:
    quantity = test.quantity
    if quantity.kind is Kind.YES_OR_NO:
        return Cell(_column(quantity, Holds.TRUTH), "one_of", test.allowed)

    def value(facts: Facts) -> Any:
        found = quantity.value(facts)
        return None if found is None else str(found).casefold()

    column = replace(_column(quantity, Holds.TEXT), value=value)
    return Cell(column, "one_of", tuple(str(each).casefold() for each in test.allowed))


def _of_comparison(test: Comparison) -> tuple[Cell, ...] | None:
    """None where some bound of it cannot be said by cells."""
    found: list[Cell] = []
    for bound in test.bounds:
        cells = _OF_KIND[test.quantity.kind](test, bound)
        if cells is None:
            return None
        found += cells
    return tuple(found)


def _number(test: Comparison, bound: Bound) -> list[Cell] | None:
    return [_bounded(_column(test.quantity, Holds.NUMBER), bound.operator, bound.figures)]


def _count(test: Comparison, bound: Bound) -> list[Cell] | None:
    quantity, within = test.quantity, test.counted
    name = quantity.name if within is None else f"{quantity.name} within {within}"
    column = Column(_named(name), name.replace("_", " "), Holds.NUMBER, lambda facts: quantity.value(facts)(within))
    return [_bounded(column, bound.operator, bound.figures)]


def _money(test: Comparison, bound: Bound) -> list[Cell] | None:
    """In one currency: of several, each would be another column, and one of them enough."""
    currencies = {currency for figure in bound.figures for currency in figure}
    if len(currencies) != 1:
        return None
    (currency,) = currencies
    quantity = test.quantity

    def value(facts: Facts) -> Any:
        found = quantity.value(facts)
        return None if found is None or found.currency != currency else found.amount

    name = f"{quantity.name} in {currency}"
    column = Column(_named(name), name.replace("_", " "), Holds.NUMBER, value)
    return [_bounded(column, bound.operator, tuple(figure[currency] for figure in bound.figures))]


def _date(test: Comparison, bound: Bound) -> list[Cell] | None:
    quantity = test.quantity
    if bound.operator == "within":
        within = bound.figures[0]
        days = _in_days(within.length)
        way = "until" if within.before else "since"
        return None if days is None else [_bounded(_days(quantity, way), "between", (Decimal(0), Decimal(days)))]

    def value(facts: Facts) -> Any:
        found = quantity.value(facts)
        return None if found is None else calendar.local_date(found, facts.policy.zone)

    return [_bounded(replace(_column(quantity, Holds.DAY), value=value), bound.operator, bound.figures)]


def _span(test: Comparison, bound: Bound) -> list[Cell] | None:
    """By days between two dates, by hours where the clock alone counts. What lies on the other side of the claim is
    never short."""
    by_clock = test.quantity.name == "downtime"
    figures = tuple(_in_hours(each) if by_clock else _in_days(each) for each in bound.figures)
    if any(each is None for each in figures):
        return None
    quantity = test.quantity

    def value(facts: Facts) -> Any:
        found = quantity.value(facts)
        if found is None:
            return None
        return _hours(found.end - found.start) if by_clock else Decimal(found.days)

    name = f"{quantity.name} in {'hours' if by_clock else 'days'}"
    column = Column(_named(name), name.replace("_", " "), Holds.NUMBER, value)
    numbers = tuple(Decimal(each) for each in figures if each is not None)
    turned = bound.operator in UPPER and numbers[0] > 0
    return [
        *([Cell(column, "at_least", (Decimal(0),), guards=True)] if turned else ()),
        _bounded(column, bound.operator, numbers),
    ]


_OF_KIND: dict[Kind, Callable[[Comparison, Bound], list[Cell] | None]] = {
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.SPAN: _span,
}


def _bounded(column: Column, operator: str, figures: tuple[Any, ...]) -> Cell:
    return Cell(column, "one_of" if operator == "is" else operator, figures)


def _of_truth(test: Test) -> Cell:
    label = test.written()
    return Cell(Column(_named(label), label, Holds.TRUTH, test.truth), "one_of", (True,))


def _days(quantity: Quantity, way: str) -> Column:
    """Whole days between the moment and the claim, by dates."""

    def value(facts: Facts) -> Any:
        moment, claim = quantity.value(facts), facts.claim.opened_at
        if moment is None:
            return None
        first, last = (claim, moment) if way == "until" else (moment, claim)
        zone = facts.policy.zone
        return Decimal((calendar.local_date(last, zone) - calendar.local_date(first, zone)).days)

    name = f"{way} {quantity.name} in days"
    return Column(_named(name), name.replace("_", " "), Holds.NUMBER, value)


def _column(quantity: Quantity, holds: Holds) -> Column:
    return Column(_named(quantity.name), quantity.name.replace("_", " "), holds, quantity.value)


def _in_days(length: Length) -> int | None:
    return length.count * {"days": 1, "weeks": 7}[length.unit] if length.unit in {"days", "weeks"} else None


def _in_hours(length: Length) -> Decimal | None:
    return _hours(length.by_clock) if length.unit in {"hours", "days", "weeks"} else None


def _hours(span: timedelta) -> Decimal:
    return Decimal(str(round(span / timedelta(hours=1), 6)))


def _text(answer: Any) -> str:
    return {True: "yes", False: "no"}.get(answer, str(answer)) if isinstance(answer, bool) else str(answer)


def _named(label: str) -> str:
    """Letters, digits and _, beginning with a letter."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in label)
    name = "_".join(filter(None, plain.split("_")))
    return name if name[:1].isalpha() else f"x_{name}"
