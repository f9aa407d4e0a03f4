"""The seeded orders: each tries one row of a merchant's policy, on whatever day it is.

`seed/<merchant>.yml` holds those of the two shipped merchants, `demo-orders.yml` beside its policy those of any other.
A text such as `-3d`, `+2d` or `-1d12h` stands for the instant that far from now.
`paid: -3d` stands for one captured payment of the total, and an order's other keys go over the base order.
"""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amends import yaml_file
from amends.claims.claim import Claim
from amends.errors import Fault, InvalidDocument
from amends.money import Money
from amends.orders.effects import Document
from amends.policy import loader

SEED = Path(__file__).parent / "seed"
SHIPPED = ("norrnet", "itnet")
OF_A_MERCHANT = "demo-orders.yml"
"""The file in a merchant's own folder."""

_MONEY = re.compile(r"\d+(?:\.\d+)? [A-Z]{3}")
_OFFSET = re.compile(r"([+-])(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")


@dataclass(frozen=True)
class Scenario:
    """One order to try: what to say, and what comes of it.

    `row` is the row it shows; `decides` the row of the decision, another one where a withdrawal is decided as a
    cancellation. `order` is None where the customer names an order that does not exist.
    """

    number: str
    merchant: str
    row: str
    say: str
    happens: str
    outcome: str
    email: str
    claim: dict[str, Any]
    order: dict[str, Any] | None
    decides: str
    remedy: str | None = None
    amount: str | None = None
    rights: bool = False
    zone: str = "UTC"
    missing: tuple[str, ...] = field(default=())

    def document(self, now: datetime) -> Document | None:
        """The order as it stands at `now`, in the merchant's time zone."""
        return None if self.order is None else _dated(self.order, now, ZoneInfo(self.zone))

    def claim_at(self, now: datetime) -> Claim:
        """The claim of a customer who says `say` at `now` and answers what is asked."""
        document = {
            "issue": "other",
            "order_number": self.number,
            "email": self.email,
            "service_name": self.order["product"]["name"] if self.order else None,
            "explanation": self.say,
            "opened_at": "+0d",
            **self.claim,
        }
        return Claim.from_json(_dated(document, now, ZoneInfo(self.zone)))


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Those of the shipped merchants, numbered in the files' order: put a new one at a file's end, or every number
    after it changes."""
    return tuple(scenario for merchant in SHIPPED for scenario in read(SEED / f"{merchant}.yml", merchant))


def scenarios_beside(policies: Path) -> tuple[Scenario, ...]:
    """Those of every merchant that has a policy in `policies`, by the merchants' names."""
    found: list[Scenario] = []
    for merchant in loader.merchant_ids(policies):
        own = policies / merchant / OF_A_MERCHANT
        found += read(own, merchant) if own.is_file() else [each for each in scenarios() if each.merchant == merchant]
    return tuple(found)


def orders_at(now: datetime, of: Iterable[Scenario] | None = None) -> list[tuple[str, Document]]:
    """What a new database holds: each order with the row that it tries. Without `of`, the shipped merchants'."""
    dated = [(scenario.row, scenario.document(now)) for scenario in (scenarios() if of is None else of)]
    return [(row, document) for row, document in dated if document is not None]


def read(file: Path, merchant: str) -> list[Scenario]:
    """The merchant's scenarios. PolicyError for what is no YAML; InvalidDocument for one that cannot be used."""
    raw = yaml_file.read(file)
    try:
        prefix, first = raw["numbers"]["prefix"], raw["numbers"]["first"]
        numbers = count(first)
        return [
            _scenario(merchant, each.get("number") or f"{prefix}-{next(numbers)}", each, raw)
            for each in raw["scenarios"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        fault = Fault(str(file), f"{type(broken).__name__}: {broken}")
        raise InvalidDocument("demo orders", [fault]) from broken


def _scenario(merchant: str, number: str, raw: dict[str, Any], shared: dict[str, Any]) -> Scenario:
    customer = shared["customers"][raw["customer"]]
    product = shared["products"][raw.get("product", shared["product"])]
    order = None if raw.get("no_order") else _order(merchant, number, raw.get("order", {}), customer, product)
    return Scenario(
        number=number,
        merchant=merchant,
        row=raw["row"],
        decides=raw.get("decides", raw["row"]),
        say=raw["say"],
        happens=raw["happens"],
        outcome=raw["outcome"],
        remedy=raw.get("remedy"),
        amount=raw.get("amount"),
        rights=raw.get("rights", False),
        zone=shared["zone"],
        missing=tuple(raw.get("missing", ())),
        email=raw.get("gives_email", customer["email"]),
        claim=raw.get("claim", {}),
        order=order,
    )


def _order(
    merchant: str, number: str, raw: dict[str, Any], customer: dict[str, Any], product: dict[str, Any]
) -> Document:
    raw = copy.deepcopy(raw)
    total = raw.pop("total", product["price"])
    paid = raw.pop("paid", "-3d")
    payments = [_payment(i + 1, payment, total) for i, payment in enumerate(raw.pop("payments", [{}]))]
    for payment in payments:
        if payment["status"] == "captured":
            payment.setdefault("captured_at", paid)
    return {
        "number": number,
        "merchant": merchant,
        "placed_at": raw.pop("placed_at", paid),
        "customer": {"consumer": True, **customer, **raw.pop("customer", {})},
        "product": {k: v for k, v in product.items() if k != "price"} | {"available": raw.pop("available", True)},
        "total": _money(total),
        "payments": payments,
        "activation": raw.pop("activation", {"status": "none"}),
        **{key: _with_money(value) for key, value in raw.items()},
    }


def _payment(index: int, raw: dict[str, Any], total: str) -> dict[str, Any]:
    payment = {"id": f"pay_{index}", "amount": total, "status": "captured", "method": "Visa •••• 4242", **raw}
    payment["amount"] = _money(payment["amount"])
    if "refunds" in payment:
        return _with_money(payment)
    payment["refunded"] = _money(payment.get("refunded", f"0 {payment['amount']['currency']}"))
    return payment


def _with_money(value: Any) -> Any:
    """`12.50 EUR` where it stands for money, at any depth."""
    if isinstance(value, dict):
        return {key: _with_money(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_money(each) for each in value]
    return _money(value) if isinstance(value, str) and _MONEY.fullmatch(value) else value


def _money(text: str) -> dict[str, str]:
    amount, currency = text.split()
    return Money.from_json({"amount": amount, "currency": currency}).as_json()


def _dated(value: Any, now: datetime, zone: ZoneInfo) -> Any:
    if isinstance(value, dict):
        return {key: _dated(each, now, zone) for key, each in value.items()}
    if isinstance(value, list):
        return [_dated(each, now, zone) for each in value]
    found = _OFFSET.fullmatch(value) if isinstance(value, str) and value not in {"+", "-"} else None
    if found is None:
        return value
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:])
    distance = timedelta(days=days, hours=hours, minutes=minutes)
    # In UTC: across a change of the clocks a day in the merchant's zone would have 23 or 25 hours.
    there = now.astimezone(UTC) + (distance if found[1] == "+" else -distance)
    return there.astimezone(zone).isoformat(timespec="seconds")
