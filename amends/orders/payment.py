"""A payment of an order, and what went back of it: `contracts/order.schema.json`, `payments`, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends import clock
from amends.errors import Fault
from amends.money import Money

COUNTS = frozenset({"pending", "succeeded"})
"""The states of a refund whose money is away or on its way. What failed came back, and can be returned again."""


@dataclass(frozen=True)
class Refund:
    """One refund of a payment: `status` is pending, succeeded or failed, `at` when it was made.

    `key` is the idempotency key under which Amends asked for it; None where somebody else made it, or nobody says.
    """

    id: str
    amount: Money
    status: str
    at: datetime | None = None
    key: str | None = None


@dataclass(frozen=True)
class Payment:
    """One payment. `refunded` is what the merchant has paid back of it so far: where `refunds` are listed, the sum of
    those that did not fail, and otherwise the sum that the backend tells."""

    id: str
    amount: Money
    status: str
    refunded: Money
    captured_at: datetime | None = None
    method: str | None = None
    dispute_status: str | None = None
    dispute_respond_by: datetime | None = None
    method_class: str | None = None
    refunds: tuple[Refund, ...] = ()

    @property
    def captured(self) -> bool:
        return self.status == "captured"

    @property
    def returned(self) -> Money:
        """What the customer has back. All of it after a lost dispute, whatever was refunded: the bank took it."""
        return self.amount if self.dispute_status == "lost" else self.refunded

    @property
    def remaining(self) -> Money:
        """What can still be returned of it, where it was captured."""
        return self.amount - self.returned


def read(raw: dict[str, Any]) -> Payment:
    """From a document that fits the schema; `faults` tells what the schema cannot."""
    amount = Money.from_json(raw["amount"])
    refunds = tuple(_refund(each) for each in raw.get("refunds") or ())
    told = raw.get("refunded")
    dispute = raw.get("dispute") or {}
    return Payment(
        id=raw["id"],
        amount=amount,
        status=raw["status"],
        refunded=_counted(refunds, amount.currency) if told is None else Money.from_json(told),
        captured_at=_moment(raw.get("captured_at")),
        method=raw.get("method"),
        dispute_status=dispute.get("status"),
        dispute_respond_by=_moment(dispute.get("respond_by")),
        method_class=raw.get("method_class"),
        refunds=refunds,
    )


def amounts(payment: Payment, path: str) -> Iterator[tuple[str, Money]]:
    """Every sum that the payment names, by its JSON path."""
    yield f"{path}.amount", payment.amount
    yield f"{path}.refunded", payment.refunded
    for i, refund in enumerate(payment.refunds):
        yield f"{path}.refunds[{i}].amount", refund.amount


def faults(payment: Payment, raw: dict[str, Any], path: str) -> Iterator[Fault]:
    """Where the list of refunds contradicts itself or the sum, so that nobody could say what is left."""
    if raw.get("refunds") is None:
        return
    seen: set[str] = set()
    for i, refund in enumerate(payment.refunds):
        if refund.id in seen:
            yield Fault(f"{path}.refunds[{i}].id", f"{refund.id} stands in the list twice")
        seen.add(refund.id)
    counted = sum((each.amount.amount for each in payment.refunds if each.status in COUNTS), Decimal(0))
    if payment.refunded.amount != counted:
        yield Fault(
            f"{path}.refunded",
            f"is {payment.refunded.amount}, but the refunds that are pending or succeeded come to {counted}",
        )


def _refund(raw: dict[str, Any]) -> Refund:
    return Refund(raw["id"], Money.from_json(raw["amount"]), raw["status"], _moment(raw.get("at")), raw.get("key"))


def _counted(refunds: tuple[Refund, ...], currency: str) -> Money:
    # Another currency among them is a fault of the document, told by its path; here it must only not be added.
    mine = (each.amount for each in refunds if each.status in COUNTS and each.amount.currency == currency)
    return sum(mine, Money.zero(currency))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else clock.parse(text)
