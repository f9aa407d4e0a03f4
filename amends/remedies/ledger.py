"""The ledger: the one way in for a remedy. It trusts nobody and checks identity, decision and confirmation itself.

A remedy row and the job that carries it out are written in one transaction, under a key derived from what the
remedy is for. A second entry for the same purpose finds the first one's rows.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.db import erased, outbox
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.job_kinds import JobKind
from amends.db.locks import lock_name
from amends.db.remedy_tables import RemedyRow
from amends.errors import NotAuthorised, PurposeTaken
from amends.orders.backend import VALUED, RemedyKind
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, shares_as_json
from amends.remedies import balances, changes, states
from amends.remedies.confirmation import Act, Confirmation
from amends.remedies.plan import BY_A_PERSON, RemedyLine, plan

_ONCE_AN_ORDER = (
    *VALUED,
    RemedyKind.CANCELLATION,
    RemedyKind.EXTENSION,
    RemedyKind.STOP_AT_PERIOD_END,
    RemedyKind.EXCHANGE,
)


def enter(
    session: Session,
    *,
    case: CaseRow,
    decision: DecisionRow,
    order: Order,
    confirmation: Confirmation,
    now: datetime,
) -> list[RemedyRow]:
    """Enter the remedies of an approved decision. The caller moves the case to `carrying_out`.

    Rows of another case come back where that case had the same remedy entered: then nothing is done twice.
    `order` is the order as the backend tells it now; what is done follows from the order that was decided on.
    `confirmation` is the yes to exactly this: a customer's, or that of the person who decided. NotAuthorised,
    ExceedsPaid, OrderChanged and PurposeTaken leave nothing behind and the transaction usable: hand the case to a
    person then.
    """
    hold_order(session, case.merchant, order.number)
    with session.begin_nested():
        _authorise(session, case, decision, order, confirmation)
        return _rows(session, case, decision, order, confirmation, now)


def hold_order(session: Session, merchant: str, order_number: str) -> None:
    """Wait for whoever changes the remedies of that order at this moment."""
    lock_name(session, "order", merchant, order_number)


def job_of(remedy: RemedyRow) -> str:
    """The outbox's name for carrying a remedy out: one job per remedy."""
    return f"{JobKind.CARRY_OUT}:{remedy.key}"


def purpose_of(decision: Decision, decision_id: int, line: RemedyLine, case: CaseRow) -> str:
    """What a remedy is for. What has a value, and what changes the plan, is due once per order and row, and for an
    incident where one was decided on; a reactivation or a correction once per case, as it may be due again later. What
    a person decided is for that one decision."""
    if decision.row == BY_A_PERSON:
        return f"{BY_A_PERSON} {decision_id}"
    if line.kind not in _ONCE_AN_ORDER:
        return f"{decision.row} {case.number}"
    return _once_an_order(decision)


def _once_an_order(decision: Decision) -> str:
    facts = [value for reason in decision.reasons for name, value in reason.facts if name == "incident"]
    incident = next((fact["started_at"] for fact in facts if fact), None)
    return decision.row if incident is None else f"{decision.row} {incident}"


def held(session: Session, merchant: str, order: Order, decision: Decision) -> RemedyRow | None:
    """The money that was entered already for the very purpose for which `decision` of a policy would grant it; None
    where it would be entered."""
    for line in plan(decision, order):
        if line.amount is not None:
            found = _rows_for(merchant, order.number, line, _once_an_order(decision))
            live = session.scalar(found.where(RemedyRow.state.not_in(states.UNDONE)))
            if live is not None and live.amount_minor == line.amount.minor:
                return live
    return None


def _rows(
    session: Session, case: CaseRow, decision: DecisionRow, order: Order, confirmation: Confirmation, now: datetime
) -> list[RemedyRow]:
    decided = Decision.from_json(decision.decision)
    lines = plan(decided, Order.from_json(decision.order))
    live = [(line, _live(session, case, line, purpose_of(decided, decision.id, line, case))) for line in lines]
    missing = [line for line, row in live if row is None]
    if missing and case.status in status.CLOSED:
        raise NotAuthorised(f"case {case.number} is {case.status}")
    if missing:
        purposes = {purpose_of(decided, decision.id, line, case) for line in missing}
        _check_not_served_otherwise(session, case, purposes, lines)
        changes.check(session, decision, order)
    balances.draw(session, case.merchant, order, missing)
    return [
        row or _write(session, case, decision, line, purpose_of(decided, decision.id, line, case), confirmation, now)
        for line, row in live
    ]


def _authorise(
    session: Session, case: CaseRow, decision: DecisionRow, order: Order, confirmation: Confirmation
) -> None:
    latest = store.latest_decision(session, case)
    objections = {
        "nobody confirmed it": not confirmation.by.strip() or not confirmation.text.strip(),
        "it was confirmed for something else": not _is_confirmed(decision, confirmation, case),
        "the case has no verified customer": not case.email or not case.order_number,
        "it is another order": case.order_number != order.number or case.merchant != order.merchant,
        "it is another customer": not erased.same(session, case.email, order.customer.email),
        "the decision is of another case": decision.case_id != case.id,
        "the decision is not the latest": latest is None or latest.id != decision.id,
        "the decision approves nothing": decision.outcome != Outcome.APPROVE,
        "the decision was taken on another order": (decision.order or {}).get("number") != order.number,
    }
    found = [objection for objection, holds in objections.items() if holds]
    if found:
        raise NotAuthorised(f"case {case.number}: {'; '.join(found)}")


def _is_confirmed(decision: DecisionRow, confirmation: Confirmation, case: CaseRow) -> bool:
    """Whether the yes was given to what the decision does; what approves nothing is objected to by itself."""
    if decision.outcome != Outcome.APPROVE:
        return True
    return confirmation.act == Act.of(Decision.from_json(decision.decision), case.order_number or "")


def _live(session: Session, case: CaseRow, line: RemedyLine, purpose: str) -> RemedyRow | None:
    row = session.scalar(
        _rows_for(case.merchant, case.order_number, line, purpose).where(RemedyRow.state.not_in(states.UNDONE))
    )
    if row is not None and row.amount_minor != (None if line.amount is None else line.amount.minor):
        raise PurposeTaken(f"case {case.number}: {purpose} was served with {row.amount_minor} {row.currency}")
    if row is not None and row.detail != line.detail:
        raise PurposeTaken(f"case {case.number}: {purpose} was served with {row.detail or 'no detail'}")
    if row is not None and row.items and line.items and row.items != shares_as_json(line.items):
        raise PurposeTaken(f"case {case.number}: {purpose} was served for other lines")
    return row


def _check_not_served_otherwise(
    session: Session, case: CaseRow, purposes: Collection[str], lines: Collection[RemedyLine]
) -> None:
    """Whoever chose one of a row's options has it in the place of the others, and not beside them: a person looks."""
    others = {*_ONCE_AN_ORDER} - {RemedyKind.CANCELLATION} - {line.kind for line in lines}
    served = select(RemedyRow.kind).where(
        RemedyRow.merchant == case.merchant,
        RemedyRow.order_number == case.order_number,
        RemedyRow.purpose.in_(purposes),
        RemedyRow.kind.in_(others),
        RemedyRow.state.not_in(states.UNDONE),
    )
    kind = session.scalar(served.limit(1))
    if kind is not None:
        raise PurposeTaken(f"case {case.number}: {', '.join(sorted(purposes))} was served with a {kind}")


def _write(
    session: Session,
    case: CaseRow,
    decision: DecisionRow,
    line: RemedyLine,
    purpose: str,
    confirmation: Confirmation,
    now: datetime,
) -> RemedyRow:
    undone = (
        _rows_for(case.merchant, case.order_number, line, purpose).where(RemedyRow.state.in_(states.UNDONE)).subquery()
    )
    generation = session.scalar(select(func.count()).select_from(undone))
    what = (case.merchant, case.order_number or "", line.kind, line.payment_id or "", purpose, str(generation))
    remedy = RemedyRow(
        key=hashlib.sha256("\x1f".join(what).encode()).hexdigest(),
        case_id=case.id,
        decision_id=decision.id,
        merchant=case.merchant,
        order_number=case.order_number,
        payment_id=line.payment_id or "",
        kind=line.kind,
        purpose=purpose,
        amount_minor=None if line.amount is None else line.amount.minor,
        currency=None if line.amount is None else line.amount.currency,
        detail=line.detail,
        items=shares_as_json(line.items) or None,
        state=states.REQUESTED,
        confirmed_by=confirmation.by,
        confirmed_at=confirmation.at,
        confirmed_text=confirmation.text,
        created_at=now,
    )
    session.add(remedy)
    try:
        session.flush()
    except IntegrityError as fault:
        raise PurposeTaken(f"case {case.number}: {purpose} was entered at the same moment") from fault
    store.record(
        session, case, confirmation.by, EntryKind.REMEDY_REQUESTED, {"remedy": remedy.id, "kind": remedy.kind}, now
    )
    outbox.enqueue(session, JobKind.CARRY_OUT, {"remedy_id": remedy.id, "case_id": case.id}, now, dedupe=job_of(remedy))
    return remedy


def _rows_for(merchant: str, order_number: str | None, line: RemedyLine, purpose: str) -> Select[RemedyRow]:
    return select(RemedyRow).where(
        RemedyRow.merchant == merchant,
        RemedyRow.order_number == order_number,
        RemedyRow.kind == line.kind,
        RemedyRow.payment_id == (line.payment_id or ""),
        RemedyRow.purpose == purpose,
    )
