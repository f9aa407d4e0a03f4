"""Refunds that fail days after they were made: a closed card, a bank that sends the money back.

Each confirmed refund has a job that looks at the order again, for as long as a refund can fail. Only a backend that
tells refunds one by one can show it; of any other the first days' looks are all.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.audit import log as audit
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.merged import goes_on_in
from amends.clock import Clock
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import RemedyRow
from amends.db.session import Database
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.orders.payment import Refund
from amends.remedies import balances, states
from amends.remedies.announcing import WORKER, Announcer
from amends.remedies.elsewhere import is_of
from amends.remedies.locking import locked

LOOK = "remedy.look_again"
_DAYS = (1, 2, 3, 5, 7, 10, 14, 21, *range(30, 391, 30))
HOURS = (1, 6, *(24 * day for day in _DAYS))
"""When to look, counted from the refund: often while most of those that fail do, each 30 days for 13 months after."""
TOLD_WITHIN = timedelta(hours=24)
"""A backend whose order lists no refund of the payment by then lists none."""


def watch(session: Session, remedy: RemedyRow, now: datetime) -> None:
    """Have a refund that was just made looked at again. Nothing for any other remedy."""
    if remedy.kind == RemedyKind.REFUND:
        body = {"remedy_id": remedy.id, "case_id": remedy.case_id}
        first = now + timedelta(hours=HOURS[0])
        outbox.enqueue(session, JobKind.LOOK_AGAIN, body, now, first, dedupe=f"{JobKind.LOOK_AGAIN}:{remedy.key}")


def next_look(made_at: datetime, now: datetime) -> datetime | None:
    """When a refund of that instant is due to be looked at after `now`; None once it can fail no more."""
    looks = (made_at + timedelta(hours=hours) for hours in HOURS)
    return next((look for look in looks if look > now), None)


def look(
    database: Database, remedy_id: int, order: Order | None, clock: Clock, announcer: Announcer
) -> datetime | None:
    """Compare a refund of ours with the order as it is told now. When to look again, None for never.

    Where it failed its money is free, the customer is told and a person has the case: once, whoever sees it.
    """
    with database.begin() as session:
        remedy = locked(session, remedy_id)
        if remedy.state != states.CONFIRMED or remedy.settled_at is None:
            return None
        now = clock()
        if order is None:  # a search that lags behind: it may fail all the same
            return next_look(remedy.settled_at, now)
        listed = [refund for payment in order.payments if payment.id == remedy.payment_id for refund in payment.refunds]
        failed = next((each for each in listed if each.status == "failed" and is_of(each, remedy)), None)
        if failed is not None:
            _bounced(session, remedy, failed, announcer, now)
            return None
        if not listed and now - remedy.settled_at >= TOLD_WITHIN:
            return None
        return next_look(remedy.settled_at, now)


def _bounced(session: Session, remedy: RemedyRow, refund: Refund, announcer: Announcer, now: datetime) -> None:
    states.check(remedy.state, states.BOUNCED)
    remedy.state = states.BOUNCED
    remedy.last_error = f"the order backend tells that its refund {refund.id} failed"
    session.flush()
    balances.release(session, remedy)
    case = goes_on_in(session, session.get_one(CaseRow, remedy.case_id))
    body = {"remedy": remedy.id, "kind": remedy.kind, "reference": remedy.reference, "refund": refund.id}
    store.record(session, case, WORKER, EntryKind.REMEDY_BOUNCED, body, now)
    audit.append(
        session,
        merchant=case.merchant,
        actor=WORKER,
        action="remedy_bounced",
        subject=case.number,
        body=body,
        now=now,
    )
    announcer.bounced(session, case, remedy, now)
