"""Reads the figures that a policy compares with: numbers, money by currency, days, lengths of time."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from babel.numbers import is_currency

from amends.policy.comparisons import ORDERED, Bound, Figure, Within
from amends.policy.document import Place, each
from amends.policy.lengths import BY_CLOCK, UNITS, Length
from amends.policy.quantities import Kind, Quantity

BETWEEN, ONE_OF, WITHIN = "between", "one_of", "within"
DATES = {"after": "above", "before": "below"}
"""How `above` and `below` may be said of days."""
_LENGTH = re.compile(r"([0-9]{1,4}) (hour|day|week|month|year)s?")
_WITHIN = re.compile(r"([0-9]{1,4} [a-z]+)(?: (after|before))?")
_MONEY = re.compile(r"([0-9]{1,12}(?:[.][0-9]{1,3})?) ([A-Z]{3})")


def operators(kind: Kind) -> tuple[str, ...]:
    """Those that a value of this kind may be compared by."""
    dates = (*DATES, WITHIN) if kind is Kind.DATE else ()
    return (*ORDERED, BETWEEN, ONE_OF, *dates)


def bounds(places: Mapping[str, Place], quantity: Quantity) -> tuple[Bound, ...]:
    """One for each operator of a mapping. PolicyError names those that do not fit the value's kind."""
    return tuple(each({name: partial(_bound, name, place, quantity) for name, place in places.items()}).values())


def is_bound(place: Place, quantity: Quantity) -> Bound:
    """What is written without an operator: one figure, or several of which one must be met."""
    items = [place] if place.is_mapping else place.one_or_many()  # money by currency is one figure
    if not items:
        place.fail(f"`{quantity.name}` is compared with nothing", "Write a figure, or several in brackets.")
    figures = tuple(figure(item, quantity) for item in items)
    return Bound("is" if len(figures) == 1 else ONE_OF, figures)


def figure(place: Place, quantity: Quantity) -> Figure:
    """The figure that fits the quantity's kind."""
    found = _READERS[quantity.kind](place)
    by_clock_alone = quantity.kind is Kind.SPAN and quantity.name == "downtime"
    if by_clock_alone and isinstance(found, Length) and found.unit not in BY_CLOCK:
        place.fail(f"`{quantity.name}` is measured by the clock", "Write hours, days or weeks.")
    return found


def length(place: Place) -> Length:
    """A length of time: hours, days, weeks, months or years."""
    found = _LENGTH.fullmatch(place.text())
    if found is None:
        place.fail(f"`{place.text()}` is not a length of time", f"Write `30 days`; units are {', '.join(UNITS)}.")
    return Length(int(found[1]), f"{found[2]}s")


def money(place: Place) -> dict[str, Decimal]:
    """`200.00 EUR`, or `{EUR: 200.00, NOK: 2000.00}`."""
    if place.is_mapping:
        entries = place.mapping()
        if not entries:
            place.fail("there is no sum here", "Write one by currency, for example {EUR: 200.00}.")
        return each({_currency(code, entry): entry.decimal for code, entry in entries.items()})
    found = _MONEY.fullmatch(place.text())
    if found is None:
        place.fail(f"`{place.text()}` is not a sum of money", "Write `200.00 EUR`, or {EUR: 200.00, NOK: 2000.00}.")
    return {_currency(found[2], place): Decimal(found[1])}


def number(place: Place) -> Decimal:
    """A number that may be negative or have decimals."""
    text = place.text()
    if not re.fullmatch(r"-?[0-9]{1,12}([.][0-9]{1,6})?", text):
        place.fail(f"`{text}` is not a number", "Write it with a point, for example 12 or 0.5.")
    return Decimal(text)


_READERS: Mapping[Kind, Callable[[Place], Figure]] = {
    Kind.NUMBER: number,
    Kind.COUNT: number,
    Kind.MONEY: money,
    Kind.DATE: Place.day,
    Kind.SPAN: length,
}


def _bound(name: str, place: Place, quantity: Quantity) -> Bound:
    if name == WITHIN:
        return Bound(name, (_within(place),))
    if name == BETWEEN:
        pair = tuple(figure(item, quantity) for item in place.sequence())
        if len(pair) != 2:
            place.fail("`between` takes two figures", "Write `[lower, upper]`; both count as between.")
        if isinstance(pair[0], Mapping) and isinstance(pair[1], Mapping) and pair[0].keys() != pair[1].keys():
            place.fail("the two figures are of different currencies", "Write both in the same, or both in all of them.")
        if _reversed(*pair):
            place.fail(f"nothing is between {pair[0]} and {pair[1]}", "Write the smaller one first.")
        return Bound(name, pair)
    if name == ONE_OF:
        return Bound(name, tuple(figure(item, quantity) for item in place.some()))
    return Bound(DATES.get(name, name), (figure(place, quantity),))


def _size(found: Figure) -> Any:
    """Something to order two figures of a kind by; months are taken as 30 days, which is near enough for that."""
    if isinstance(found, Length):
        return found.count * {"hours": 1, "days": 24, "weeks": 168, "months": 720, "years": 8760}[found.unit]
    return found


def _reversed(lower: Figure, upper: Figure) -> bool:
    if isinstance(lower, Mapping) and isinstance(upper, Mapping):
        return any(upper[currency] < lower[currency] for currency in lower)
    return bool(_size(upper) < _size(lower))


def _within(place: Place) -> Within:
    found = _WITHIN.fullmatch(place.text())
    span = None if found is None else _LENGTH.fullmatch(found[1])
    if found is None or span is None:
        place.fail(f"`{place.text()}` is not a time around a moment", "Write `30 days after` or `7 days before`.")
    return Within(Length(int(span[1]), f"{span[2]}s"), found[2] == "before")


def _currency(code: str, place: Place) -> str:
    if not is_currency(code):
        place.fail(f"`{code}` is not a currency", "Write the three capital letters of ISO 4217, for example EUR.")
    return code
