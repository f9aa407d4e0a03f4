"""Whether an order still is as it was decided on: asked before a remedy is entered, and again before it is sent."""

from sqlalchemy.orm import Session

from amends.db.case_tables import DecisionRow
from amends.db.remedy_tables import RemedyRow
from amends.errors import BackendUncertain, OrderChanged
from amends.money import Money
from amends.orders.order import Order
from amends.remedies.elsewhere import Since, since

GONE = "it is no longer in the order system"


def check(session: Session, decision: DecisionRow, order: Order) -> None:
    """OrderChanged unless what was decided on may still be entered. `order` is as the backend tells it now.

    A refund of ours without a clear answer speaks against nothing yet: it is asked for again before the call.
    """
    found = since(session, Order.from_json(decision.order), decision.at, order)
    why = _against(found, order)
    if found.cancelled:
        why = why or "it was cancelled since the decision"
    if why:
        raise OrderChanged(f"order {order.number}: {why}")


def objection(session: Session, remedy: RemedyRow, order: Order | None) -> str | None:
    """Why a refund or credit that was never carried out must not be sent now, for staff; None where nothing speaks
    against it. `order` is as the backend tells it now, None where there is none.

    BackendUncertain where a refund of ours has no clear answer and may be what went back: ask again later.
    """
    if order is None:
        return GONE
    decision = session.get_one(DecisionRow, remedy.decision_id)
    found = since(session, Order.from_json(decision.order), decision.at, order, but_for=remedy)
    why = _against(found, order)
    if why is None and found.in_doubt:
        raise BackendUncertain(f"order {order.number}: whether another refund of ours was made is not settled yet")
    return why


def _against(found: Since, order: Order) -> str | None:
    if found.returned:
        money = Money.from_minor(found.returned, order.total.currency).text("en")
        return f"{money} went back since the decision, which Amends did not return"
    if found.disputed:
        return f"payment {', '.join(found.disputed)} is disputed at the bank since the decision"
    return None
