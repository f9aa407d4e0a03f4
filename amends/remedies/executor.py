"""Carries a remedy out at the order backend: at most once there, whatever breaks on the way.

`submitted` is committed before the call goes out. Whoever finds a remedy submitted or unknown later asks the
backend by its key, and sends it again, under the same key, only where the backend never carried it out. Money is sent
only after one more look at the order: what went back elsewhere meanwhile is not returned a second time.
"""

from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.clock import Clock
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import RemedyRow
from amends.db.session import Database
from amends.errors import BackendInvalid, BackendRefused, BackendUncertain
from amends.orders.backend import VALUED, OrderBackend, Receipt, RemedyCall, RemedyKind
from amends.orders.order import Order
from amends.policy.decision import shares_from_json
from amends.remedies import balances, bounces, states
from amends.remedies.announcing import WORKER, Announcer
from amends.remedies.changes import objection
from amends.remedies.ledger import job_of
from amends.remedies.locking import locked


class Progress(Enum):
    """What came of one try. A backend that failed is raised instead, to be tried again."""

    SETTLED = "confirmed or failed, now or before"
    HELD_BACK = "a cancellation whose money is still under way"


def carry_out(
    database: Database, backend: OrderBackend, remedy_id: int, clock: Clock, announcer: Announcer
) -> Progress:
    """One try at one remedy. Raises BackendError where it is to be tried again; safe to call twice, or at once."""
    with database.read() as session:  # nothing is noted of a first try: `_submit` looks at all of it again, locked
        remedy = session.get_one(RemedyRow, remedy_id)
        first = remedy.state == states.REQUESTED
        if first and _is_held_back(session, remedy):
            return Progress.HELD_BACK
        call = _call(remedy)
    if not first:
        with database.begin() as session:
            remedy = locked(session, remedy_id)
            if remedy.state in states.FINAL:
                return Progress.SETTLED
            if remedy.state == states.SUBMITTED:
                _to(remedy, states.UNKNOWN)
            call = _call(remedy)
    receipt = None if first else _receipt(backend, call)
    if receipt is None:
        order = backend.order(call.order_number) if call.kind in VALUED else None
        stopped = _submit(database, remedy_id, order, clock, announcer)
        if stopped is not None:
            return stopped
        try:
            receipt = _send(backend, call)
        except BackendRefused as refusal:
            _refused(database, remedy_id, refusal, clock, announcer)
            return Progress.SETTLED
        except (BackendUncertain, BackendInvalid) as fault:
            _in_doubt(database, remedy_id, str(fault))
            raise
    _confirmed(database, remedy_id, receipt, clock, announcer)
    return Progress.SETTLED


def _receipt(backend: OrderBackend, call: RemedyCall) -> Receipt | None:
    """What became of the key. A refusal to answer says nothing about the remedy, so it counts as uncertain."""
    try:
        return backend.receipt(call.key, call)
    except BackendRefused as refusal:
        raise BackendUncertain(f"the backend does not say what became of {call.key}: {refusal}") from refusal


def _send(backend: OrderBackend, call: RemedyCall) -> Receipt:
    receipt = backend.carry_out(call)
    if receipt.key != call.key:
        raise BackendInvalid(f"a receipt for another key came back for {call.key}")
    return receipt


def _call(remedy: RemedyRow) -> RemedyCall:
    return RemedyCall(
        key=remedy.key,
        kind=remedy.kind,
        order_number=remedy.order_number,
        payment_id=remedy.payment_id or None,
        amount=remedy.amount,
        reason=remedy.purpose,
        detail=remedy.detail,
        items=shares_from_json(remedy.items),
    )


def _submit(
    database: Database, remedy_id: int, order: Order | None, clock: Clock, announcer: Announcer
) -> Progress | None:
    """Note that it is about to be sent; what came of it instead where it is not to be. `order`: as told just now."""
    with database.begin() as session:
        remedy = locked(session, remedy_id)
        if remedy.state in states.FINAL:
            return Progress.SETTLED
        if remedy.state == states.REQUESTED and _is_held_back(session, remedy):
            return Progress.HELD_BACK
        why = objection(session, remedy, order) if remedy.kind in VALUED else None
        if why is not None:
            case = session.get_one(CaseRow, remedy.case_id)
            _fail_with_what_waits(session, case, remedy, f"not sent: {why}", clock)
            announcer.refused(session, case, remedy, clock())
            return Progress.SETTLED
        if remedy.state != states.SUBMITTED:
            _to(remedy, states.SUBMITTED)
            remedy.attempts += 1
    return None


def _in_doubt(database: Database, remedy_id: int, why: str) -> None:
    with database.begin() as session:
        remedy = locked(session, remedy_id)
        remedy.last_error = why
        if remedy.state == states.SUBMITTED:
            _to(remedy, states.UNKNOWN)


def _confirmed(database: Database, remedy_id: int, receipt: Receipt, clock: Clock, announcer: Announcer) -> None:
    now = clock()
    with database.begin() as session:
        remedy = locked(session, remedy_id)
        if remedy.state in states.FINAL:
            return
        _to(remedy, states.CONFIRMED)
        remedy.reference = receipt.reference
        remedy.settled_at = now
        case = session.get_one(CaseRow, remedy.case_id)
        body = {"remedy": remedy.id, "kind": remedy.kind, "reference": remedy.reference}
        store.record(session, case, WORKER, EntryKind.REMEDY_CONFIRMED, body, now)
        announcer.confirmed(session, case, remedy, now)
        bounces.watch(session, remedy, now)
        for waiting in _cancellations_waiting(session, remedy):
            outbox.wake(session, job_of(waiting), now)
        session.flush()
        session.refresh(case, ["status", "due_at"], with_for_update=True)
        if case.status == CaseStatus.CARRYING_OUT and not _under_way(session, case):
            store.move(session, case, CaseStatus.RESOLVED, WORKER, now)
            announcer.closed(session, case, now)


def _refused(database: Database, remedy_id: int, refusal: BackendRefused, clock: Clock, announcer: Announcer) -> None:
    """The money is free again, a cancellation that waited for it is not sent, and a person knows all about it."""
    now = clock()
    with database.begin() as session:
        remedy = locked(session, remedy_id)
        if remedy.state in states.FINAL:
            return
        case = session.get_one(CaseRow, remedy.case_id)
        _fail_with_what_waits(session, case, remedy, f"{refusal.code}: {refusal}", clock)
        announcer.refused(session, case, remedy, now)


def give_up(session: Session, remedy_id: int, why: str, clock: Clock) -> None:
    """There is no further try. What was never sent is not done, and its money is free; the rest stays in doubt."""
    remedy = locked(session, remedy_id)
    if remedy.state == states.REQUESTED:
        case = session.get_one(CaseRow, remedy.case_id)
        _fail_with_what_waits(session, case, remedy, f"never sent: {why}", clock)


def _fail_with_what_waits(session: Session, case: CaseRow, remedy: RemedyRow, why: str, clock: Clock) -> None:
    """It is not done, nor is a cancellation that waits for this money."""
    _fail(session, case, remedy, why, clock)
    if remedy.kind in VALUED:
        for waiting in _cancellations_waiting(session, remedy):
            _fail(session, case, waiting, f"not sent: the {remedy.kind} before it was not made", clock)


def _fail(session: Session, case: CaseRow, remedy: RemedyRow, why: str, clock: Clock) -> None:
    _to(remedy, states.FAILED)
    remedy.last_error = why
    remedy.settled_at = clock()
    session.flush()
    balances.release(session, remedy)
    body = {"remedy": remedy.id, "kind": remedy.kind, "why": why}
    store.record(session, case, WORKER, EntryKind.REMEDY_FAILED, body, clock())


def _to(remedy: RemedyRow, following: str) -> None:
    states.check(remedy.state, following)
    remedy.state = following


def _is_held_back(session: Session, remedy: RemedyRow) -> bool:
    """The order is cancelled when the money is back, and not before: a cancelled order may refuse a refund."""
    if remedy.kind != RemedyKind.CANCELLATION:
        return False
    money = select(RemedyRow.id).where(
        RemedyRow.merchant == remedy.merchant,
        RemedyRow.order_number == remedy.order_number,
        RemedyRow.kind.in_(VALUED),
        RemedyRow.state.not_in(states.FINAL),
    )
    return session.scalar(money.limit(1)) is not None


def _cancellations_waiting(session: Session, remedy: RemedyRow) -> list[RemedyRow]:
    waiting = select(RemedyRow).where(
        RemedyRow.case_id == remedy.case_id,
        RemedyRow.kind == RemedyKind.CANCELLATION,
        RemedyRow.state == states.REQUESTED,
        RemedyRow.id != remedy.id,
    )
    return list(session.scalars(waiting))


def _under_way(session: Session, case: CaseRow) -> bool:
    open_rows = select(RemedyRow.id).where(RemedyRow.case_id == case.id, RemedyRow.state.not_in(states.FINAL))
    return session.scalar(open_rows.limit(1)) is not None
