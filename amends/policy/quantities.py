"""What a condition may compare: numbers, sums of money, moments, spans and counts that the records tell. A closed list.

Each is a pure function of the facts; None means that the records do not tell. A merchant's own attributes join it, as
merchant.yml declares them (`amends.policy.attributes`). docs/policy.md is held to this list by a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from amends.money import Money
from amends.policy.facts import Facts
from amends.policy.lengths import Span


class Kind(StrEnum):
    """What a value is, and so what it can be compared with."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    SPAN = "span"
    COUNT = "count"
    TEXT = "text"
    ONE_OF = "one_of"
    YES_OR_NO = "yes_or_no"


@dataclass(frozen=True)
class Quantity:
    """One value by its name. `choices` are those of ONE_OF. `value` of a COUNT is a function of a Length or None: how
    many within it. `always`: no record is without it; `known_where`: terms by whose answer it is there. `of_item`: it
    belongs to one line of the order."""

    name: str
    kind: Kind
    value: Callable[[Facts], Any]
    meaning: str
    choices: tuple[str, ...] = ()
    always: bool = False
    of_item: bool = False
    known_where: tuple[str, ...] = ()


QUANTITIES: dict[str, Quantity] = {}
ITEM_QUANTITIES: dict[str, Quantity] = {}


def quantity(
    kind: Kind, *, always: bool = False, of_item: bool = False, known_where: tuple[str, ...] = ()
) -> Callable[[Callable[[Facts], Any]], Callable[[Facts], Any]]:
    """Enter a function under its own name, with its docstring as the meaning."""

    def enter(function: Callable[[Facts], Any]) -> Callable[[Facts], Any]:
        name, known = function.__name__, ITEM_QUANTITIES if of_item else QUANTITIES
        if name in known or not function.__doc__:
            raise ValueError(f"quantity {name} is taken or says nothing")
        meaning = " ".join(function.__doc__.split())
        known[name] = Quantity(name, kind, function, meaning, (), always, of_item, known_where)
        return function

    return enter


@quantity(Kind.MONEY, always=True)
def price(facts: Facts) -> Money:
    """The order's total."""
    return facts.order.total


@quantity(Kind.MONEY, always=True)
def paid(facts: Facts) -> Money:
    """What was captured."""
    return facts.paid


@quantity(Kind.MONEY, always=True)
def refunded(facts: Facts) -> Money:
    """What went back, by the merchant or by the bank."""
    return facts.refunded


@quantity(Kind.MONEY, always=True)
def refundable(facts: Facts) -> Money:
    """What was paid and has not gone back."""
    return facts.refundable


@quantity(Kind.MONEY, always=True)
def duplicate_amount(facts: Facts) -> Money:
    """What was paid beyond the total in a further payment."""
    return facts.duplicate_amount


@quantity(Kind.MONEY, known_where=("overcharged_money",))
def overcharged_amount(facts: Facts) -> Money | None:
    """What the records say was charged too much."""
    return facts.overcharged_amount


@quantity(Kind.MONEY, known_where=("incident_took_money",))
def incident_amount(facts: Facts) -> Money | None:
    """What of the payment the incident affected."""
    return facts.incident_amount


@quantity(Kind.MONEY)
def outstanding(facts: Facts) -> Money | None:
    """What the customer's account owes, in the order's currency."""
    owed = facts.order.account_outstanding
    return owed if owed is not None and owed.currency == facts.order.total.currency else None


@quantity(Kind.NUMBER)
def used_percent(facts: Facts) -> Decimal | None:
    """How much of the service was used, 0 to 100. Not known where the backend sends no used_fraction."""
    usage = facts.order.usage
    return usage.used_fraction * 100 if usage.measured else None


@quantity(Kind.NUMBER, always=True)
def activation_attempts(facts: Facts) -> Decimal | None:
    """How often activation was tried."""
    return None if facts.activated is None else Decimal(facts.order.activation.attempts)


@quantity(Kind.NUMBER, always=True)
def units_overcharged(facts: Facts) -> Decimal | None:
    """How many units (minutes, credit) were charged too many."""
    return facts.order.overcharged_units if facts.order.billing_known else None


@quantity(Kind.NUMBER, always=True)
def payments_captured(facts: Facts) -> Decimal:
    """How many payments the merchant received for the order."""
    return Decimal(len(facts.captured))


@quantity(Kind.NUMBER)
def item_count(facts: Facts) -> Decimal | None:
    """How many lines the order has."""
    return None if facts.order.items is None else Decimal(len(facts.order.items))


@quantity(Kind.NUMBER)
def plan_months(facts: Facts) -> Decimal | None:
    """The months that one payment of the plan covers. Not known for plans by the day or week."""
    plan = facts.order.subscription
    return None if plan is None or plan.months is None else Decimal(plan.months)


@quantity(Kind.SPAN, known_where=("incident_found", "incident_cause", "incident_resolved", "fixed_in_time"))
def downtime(facts: Facts) -> Span | None:
    """How long the incident lasted, so far."""
    incident = facts.incident
    return None if incident is None else Span(incident.started_at, incident.resolved_at or facts.now)


@quantity(Kind.MONEY, always=True, of_item=True)
def item_amount(facts: Facts) -> Money:
    """What was charged for the line."""
    assert facts.item is not None
    return facts.item.amount


@quantity(Kind.NUMBER, always=True, of_item=True)
def item_quantity(facts: Facts) -> Decimal:
    """How many of it the line has."""
    assert facts.item is not None
    return facts.item.quantity
