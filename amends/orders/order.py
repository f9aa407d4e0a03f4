"""An order, as the order backend tells it: `contracts/order.schema.json` as frozen values.

What the backend leaves out is None or empty, never a guess; the schema's own defaults are filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends import clock, contracts
from amends.errors import Fault, InvalidDocument
from amends.money import Money
from amends.orders import details, payment
from amends.orders.details import History, Item, Subscription
from amends.orders.payment import Payment, Refund

__all__ = [
    "Activation", "Consent", "Customer", "History", "Incident", "Item", "Order", "Payment", "Product", "Refund",
    "Subscription", "Usage",
]  # fmt: skip

# Above it a sum no longer fits the database's whole numbers of minor units.
BEYOND_ANY_ORDER = Decimal(10) ** 12
TWICE = 2


@dataclass(frozen=True)
class Customer:
    """Who ordered. `country`, `consumer` and `history` are None where the backend does not know, which is no "no".
    `attributes` are the merchant's own facts, as they came."""

    email: str
    country: str | None = None
    consumer: bool | None = None
    name: str | None = None
    language: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    history: History | None = None


@dataclass(frozen=True)
class Product:
    name: str
    kind: str
    sku: str | None = None
    available: bool = True
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Activation:
    """`status` is None where no source tells it; the rest then says nothing either."""

    status: str | None
    at: datetime | None = None
    due_at: datetime | None = None
    attempts: int = 0
    blocked_by: str | None = None
    matches_order: bool = True


@dataclass(frozen=True)
class Consent:
    """`unconfirmed`: the backend tells that no confirmation on a durable medium went out."""

    immediate_performance_at: datetime | None = None
    loss_of_withdrawal_acknowledged_at: datetime | None = None
    withdrawal_info_provided: bool = True
    confirmed_at: datetime | None = None
    unconfirmed: bool = False


@dataclass(frozen=True)
class Usage:
    """`measured`: the backend told the fraction. Where it did not, 0 stands for it. `known`: it told of usage at all,
    or left it out, which means none."""

    used_fraction: Decimal = Decimal(0)
    first_used_at: datetime | None = None
    valid_until: datetime | None = None
    measured: bool = True
    known: bool = True


@dataclass(frozen=True)
class Incident:
    kind: str
    cause: str
    started_at: datetime
    resolved_at: datetime | None = None
    affected_amount: Money | None = None


@dataclass(frozen=True)
class Order:
    """One order with its payments, activation, consent, usage, incidents, billing and account records."""

    number: str
    merchant: str
    placed_at: datetime
    customer: Customer
    product: Product
    total: Money
    payments: tuple[Payment, ...]
    activation: Activation
    hold_reason: str | None = None
    verification_requested: tuple[str, ...] = ()
    duplicate_of: str | None = None
    cancelled_at: datetime | None = None
    consent: Consent = field(default_factory=Consent)
    usage: Usage = field(default_factory=Usage)
    incidents: tuple[Incident, ...] = ()
    overcharged_amount: Money | None = None
    overcharged_units: Decimal = Decimal(0)
    incidents_known: bool = True
    billing_known: bool = True
    account_id: str | None = None
    account_reviews: tuple[str, ...] = ()
    account_outstanding: Money | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Item, ...] | None = None
    """The lines, all of them; None where they are not known."""
    subscription: Subscription | None = None
    delivered_at: datetime | None = None
    event_at: datetime | None = None
    document: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The backend's JSON as it came, for the record of a decision; nothing decides by it. Its version tells what the
    backend takes."""

    @property
    def refunds_by_line(self) -> bool:
        """Whether the backend takes the lines that a refund is for: since version 1.2 of the contract."""
        return self.document.get("contract_version") == "1.2"

    @property
    def captured(self) -> tuple[Payment, ...]:
        """The payments that the merchant has received."""
        return tuple(each for each in self.payments if each.captured)

    @property
    def duplicate_amount(self) -> Money:
        """What was paid beyond the total and is not yet returned, where it came in more than one payment: a total that
        was charged a cent too high is no second payment."""
        nothing = Money.zero(self.total.currency)
        if len(self.captured) < TWICE:
            return nothing
        left = sum((each.remaining for each in self.captured), nothing)
        return max(nothing, (left - self.total).rounded())

    @classmethod
    def from_json(cls, document: Any) -> "Order":
        """Read one; InvalidDocument where it breaks the schema or mixes currencies, or names sums beyond reason or sums
        that contradict each other."""
        contracts.check("order", document)
        order = _read(document)
        _check_sums(order)
        return order


def _read(raw: dict[str, Any]) -> Order:
    total = _money(raw["total"])
    consent = raw.get("consent", {})
    usage = raw.get("usage", {})
    billing = raw.get("billing", {})
    charged = billing or {}
    account = raw.get("account", {})
    return Order(
        number=raw["number"],
        merchant=raw["merchant"],
        placed_at=clock.parse(raw["placed_at"]),
        customer=Customer(**raw["customer"] | {"history": details.history(raw["customer"].get("history"))}),
        product=Product(**raw["product"]),
        total=total,
        payments=tuple(payment.read(each) for each in raw["payments"]),
        activation=_activation(raw["activation"]),
        hold_reason=raw.get("hold_reason"),
        verification_requested=tuple(raw.get("verification_requested", ())),
        duplicate_of=raw.get("duplicate_of"),
        cancelled_at=_moment(raw.get("cancelled_at")),
        consent=Consent(
            _moment(consent.get("immediate_performance_at")),
            _moment(consent.get("loss_of_withdrawal_acknowledged_at")),
            consent.get("withdrawal_info_provided", True),
            _moment(consent.get("confirmed_at")),
            # As with a trial: null alone says that there was none, and what is left out says nothing.
            unconfirmed="confirmed_at" in consent and consent["confirmed_at"] is None,
        ),
        usage=_usage(usage),
        incidents=tuple(_incident(incident) for incident in raw.get("incidents") or ()),
        incidents_known=raw.get("incidents", ()) is not None,
        overcharged_amount=_maybe_money(charged.get("overcharged_amount")),
        overcharged_units=Decimal(str(charged.get("overcharged_units", 0))),
        billing_known=billing is not None,
        account_id=account.get("id"),
        account_reviews=tuple(account.get("reviews", ())),
        account_outstanding=_maybe_money(account.get("outstanding")),
        attributes=raw.get("attributes", {}),
        items=details.items(raw.get("items")),
        subscription=details.subscription(raw.get("subscription")),
        delivered_at=_moment(raw.get("delivered_at")),
        event_at=_moment(raw.get("event_at")),
        document=raw,
    )


def _activation(raw: dict[str, Any]) -> Activation:
    return Activation(**{**raw, "at": _moment(raw.get("at")), "due_at": _moment(raw.get("due_at"))})


def _usage(raw: dict[str, Any] | None) -> Usage:
    told = raw or {}
    return Usage(
        Decimal(str(told.get("used_fraction", 0))),
        _moment(told.get("first_used_at")),
        _moment(told.get("valid_until")),
        measured="used_fraction" in told,
        known=raw is not None,
    )


def _incident(raw: dict[str, Any]) -> Incident:
    return Incident(
        raw["kind"],
        raw["cause"],
        clock.parse(raw["started_at"]),
        _moment(raw.get("resolved_at")),
        _maybe_money(raw.get("affected_amount")),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else clock.parse(text)


def _money(raw: dict[str, str]) -> Money:
    return Money.from_json(raw)


def _maybe_money(raw: dict[str, str] | None) -> Money | None:
    return None if raw is None else _money(raw)


def _check_sums(order: Order) -> None:
    """An order has one currency: a sum over two would be a number without a meaning. Its sums can be counted."""
    paths = [(each, f"$.payments[{i}]") for i, each in enumerate(order.payments)]
    named = [each for paid, path in paths for each in payment.amounts(paid, path)]
    named += [
        (f"$.incidents[{i}].affected_amount", incident.affected_amount)
        for i, incident in enumerate(order.incidents)
        if incident.affected_amount is not None
    ]
    named += [each for i, item in enumerate(order.items or ()) for each in details.amounts(item, f"$.items[{i}]")]
    if order.overcharged_amount is not None:
        named.append(("$.billing.overcharged_amount", order.overcharged_amount))
    wanted = order.total.currency
    faults = [
        Fault(path, f"is in {money.currency}, the order's total in {wanted}")
        for path, money in named
        if money.currency != wanted
    ]
    faults += [
        Fault(path, "is more than any order can come to")
        for path, money in [("$.total", order.total), *named]
        if money.amount >= BEYOND_ANY_ORDER
    ]
    for (paid, path), raw in zip(paths, order.document["payments"], strict=True):
        faults += payment.faults(paid, raw, path)
    faults += [each for i, item in enumerate(order.items or ()) for each in details.faults(item, f"$.items[{i}]")]
    if faults:
        raise InvalidDocument("order", faults)
