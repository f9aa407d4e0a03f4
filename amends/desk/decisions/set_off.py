"""A set-off counts against what the customer owes: so there must be something owed, and no more of it is set off."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.desk.decisions.manual_decision import ManualDecision
from amends.errors import CannotBeDone
from amends.money import Money
from amends.orders.order import Order
from amends.remedies import states


def check(session: Session, ruling: ManualDecision, order: Order) -> None:
    """CannotBeDone, for the person who wants to set off, where less or nothing is owed. `order` is as it was just read:
    what was set off before is in its records once the order system has confirmed it."""
    if ruling.kind != "set_off" or ruling.amount is None:
        return
    owed = order.account_outstanding
    if owed is None:
        raise CannotBeDone(
            f"The records of order {order.number} do not say what the customer owes, so nothing can be set off. Grant "
            "another remedy, or have the open amount entered in the order system first."
        )
    if owed.currency != ruling.amount.currency:
        raise CannotBeDone(f"What the customer owes is in {owed.currency}, so this cannot be set off against it.")
    left = owed - _under_way(session, order, owed.currency)
    if left.amount <= 0:
        raise CannotBeDone("The customer owes nothing, so there is nothing to set off. Grant another remedy.")
    if ruling.amount > left:
        raise CannotBeDone(f"The customer owes {left.text('en')}, so no more than that can be set off.")


def _under_way(session: Session, order: Order, currency: str) -> Money:
    """What is being set off on this order at this moment."""
    total = session.scalar(
        select(func.sum(RemedyRow.amount_minor))
        .join(RulingRow, RulingRow.decision_id == RemedyRow.decision_id)
        .where(
            RulingRow.kind == "set_off",
            RemedyRow.merchant == order.merchant,
            RemedyRow.order_number == order.number,
            RemedyRow.currency == currency,
            RemedyRow.state.not_in(states.FINAL),
        )
    )
    return Money.from_minor(int(total or 0), currency)
