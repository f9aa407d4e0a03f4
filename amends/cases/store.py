"""Cases in the database: opened, filled in, moved, decided. Every change leaves a line in the case's timeline."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from amends.audit.chain import salted_digest
from amends.audit.log import append
from amends.cases import approvals, moved, numbers, status
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db import erased
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import DeskCaseRow
from amends.db.locks import lock_name
from amends.db.remedy_tables import RemedyRow
from amends.db.upsert import insert
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.pseudonyms import is_pseudonym


def open_case(
    session: Session,
    *,
    merchant: str,
    conversation_id: str | None,
    language: str,
    order_number: str | None,
    email: str | None,
    claim: Claim,
    now: datetime,
) -> CaseRow:
    """The case for a claim. `order_number` and `email` are verified ones, or None.

    A case of the same order and issue that is not yet final goes on; otherwise a new one opens. Either way the
    first date on which the customer told us about it holds (docs/decision-table.md, part 1). It goes on in this
    conversation, unless a person is talking with the customer in the one it has.
    """
    going = None
    if order_number is not None and email is not None:
        lock_name(session, "case", merchant, order_number, claim.issue)
        earlier = _about(session, merchant, order_number, claim.issue)
        claim = replace(claim, opened_at=min([claim.opened_at, *(case.opened_at for case in earlier)]))
        going = _going(session, earlier, email)
    if going is not None:
        go_on(session, going, conversation_id, language, claim, now)
        return going
    case = CaseRow(
        number=_free_number(session),
        merchant=merchant,
        conversation_id=conversation_id,
        language=language,
        order_number=order_number,
        email=email,
        issue=claim.issue,
        status=CaseStatus.COLLECTING,
        claim=claim.as_json(),
        opened_at=claim.opened_at,
        created_at=now,
    )
    session.add(case)
    session.flush()
    record(session, case, "customer", EntryKind.OPENED, {"issue": claim.issue}, now)
    return case


def going(session: Session, merchant: str, order_number: str, issue: str, email: str) -> CaseRow | None:
    """The newest case of that customer about this order and issue that is not yet final."""
    return _going(session, _about(session, merchant, order_number, issue), email)


def update_claim(session: Session, case: CaseRow, claim: Claim, now: datetime, by: str = "") -> None:
    """Keep what the customer told since. The case's first date stays. `by` is the id of whoever at the desk wrote it
    down."""
    case.opened_at = min(case.opened_at, claim.opened_at)
    case.issue = claim.issue
    told = replace(claim, opened_at=case.opened_at).as_json()
    if told != case.claim:
        case.claim = told
        approvals.expire(session, case, now, by)
    session.flush()


def identify(session: Session, case: CaseRow, order_number: str, email: str, now: datetime) -> None:
    """The case is that customer's, about that order; both were matched with the order system."""
    case.order_number, case.email = order_number, email
    update_claim(session, case, replace(Claim.from_json(case.claim), order_number=order_number, email=email), now)


def promise_earlier(session: Session, case: CaseRow, due_at: datetime, actor: str, now: datetime) -> None:
    """A case that a person has is to be answered by `due_at`, unless an earlier instant is promised already."""
    session.refresh(case, ["status", "due_at"], with_for_update=True)
    if case.due_at is not None and due_at < case.due_at:
        case.due_at = due_at
        record(session, case, actor, EntryKind.PROMISED_EARLIER, {"due_at": due_at.isoformat()}, now)


def record(session: Session, case: CaseRow, actor: str, kind: EntryKind, body: dict[str, Any], now: datetime) -> None:
    """One line of the timeline. `body` holds JSON values."""
    session.add(CaseEntryRow(case_id=case.id, at=now, actor=actor, kind=kind, body=body))


def by_number(session: Session, merchant: str, number: str, email: str) -> CaseRow | None:
    """The case of that number, for the person whose verified e-mail it holds; None for anybody else."""
    case = session.scalar(select(CaseRow).where(CaseRow.merchant == merchant, CaseRow.number == numbers.read(number)))
    return case if case is not None and erased.same(session, case.email, email) else None


def move(session: Session, case: CaseRow, to: str, actor: str, now: datetime, due_at: datetime | None = None) -> None:
    """Change the status by its table. `review` and `waiting` need `due_at`, the others have none (ValueError)."""
    session.flush()
    session.refresh(case, ["status", "due_at"], with_for_update=True)  # somebody else may have moved it meanwhile
    status.check(case.status, to)
    if (due_at is not None) != (to in status.DATED):
        raise ValueError(f"{to} {'needs' if due_at is None else 'has no'} due time")
    body = {"from": case.status, "to": to, "due_at": None if due_at is None else due_at.isoformat()}
    record(session, case, actor, EntryKind.STATUS, body, now)
    case.status = to
    case.due_at = due_at
    case.closed_at = now if to in status.CLOSED else None
    approvals.expire(session, case, now, actor)
    session.flush()


def save_decision(
    session: Session,
    case: CaseRow,
    order: Order | None,
    claim: Claim,
    decision: Decision,
    now: datetime,
    by: str = "bot",
) -> DecisionRow:
    """Keep a decision with all it was made from, so that it can be replayed. `by` is `bot` or an agent's id.

    The audit log has its digest, with a salt that stands in the timeline: a decision that was changed afterwards does
    not fit it.
    """
    row = DecisionRow(
        case_id=case.id,
        at=now,
        outcome=decision.outcome,
        row=decision.row,
        order=None if order is None else order.document,
        claim=claim.as_json(),
        decision=decision.as_json(),
    )
    session.add(row)
    session.flush()
    approvals.expire(session, case, now, by)
    body = {"decision": row.id, "outcome": row.outcome, "row": row.row}
    salt, digest = salted_digest([row.order, row.claim, row.decision])
    record(session, case, by, EntryKind.DECISION, {**body, "salt": salt}, now)
    whole = {**body, "sha256": digest}
    append(session, merchant=case.merchant, actor=by, action="decision", subject=case.number, body=whole, now=now)
    return row


def desk_row(session: Session, case_id: int) -> DeskCaseRow:
    """What the desk knows about a case; begun where it knew nothing."""
    session.execute(insert(session, DeskCaseRow).values(case_id=case_id, reopened=0).on_conflict_do_nothing())
    return session.get_one(DeskCaseRow, case_id)


def latest_decision(session: Session, case: CaseRow) -> DecisionRow | None:
    """The last decision taken on the case, or None."""
    return session.scalar(_LATEST, {"case": case.id})


def settled_before(session: Session, merchant: str, order_number: str, issue: str) -> CaseRow | None:
    """The newest case about this order and issue in which something was granted and done; None where there is none."""
    about = _about(session, merchant, order_number, issue)
    return next((case for case in about if case.status == CaseStatus.RESOLVED and has_remedies(session, case)), None)


def closed_before(session: Session, merchant: str, order_number: str, issue: str, email: str) -> CaseRow | None:
    """The newest case of that customer about this order and issue, where it is denied, or something was granted in it
    and done; None where the newest is anything else."""
    found = newest(session, merchant, order_number, issue, email)
    if found is None:
        return None
    is_done = found.status == CaseStatus.RESOLVED and has_remedies(session, found)
    return found if found.status == CaseStatus.DENIED or is_done else None


def all_closed(session: Session, merchant: str, order_number: str, issue: str, email: str) -> list[CaseRow]:
    """The same ones, newest first; none where the newest is anything else."""
    if closed_before(session, merchant, order_number, issue, email) is None:
        return []
    about = [case for case in _about(session, merchant, order_number, issue) if erased.same(session, case.email, email)]
    return [
        case
        for case in about
        if case.status == CaseStatus.DENIED or (case.status == CaseStatus.RESOLVED and has_remedies(session, case))
    ]


def newest(session: Session, merchant: str, order_number: str, issue: str, email: str) -> CaseRow | None:
    """The newest case of that customer about this order and issue, apart from those that were left."""
    about = _about(session, merchant, order_number, issue)
    found = next((case for case in about if case.status not in {CaseStatus.MERGED, CaseStatus.ABANDONED}), None)
    return found if found is not None and erased.same(session, found.email, email) else None


def has_remedies(session: Session, case: CaseRow) -> bool:
    """Whether anything was entered in the ledger for it; a person may close a case without."""
    return session.scalar(select(RemedyRow.id).where(RemedyRow.case_id == case.id).limit(1)) is not None


def go_on(
    session: Session, case: CaseRow, conversation_id: str | None, language: str, claim: Claim, now: datetime
) -> None:
    """The case goes on with that claim, and in that conversation unless it was taken from it with a code, or a person
    is talking with the customer where it is."""
    if not moved.has_left(session, case, conversation_id):
        if not _is_with_a_person(session, case):
            case.conversation_id = conversation_id or case.conversation_id
        case.language = language
    if case.status == CaseStatus.ABANDONED:
        move(session, case, CaseStatus.COLLECTING, "customer", now)
    update_claim(session, case, claim, now)


def go_over_to(session: Session, conversation_id: str, language: str) -> None:
    """The chat goes on in `language`, and so do the letters of its cases."""
    session.execute(update(CaseRow).where(CaseRow.conversation_id == conversation_id).values(language=language))


def _going(session: Session, about: list[CaseRow], email: str) -> CaseRow | None:
    """One that was abandoned and then erased does not go on: what it was about is known to nobody."""
    going = (case for case in about if case.status not in status.FINAL and not is_pseudonym(case.email))
    return next((case for case in going if erased.same(session, case.email, email)), None)


def _is_with_a_person(session: Session, case: CaseRow) -> bool:
    talk = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
    return talk is not None and talk.owner == "person"


def _about(session: Session, merchant: str, order_number: str, issue: str) -> list[CaseRow]:
    """Cases of customers who were verified for that order, newest first."""
    return list(session.scalars(_ABOUT, {"merchant": merchant, "order": order_number, "issue": issue}))


# Asked several times a message, and so built once.
_ABOUT = (
    select(CaseRow)
    .where(
        CaseRow.merchant == bindparam("merchant"),
        CaseRow.order_number == bindparam("order"),
        CaseRow.issue == bindparam("issue"),
        CaseRow.email.is_not(None),
    )
    .order_by(CaseRow.id.desc())
)
_LATEST = select(DecisionRow).where(DecisionRow.case_id == bindparam("case")).order_by(DecisionRow.id.desc()).limit(1)


def _free_number(session: Session) -> str:
    number = numbers.mint()
    while session.scalar(select(func.count()).where(CaseRow.number == number)):
        number = numbers.mint()
    return number
