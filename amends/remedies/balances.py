"""What may still be returned of an order's payments. The table's own CHECK has the last word.

One row per payment, and one for the order as a whole (empty payment id) that also counts credits. Amounts are in
the currency's minor unit.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from amends.db.remedy_tables import PaymentBalanceRow, RemedyRow
from amends.errors import ExceedsPaid, LedgerError
from amends.money import Money
from amends.orders.order import Order
from amends.remedies.elsewhere import elsewhere as returned_elsewhere
from amends.remedies.elsewhere import refunds_of_ours
from amends.remedies.plan import RemedyLine

WHOLE_ORDER = ""


def draw(session: Session, merchant: str, order: Order, lines: Sequence[RemedyLine]) -> None:
    """Set the lines' money aside; ExceedsPaid, and nothing set aside, where it is not there.

    The caller holds the order's lock. What went back without us is not there (amends.remedies.elsewhere); while a
    refund of ours is in doubt it may count twice, which refuses too much and never too little.
    """
    wanted: Counter[str] = Counter()
    for line in lines:
        if line.amount is not None:
            wanted[WHOLE_ORDER] += line.amount.minor
            if line.payment_id is not None:
                wanted[line.payment_id] += line.amount.minor
    if not wanted:
        return
    balances = _refresh(session, merchant, order)
    try:
        with session.begin_nested():
            for payment_id, amount in wanted.items():
                _take(order, balances.get(payment_id), payment_id, amount)
            session.flush()
    except IntegrityError as fault:
        raise ExceedsPaid(f"order {order.number}: more than what was paid") from fault


def left(session: Session, order: Order, payment_id: str = WHOLE_ORDER) -> Money:
    """What was captured and is neither returned nor on its way, of one payment or of all. Nothing is locked: whoever
    enters a remedy asks again."""
    counted = [each for each in order.captured if payment_id in {WHOLE_ORDER, each.id}]
    told = sum((each.remaining for each in counted), Money.zero(order.total.currency))
    kept = session.get(PaymentBalanceRow, (order.merchant, order.number, payment_id))
    if kept is None or kept.currency != order.total.currency:
        return told
    booked = Money.from_minor(kept.paid_minor - kept.committed_minor - kept.elsewhere_minor, kept.currency)
    return min(told, booked)


def release(session: Session, remedy: RemedyRow) -> None:
    """Give back what a remedy set aside that will not be carried out."""
    if remedy.amount_minor is None:
        return
    session.execute(
        update(PaymentBalanceRow)
        .where(
            PaymentBalanceRow.merchant == remedy.merchant,
            PaymentBalanceRow.order_number == remedy.order_number,
            PaymentBalanceRow.payment_id.in_({WHOLE_ORDER, remedy.payment_id}),
        )
        .values(committed_minor=PaymentBalanceRow.committed_minor - remedy.amount_minor)
        .execution_options(synchronize_session=False)
    )


def _take(order: Order, balance: PaymentBalanceRow | None, payment_id: str, amount: int) -> None:
    free = 0 if balance is None else balance.paid_minor - balance.committed_minor - balance.elsewhere_minor
    if balance is None or amount > free:
        where = f"payment {payment_id}" if payment_id else "all payments"
        raise ExceedsPaid(f"order {order.number}: {amount} wanted of {where}, {free} left (minor units)")
    balance.committed_minor += amount


def _refresh(session: Session, merchant: str, order: Order) -> dict[str, PaymentBalanceRow]:
    """The order's balances, brought up to what the backend says now."""
    ours = refunds_of_ours(session, merchant, order.number)
    paid = {payment.id: payment.amount.minor for payment in order.captured}
    elsewhere = {payment.id: returned_elsewhere(payment, ours) for payment in order.captured}
    paid[WHOLE_ORDER] = sum(paid.values())
    elsewhere[WHOLE_ORDER] = sum(elsewhere.values())
    known = _known(session, merchant, order.number)
    for payment_id, amount in paid.items():
        if payment_id not in known:
            known[payment_id] = _new(session, merchant, order, payment_id)
        _update(order, known[payment_id], amount, elsewhere[payment_id])
    session.flush()
    return known


def _update(order: Order, balance: PaymentBalanceRow, paid: int, elsewhere: int) -> None:
    if balance.currency != order.total.currency:
        raise LedgerError(f"order {order.number} was paid in {balance.currency}, now {order.total.currency}")
    if balance.committed_minor + elsewhere > paid:
        raise ExceedsPaid(f"order {order.number}: everything paid is returned or on its way back")
    balance.paid_minor = paid
    balance.elsewhere_minor = elsewhere


def _new(session: Session, merchant: str, order: Order, payment_id: str) -> PaymentBalanceRow:
    balance = PaymentBalanceRow(
        merchant=merchant,
        order_number=order.number,
        payment_id=payment_id,
        currency=order.total.currency,
        paid_minor=0,
        committed_minor=0,
        elsewhere_minor=0,
    )
    session.add(balance)
    return balance


def _known(session: Session, merchant: str, order_number: str) -> dict[str, PaymentBalanceRow]:
    rows = session.scalars(
        select(PaymentBalanceRow)
        .where(PaymentBalanceRow.merchant == merchant, PaymentBalanceRow.order_number == order_number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.payment_id: row for row in rows}
