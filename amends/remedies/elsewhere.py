"""What went back on an order that Amends did not return. Amounts are in the currency's minor unit.

A refund that bears our key, or our reference as its id, is ours. Where the backend tells no more than a sum, what the
ledger holds as confirmed is taken off it. A refund of ours without a clear answer may stand in that sum or not: until
that is settled nobody can say whose it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.remedy_tables import RemedyRow
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.orders.payment import COUNTS, Payment, Refund
from amends.remedies import states

_IN_DOUBT = frozenset({states.SUBMITTED, states.UNKNOWN})
_TAKEN = frozenset({"open", "lost"})


@dataclass(frozen=True)
class Since:
    """What changed between two looks at an order. `returned` went back elsewhere for certain; `in_doubt` too, or it is
    a refund of ours that is still under way."""

    returned: int
    in_doubt: int
    disputed: tuple[str, ...]
    cancelled: bool


def refunds_of_ours(session: Session, merchant: str, order_number: str) -> Sequence[RemedyRow]:
    """Every refund of that order that was ever entered."""
    rows = select(RemedyRow).where(
        RemedyRow.merchant == merchant, RemedyRow.order_number == order_number, RemedyRow.kind == RemedyKind.REFUND
    )
    return session.scalars(rows.order_by(RemedyRow.id)).all()


def is_of(refund: Refund, remedy: RemedyRow) -> bool:
    """Whether the record's refund is what that remedy did."""
    return refund.key == remedy.key or (remedy.reference is not None and refund.id == remedy.reference)


def elsewhere(
    payment: Payment, ours: Sequence[RemedyRow], before: datetime | None = None, by_mark: bool | None = None
) -> int:
    """What went back of it without us, or by a remedy that the ledger holds for undone: whatever it was, that money is
    away. `before`: it was told when only what was entered before then can be in it.
    `by_mark`: whether our refunds can be told from others; where that is not given, whether one of them is seen."""
    theirs = [remedy for remedy in ours if remedy.payment_id == payment.id]
    if by_mark is None:
        by_mark = bears_marks(payment, ours)
    if by_mark and payment.dispute_status != "lost":
        live = [remedy for remedy in theirs if remedy.state not in states.UNDONE]
        others = (each for each in payment.refunds if each.status in COUNTS and not _is_ours(each, live))
        return sum(each.amount.minor for each in others)
    done = (each for each in theirs if each.state == states.CONFIRMED and (before is None or each.created_at < before))
    return max(0, payment.returned.minor - sum(each.amount_minor or 0 for each in done))


def bears_marks(payment: Payment, ours: Sequence[RemedyRow]) -> bool:
    """Whether a refund of ours is seen among those listed: then the backend keeps our keys, or our references."""
    return any(_is_ours(refund, [each for each in ours if each.payment_id == payment.id]) for refund in payment.refunds)


def _is_listed(remedy: RemedyRow, order: Order) -> bool:
    return any(is_of(refund, remedy) for payment in order.payments for refund in payment.refunds)


def _is_ours(refund: Refund, ours: Sequence[RemedyRow]) -> bool:
    return any(is_of(refund, remedy) for remedy in ours)


def since(session: Session, then: Order, told_at: datetime, now: Order, but_for: RemedyRow | None = None) -> Since:
    """What changed from `then`, as it was told at that instant, to `now`. `but_for`: a remedy of which the backend says
    that it was not carried out. Where the order lists it under its key all the same it is ours: the answer about the
    key came from a copy that lags behind."""
    entered = refunds_of_ours(session, now.merchant, now.number)
    ours = [each for each in entered if each is not but_for or _is_listed(each, now)]
    before = {payment.id: payment for payment in then.payments}
    returned = in_doubt = 0
    for payment in now.payments:
        was = _was(before.get(payment.id), ours, told_at, bears_marks(payment, ours))
        grown = max(0, elsewhere(payment, ours) - was)
        doubtful = min(grown, sum(_doubtful(payment, ours)))
        returned += grown - doubtful
        in_doubt += doubtful
    return Since(
        returned=returned,
        in_doubt=in_doubt,
        disputed=tuple(_disputed(now, before)),
        cancelled=then.cancelled_at is None and now.cancelled_at is not None,
    )


def _was(payment: Payment | None, ours: Sequence[RemedyRow], told_at: datetime, by_mark: bool) -> int:
    """What had gone back elsewhere then. A list without marks is read like the one of now, which has them; a sum as
    ever."""
    if payment is None:
        return 0
    return elsewhere(payment, ours, told_at, by_mark and (bool(payment.refunds) or not payment.returned))


def _doubtful(payment: Payment, ours: Sequence[RemedyRow]) -> Iterator[int]:
    for remedy in ours:
        told = any(is_of(refund, remedy) for refund in payment.refunds)
        if remedy.payment_id == payment.id and remedy.state in _IN_DOUBT and not told:
            yield remedy.amount_minor or 0


def _disputed(now: Order, before: dict[str, Payment]) -> Iterator[str]:
    for payment in now.payments:
        was = before[payment.id].dispute_status if payment.id in before else None
        if payment.dispute_status in _TAKEN and payment.dispute_status != was:
            yield payment.id
