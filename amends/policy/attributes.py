"""A merchant's own facts: declared by name and type under `attributes` of merchant.yml, told by its order backend.

    attributes:
      product:
        category: {one_of: [course, ebook, gift_card]}
        seats: number
      customer: {club_member: yes_or_no}

A condition names them with what they belong to: `product.category: gift_card`. A value that is absent, null or of
another type than declared is not known: it is never taken for a no.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from amends import clock
from amends.money import Money
from amends.orders.order import BEYOND_ANY_ORDER
from amends.policy.document import Place, each
from amends.policy.facts import Facts
from amends.policy.quantities import Kind, Quantity

OWNERS: dict[str, Callable[[Facts], Mapping[str, Any]]] = {
    "order": lambda facts: facts.order.attributes,
    "product": lambda facts: facts.order.product.attributes,
    "customer": lambda facts: facts.order.customer.attributes,
    "item": lambda facts: {} if facts.item is None else facts.item.attributes,
}
TYPES = ("text", "number", "money", "date", "yes_or_no")
"""Beside `{one_of: [...]}`."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CHOICE = re.compile(r"[^\s,:\[\]{}#][^\n]{0,99}")


@dataclass(frozen=True)
class Attribute:
    """One declared fact. `name` as conditions have it, `product.category`."""

    owner: str
    key: str
    kind: Kind
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.owner}.{self.key}"

    def value(self, facts: Facts) -> Any:
        """The record's value in the declared type; None where it has none of that type."""
        return _READERS[self.kind](self, OWNERS[self.owner](facts).get(self.key), facts)

    @property
    def quantity(self) -> Quantity:
        meaning = f"The merchant's own: {self.key.replace('_', ' ')} of the {self.owner}."
        return Quantity(self.name, self.kind, self.value, meaning, self.choices, of_item=self.owner == "item")


def read_attributes(place: Place) -> tuple[Attribute, ...]:
    """What merchant.yml declares. PolicyError with every fault of it."""
    owners = place.mapping(OWNERS)
    found = each({owner: partial(_of_owner, owner, declared) for owner, declared in owners.items()})
    return tuple(attribute for attributes in found.values() for attribute in attributes)


def _of_owner(owner: str, place: Place) -> tuple[Attribute, ...]:
    return tuple(each({key: partial(_attribute, owner, key, type_) for key, type_ in place.mapping().items()}).values())


def _attribute(owner: str, key: str, place: Place) -> Attribute:
    if not _NAME.fullmatch(key):
        place.fail(f"`{key}` is not a name of an attribute", "Use small letters, digits and _, for example plan_name.")
    if not place.is_mapping:
        return Attribute(owner, key, Kind(place.choice(TYPES, "type")))
    choices = [choice.text() for choice in place.mapping((), required=("one_of",))["one_of"].sequence()]
    if len(set(choices)) < 2 or len(set(choices)) < len(choices):
        place.fail(f"`{key}` is one of what?", "Write two or more different values, as {one_of: [a, b]}.")
    if bad := [choice for choice in choices if not _CHOICE.fullmatch(choice)]:
        place.fail(f"`{bad[0]}` is no value to choose", "Write a word without blanks, commas or colons in front.")
    return Attribute(owner, key, Kind.ONE_OF, tuple(choices))


def _text(_: Attribute, raw: Any, __: Facts) -> str | None:
    return " ".join(raw.split()) if isinstance(raw, str) and raw.strip() else None


def _one_of(attribute: Attribute, raw: Any, _: Facts) -> str | None:
    return raw if isinstance(raw, str) and raw in attribute.choices else None


def _yes_or_no(_: Attribute, raw: Any, __: Facts) -> bool | None:
    return raw if isinstance(raw, bool) else None


def _number(_: Attribute, raw: Any, __: Facts) -> Decimal | None:
    """A JSON number, and no text that looks like one; none so large that nothing can be reckoned with it."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    if isinstance(raw, float | Decimal) and not math.isfinite(raw):
        return None
    return Decimal(str(raw)) if -BEYOND_ANY_ORDER < raw < BEYOND_ANY_ORDER else None


def _money(_: Attribute, raw: Any, facts: Facts) -> Money | None:
    """In the order's currency; another cannot be reckoned with."""
    money = Money.from_json(raw) if isinstance(raw, Mapping) else None
    if money is None or money.currency != facts.order.total.currency or abs(money.amount) >= BEYOND_ANY_ORDER:
        return None
    return money


def _date(_: Attribute, raw: Any, facts: Facts) -> datetime | None:
    """An instant, or a day: its first minute in the merchant's zone."""
    if not isinstance(raw, str):
        return None
    if clock.is_instant(raw):
        return clock.parse(raw)
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    in_bounds = clock.FIRST_YEAR <= day.year <= clock.LAST_YEAR
    return datetime.combine(day, time(), facts.policy.zone) if in_bounds else None


_READERS: dict[Kind, Callable[[Attribute, Any, Facts], Any]] = {
    Kind.TEXT: _text,
    Kind.ONE_OF: _one_of,
    Kind.YES_OR_NO: _yes_or_no,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
}
