"""What a shop may tell beyond an ordinary order: its lines, the plan that runs, and what else the customer bought.

`contracts/order.schema.json`, `items`, `subscription` and `customer.history`, as frozen values. None is "not known".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends import clock
from amends.errors import Fault
from amends.money import Money

MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True)
class Item:
    """One line. `amount` is what was charged for all of it, `tax` in it, and `refunded` what went back of it."""

    id: str
    name: str
    amount: Money
    quantity: Decimal = Decimal(1)
    sku: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    tax: Money | None = None
    refunded: Money | None = None


@dataclass(frozen=True)
class Subscription:
    """`trial` and `renewed`: whether there was one; None where nobody says."""

    interval: str | None = None
    interval_count: int = 1
    period_started_at: datetime | None = None
    period_ends_at: datetime | None = None
    trial: bool | None = None
    trial_ends_at: datetime | None = None
    renewed: bool | None = None
    renewed_at: datetime | None = None
    renews: bool | None = None

    @property
    def months(self) -> int | None:
        """The months that one payment covers; None for plans by the day or week, and where it is not known."""
        one = MONTHS.get(self.interval or "")
        return None if one is None else one * self.interval_count


@dataclass(frozen=True)
class History:
    """The customer's other orders, by number and time, and the times of refunds on them. Both lists are whole from
    `whole_since` on; None: they were always whole."""

    account_since: datetime | None = None
    whole_since: datetime | None = None
    orders: tuple[tuple[str, datetime], ...] | None = None
    refunds: tuple[datetime, ...] | None = None


def items(raw: list[dict[str, Any]] | None) -> tuple[Item, ...] | None:
    """From a document that fits the schema, as the two below."""
    if raw is None:
        return None
    return tuple(
        Item(
            each["id"],
            each["name"],
            Money.from_json(each["amount"]),
            Decimal(str(each.get("quantity", 1))),
            each.get("sku"),
            each.get("attributes", {}),
            _sum(each.get("tax")),
            _sum(each.get("refunded")),
        )
        for each in raw
    )


def amounts(item: Item, path: str) -> Iterator[tuple[str, Money]]:
    """Every sum that a line names, by its JSON path."""
    yield f"{path}.amount", item.amount
    for name, money in (("tax", item.tax), ("refunded", item.refunded)):
        if money is not None:
            yield f"{path}.{name}", money


def faults(item: Item, path: str) -> Iterator[Fault]:
    """Where a part of a line is more than the line."""
    for where, money in amounts(item, path):
        if money.currency == item.amount.currency and money.amount > item.amount.amount:
            yield Fault(where, f"is {money.amount}, more than the line's {item.amount.amount}")


def subscription(raw: dict[str, Any] | None) -> Subscription | None:
    if raw is None:
        return None
    return Subscription(
        raw.get("interval"),
        raw.get("interval_count", 1),
        _moment(raw.get("period_started_at")),
        _moment(raw.get("period_ends_at")),
        _there("trial_ends_at", raw),
        _moment(raw.get("trial_ends_at")),
        _there("renewed_at", raw),
        _moment(raw.get("renewed_at")),
        raw.get("renews"),
    )


def history(raw: dict[str, Any] | None) -> History | None:
    if raw is None:
        return None
    orders, refunds = raw.get("orders"), raw.get("refunds")
    return History(
        _moment(raw.get("account_since")),
        _moment(raw.get("whole_since")),
        None if orders is None else tuple((each["number"], clock.parse(each["placed_at"])) for each in orders),
        None if refunds is None else tuple(clock.parse(each["at"]) for each in refunds),
    )


def _there(key: str, raw: dict[str, Any]) -> bool | None:
    """Here alone null is a no, and only what is left out is not known: a plan has a trial or has none."""
    return raw[key] is not None if key in raw else None


def _sum(raw: dict[str, str] | None) -> Money | None:
    return None if raw is None else Money.from_json(raw)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else clock.parse(text)
