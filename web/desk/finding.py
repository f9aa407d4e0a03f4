"""Cases as the queue lists them. Only those of the person's own merchants, whatever is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from amends.cases import numbers, status
from amends.db.tables import (
    ApprovalRow,
    CaseRow,
    ConversationRow,
    DeskCaseRow,
    EventRow,
    LabelRow,
)
from amends.desk.actor import Actor

OPEN = tuple(sorted(set(status.MEANING) - status.CLOSED))


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty: not narrowed by it. `view` is one of the tabs of the page."""

    view: str = "todo"
    q: str = ""
    merchant: str = ""
    status: str = ""
    issue: str = ""
    label: str = ""

    def as_query(self) -> dict[str, str]:
        return asdict(self)

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.merchant or self.status or self.issue or self.label)


@dataclass(frozen=True)
class Line:
    """One case of a list. `waiting`: the last word in the chat is the customer's, and a person has it."""

    id: int
    number: str
    merchant: str
    status: str
    issue: str
    order_number: str | None
    email: str | None
    language: str
    opened_at: datetime
    due_at: datetime | None
    assigned_name: str | None
    waiting: bool
    pending: bool
    last_words: str | None
    labels: tuple[str, ...]

    @property
    def open(self) -> bool:
        return self.status not in status.CLOSED


def queue(
    session: Session, actor: Actor, filters: Filters, now: datetime, offset: int, limit: int
) -> tuple[list[Line], int]:
    """A page of cases, the longest overdue first and undated ones last, and how many there are in all."""
    conditions = _conditions(actor, filters, now)
    joined = _joined(select(CaseRow, DeskCaseRow.assigned_name, ConversationRow.owner)).where(*conditions)
    total = session.scalar(_joined(select(func.count(CaseRow.id))).where(*conditions)) or 0
    closed_last = CaseRow.closed_at.desc() if filters.view == "closed" else CaseRow.due_at.asc()
    page = joined.order_by(CaseRow.due_at.is_(None), closed_last, CaseRow.id.desc()).offset(offset).limit(limit)
    rows = session.execute(page).all()
    ids = [case.id for case, _, _ in rows]
    said = _last_words(session, [case.conversation_id for case, _, _ in rows if case.conversation_id])
    marks, pending = _labels(session, ids), _pending(session, ids)
    return [
        Line(
            id=case.id,
            number=case.number,
            merchant=case.merchant,
            status=case.status,
            issue=case.issue,
            order_number=case.order_number,
            email=case.email,
            language=case.language,
            opened_at=case.opened_at,
            due_at=case.due_at,
            assigned_name=assigned,
            waiting=owner == "person" and said.get(case.conversation_id, ("", ""))[1] == "customer",
            pending=case.id in pending,
            last_words=said.get(case.conversation_id, ("", ""))[0],
            labels=marks[case.id],
        )
        for case, assigned, owner in rows
    ], total


def labels(session: Session, actor: Actor) -> list[str]:
    """Every label in use at the person's merchants."""
    used = select(LabelRow.label).join(CaseRow, CaseRow.id == LabelRow.case_id).distinct()
    return list(session.scalars(used.where(CaseRow.merchant.in_(actor.merchants)).order_by(LabelRow.label)))


def _joined(statement: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    return (
        statement.select_from(CaseRow)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .outerjoin(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
    )


def _conditions(actor: Actor, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    taken = ConversationRow.owner == "person"
    views: dict[str, ColumnElement[bool]] = {
        "todo": or_(CaseRow.status == status.REVIEW, and_(taken, CaseRow.status.in_(OPEN))),
        "mine": and_(DeskCaseRow.assigned_to == actor.id, CaseRow.status.in_(OPEN)),
        "free": and_(DeskCaseRow.assigned_to.is_(None), CaseRow.status == status.REVIEW),
        "late": and_(CaseRow.status == status.REVIEW, CaseRow.due_at < now),
        "open": CaseRow.status.in_(OPEN),
        "closed": CaseRow.status.in_(tuple(status.CLOSED)),
    }
    conditions = [CaseRow.merchant.in_(actor.merchants)]
    if not filters.q:
        conditions.append(views[filters.view])
    else:
        conditions.append(_found(filters.q))
    if filters.merchant:
        conditions.append(CaseRow.merchant == filters.merchant)
    if filters.status:
        conditions.append(CaseRow.status == filters.status)
    if filters.issue:
        conditions.append(CaseRow.issue == filters.issue)
    if filters.label:
        conditions.append(exists().where(LabelRow.case_id == CaseRow.id, LabelRow.label == filters.label))
    return conditions


def _found(q: str) -> ColumnElement[bool]:
    """A case number however it was written, a part of an order number or e-mail address, or words of the customer."""
    said = exists().where(
        EventRow.conversation_id == CaseRow.conversation_id,
        EventRow.author == "customer",
        EventRow.body["text"].as_string().icontains(q, autoescape=True),
    )
    return or_(
        CaseRow.number == numbers.read(q)[:12],
        CaseRow.order_number.icontains(q, autoescape=True),
        CaseRow.email.icontains(q, autoescape=True),
        said,
    )


def _last_words(session: Session, conversations: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The customer's last message by conversation, and who spoke last in it."""
    kinds = ("message", "reply", "file")
    spoken = select(
        EventRow.conversation_id,
        func.max(EventRow.seq).label("seq"),
        func.max(EventRow.seq).filter(EventRow.author == "customer", EventRow.kind == "message").label("words"),
    )
    spoken = spoken.where(EventRow.conversation_id.in_(conversations), EventRow.kind.in_(kinds))
    last = spoken.group_by(EventRow.conversation_id).subquery()
    rows = session.execute(
        select(EventRow.conversation_id, EventRow.seq, EventRow.author, EventRow.body, last.c.seq, last.c.words)
        .join(last, last.c.conversation_id == EventRow.conversation_id)
        .where(EventRow.seq.in_((last.c.seq, last.c.words)))
    )
    words: dict[str, str] = {}
    speaker: dict[str, str] = {}
    for conversation, seq, author, body, newest, customers in rows:
        if seq == customers:
            words[conversation] = str(body.get("text", ""))
        if seq == newest:
            speaker[conversation] = author
    return {each: (words.get(each, ""), speaker.get(each, "")) for each in {*words, *speaker}}


def _labels(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in session.scalars(select(LabelRow).where(LabelRow.case_id.in_(ids)).order_by(LabelRow.label)):
        found[row.case_id] += (row.label,)
    return found


def _pending(session: Session, ids: Sequence[int]) -> set[int]:
    waiting = select(ApprovalRow.case_id).where(ApprovalRow.case_id.in_(ids), ApprovalRow.state == "pending")
    return set(session.scalars(waiting))
