"""Coupons out of a merchant's own list: whatever else is asked for goes on to its order system.

A code is taken in one transaction, under the key of the remedy: asked again with that key, the same code comes.
`amends coupons add` fills the list.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from babel.numbers import is_currency
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.db.remedy_tables import CouponRow
from amends.db.session import Database
from amends.db.upsert import insert
from amends.errors import BackendRefused, Fault, InvalidDocument
from amends.money import Money
from amends.orders import durations
from amends.orders.backend import REFUSALS, OrderBackend, Receipt, RemedyCall, RemedyKind
from amends.orders.order import Order

_CODE = re.compile(r"[!-~]{3,80}")


@dataclass(frozen=True)
class WithCouponList:
    """An OrderBackend. `backend` has the orders, and carries out whatever is no coupon."""

    backend: OrderBackend
    database: Database
    merchant: str
    now: Callable[[], datetime]

    def order(self, number: str) -> Order | None:
        return self.backend.order(number)

    def orders_of(self, email: str) -> tuple[Order, ...]:
        return self.backend.orders_of(email)

    def carry_out(self, call: RemedyCall) -> Receipt:
        if call.kind != RemedyKind.COUPON or call.amount is None:
            return self.backend.carry_out(call)
        with self.database.begin() as session:
            return Receipt(call.key, _taken(session, call, call.amount, self.merchant, self.now()).code)

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        if call is None or call.kind != RemedyKind.COUPON:
            return self.backend.receipt(key, call)
        with self.database.read() as session:
            row = session.scalar(select(CouponRow).where(CouponRow.key == key))
            return None if row is None else Receipt(key, row.code)


def _taken(session: Session, call: RemedyCall, amount: Money, merchant: str, now: datetime) -> CouponRow:
    """The code that the key has, or one that is free, the one that ends first of those that last long enough."""
    row = session.scalar(select(CouponRow).where(CouponRow.key == call.key))
    if row is not None:
        if (row.amount_minor, row.currency, row.order_number) != (amount.minor, amount.currency, call.order_number):
            raise BackendRefused(REFUSALS["key_reused"], "key_reused")
        return row
    lasts_until = durations.day_after(now.date(), call.detail) if call.detail else now.date()
    free = (
        select(CouponRow)
        .where(
            CouponRow.merchant == merchant,
            CouponRow.key.is_(None),
            CouponRow.amount_minor == amount.minor,
            CouponRow.currency == amount.currency,
            or_(CouponRow.valid_until.is_(None), CouponRow.valid_until >= lasts_until),
        )
        .order_by(CouponRow.valid_until.is_(None), CouponRow.valid_until, CouponRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.scalar(free)
    if row is None:
        raise BackendRefused(REFUSALS["no_coupon_left"], "no_coupon_left")
    row.key, row.order_number, row.taken_at = call.key, call.order_number, now
    return row


@dataclass(frozen=True)
class Codes:
    """Codes of one value."""

    codes: tuple[str, ...]
    amount: Money
    valid_until: date | None


def read(source: str, amount: str, currency: str, valid_until: str | None) -> Codes:
    """The codes of a file, one a line, `-` being standard input. InvalidDocument says what cannot be read."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
        codes = tuple(line.strip() for line in text.splitlines() if line.strip())
        value = Money(Decimal(amount), currency)
        last = None if valid_until is None else date.fromisoformat(valid_until)
    except (OSError, UnicodeDecodeError) as fault:
        raise InvalidDocument(source, [Fault("$", f"cannot be read: {fault}")]) from fault
    except (ArithmeticError, ValueError) as fault:
        raise InvalidDocument("coupons", [Fault("$", "write the amount as 10.00 and the day as 2027-12-31")]) from fault
    faults = [
        Fault(f"line {n}", f"{each!r} is no code") for n, each in enumerate(codes, 1) if not _CODE.fullmatch(each)
    ]
    if not is_currency(currency) or value.amount <= 0 or value.rounded() != value:
        faults.append(Fault("$", f"{amount} {currency} is no value that a coupon can have"))
    if faults:
        raise InvalidDocument("coupons", faults)
    return Codes(codes, value, last)


def add(session: Session, merchant: str, found: Codes) -> int:
    """Enter them; how many were new. A code that is there already stays as it is."""
    new = 0
    for code in found.codes:
        row = {
            "merchant": merchant, "code": code, "amount_minor": found.amount.minor, "currency": found.amount.currency,
            "valid_until": found.valid_until,
        }  # fmt: skip
        entered = insert(session, CouponRow).values(**row).on_conflict_do_nothing().returning(CouponRow.id)
        new += session.execute(entered).first() is not None
    return new


def left(session: Session, merchant: str, today: date) -> list[tuple[Money, int]]:
    """How many codes of each value are free and not over."""
    rows = (
        select(CouponRow.amount_minor, CouponRow.currency, func.count())
        .where(
            CouponRow.merchant == merchant,
            CouponRow.key.is_(None),
            or_(CouponRow.valid_until.is_(None), CouponRow.valid_until >= today),
        )
        .group_by(CouponRow.amount_minor, CouponRow.currency)
        .order_by(CouponRow.currency, CouponRow.amount_minor)
    )
    return [(Money.from_minor(minor, currency), count) for minor, currency, count in session.execute(rows)]
