"""The seeded orders: each tries one row of a merchant's policy, on whatever day it is.

`seed/<merchant>.yml` holds them. A text such as `-3d`, `+2d` or `-1d12h` stands for the instant that far from now.
`paid: -3d` stands for one captured payment of the total, and an order's other keys go over the base order.
"""

import copy
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amends import yaml_file
from amends.claims.claim import Claim
from amends.orders.effects import Document

SEED = Path(__file__).parent / "seed"
MERCHANTS = {"norrnet": ("NN", 10001, "Europe/Oslo"), "itnet": ("IT", 20001, "Europe/Amsterdam")}

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
    missing: tuple[str, ...] = field(default=())

    def document(self, now: datetime) -> Document | None:
        """The order as it stands at `now`, in the merchant's time zone."""
        return None if self.order is None else _dated(self.order, now, self._zone)

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
        return Claim.from_json(_dated(document, now, self._zone))

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(MERCHANTS[self.merchant][2])


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All of them, numbered in the files' order: put a new one at a file's end, or every number after it changes."""
    return tuple(scenario for merchant in MERCHANTS for scenario in _merchant(merchant))


def orders_at(now: datetime) -> list[tuple[str, Document]]:
    """What a new database holds: each order with the row that it tries."""
    dated = [(scenario.row, scenario.document(now)) for scenario in scenarios()]
    return [(row, document) for row, document in dated if document is not None]


def _merchant(merchant: str) -> list[Scenario]:
    raw = yaml_file.read(SEED / f"{merchant}.yml")
    prefix, first, _ = MERCHANTS[merchant]
    numbers = count(first)
    return [
        _scenario(merchant, each.get("number") or f"{prefix}-{next(numbers)}", each, raw) for each in raw["scenarios"]
    ]


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
    payment["refunded"] = _money(payment.get("refunded", f"0.00 {payment['amount']['currency']}"))
    return payment


def _with_money(value: Any) -> Any:
    """`12.50 EUR` where it stands for money, at any depth."""
    if isinstance(value, dict):
        return {key: _with_money(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_money(each) for each in value]
    return _money(value) if isinstance(value, str) and re.fullmatch(r"\d+\.\d\d [A-Z]{3}", value) else value


def _money(text: str) -> dict[str, str]:
    amount, currency = text.split()
    return {"amount": amount, "currency": currency}


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
