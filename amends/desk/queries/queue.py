"""Cases as the queue lists them. Only those of the person's own merchants, whatever is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from amends.cases import status
from amends.conversations.event_kinds import EventKind
from amends.db.tables import (
    ApprovalRow,
    CaseRow,
    ConversationRow,
    DeskCaseRow,
    EventRow,
    LabelRow,
    RulingRow,
    TeamRow,
)
from amends.desk.actor import Actor
from amends.desk.locked_case import find
from amends.desk.queries import own_words, targets
from amends.desk.queries.counting import total
from amends.desk.queries.filters import Filters, Part, conditions, parts
from amends.desk.queries.joins import joined
from amends.desk.queries.targets import Target
from amends.desk.snoozing import asleep
from amends.merchants.desk_targets import Priority

Cases = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """One case of a list. `about`: the problem in the customer's own words, `last_words` the latest of them where
    those are others; empty where they gave none. `taken`: a person has its chat. `waiting`: and the last word there is
    the customer's. `returned`: a second person refused what was asked for, and nobody has decided since. `target`: how
    soon a reply is due, where one is."""

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
    assigned_to: str | None
    assigned_name: str | None
    taken: bool
    waiting: bool
    pending: bool
    returned: bool
    about: str
    last_words: str
    labels: tuple[str, ...]
    channel: str | None = None
    snoozed_until: datetime | None = None
    priority: str = Priority.NORMAL
    target: Target | None = None
    team: str | None = None
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.status not in status.CLOSED


def queue(
    session: Session, actor: Actor, filters: Filters, now: datetime, offset: int, limit: int
) -> tuple[list[Line], int]:
    """A page of cases, the longest overdue first and undated ones last, and how many there are in all. What is due is
    the reply or the promised answer, whichever is sooner. Of those with the same due time, as of a night, the one that
    was opened first comes first. Before them those that are closed and whose chat a person still has: the customer may
    write there, and nothing is due."""
    return page(session, actor, filters, now, offset, limit), total(session, actor, filters, now)


def page(session: Session, actor: Actor, filters: Filters, now: datetime, offset: int, limit: int) -> list[Line]:
    """The same without how many there are."""
    chosen = [_keyed(part, filters) for part in parts(session, actor, filters, now)]
    found = union_all(*chosen).subquery()
    by = [found.c[f"key_{at}"].desc() if is_down else found.c[f"key_{at}"] for at, is_down in _directions(filters)]
    ids = session.scalars(select(found.c.case_id).order_by(*by).offset(offset).limit(limit)).all()
    lines = {line.id: line for line in _lines(session, now, lambda cases: cases.where(CaseRow.id.in_(ids)))}
    return [lines[each] for each in ids if each in lines]


def _keyed(part: Part, filters: Filters) -> Select[*tuple[Any, ...]]:
    """The ids of its cases, each with what it is sorted by."""
    order = _order(filters, is_plain=part.is_plain)
    keys = [key.label(f"key_{at}") for at, (key, _) in enumerate(order)]
    chat = not part.is_plain or bool(filters.channel)
    reply = bool(filters.reply) or filters.sort in _BY_REPLY
    return joined(select(CaseRow.id.label("case_id"), *keys), chat=chat, reply=reply).where(*part.which)


def _directions(filters: Filters) -> Iterable[tuple[int, bool]]:
    return enumerate(is_down for _, is_down in _order(filters))


def after(
    session: Session, actor: Actor, filters: Filters, now: datetime, number: str | None, limit: int
) -> list[Line]:
    """Cases in the order in which they came to be, those after the one of that number; from the first on for None. The
    newest come first, with the sort "oldest" the oldest. What changes between two looks makes no case appear twice, and
    none that stays be left out. NotFound for a number that is no case of the actor's."""
    narrowed = conditions(session, actor, filters, now)
    oldest_first = filters.sort == "oldest"
    if number is not None:
        at = find(session, actor, "see", number).id
        narrowed.append(CaseRow.id > at if oldest_first else CaseRow.id < at)
    order = CaseRow.id if oldest_first else CaseRow.id.desc()
    return _lines(session, now, lambda cases: cases.where(*narrowed).order_by(order).limit(limit))


def line(session: Session, actor: Actor, number: str, now: datetime) -> Line:
    """One case as a list has it. NotFound, NotPermitted."""
    case_id = find(session, actor, "see", number).id
    return _lines(session, now, lambda cases: cases.where(CaseRow.id == case_id))[0]


def _lines(session: Session, now: datetime, chosen: Callable[[Cases], Cases]) -> list[Line]:
    """Those that are `chosen` of all cases."""
    cases = joined(
        select(
            CaseRow,
            DeskCaseRow.assigned_to,
            DeskCaseRow.assigned_name,
            ConversationRow.owner,
            ConversationRow.channel,
            asleep(now).label("asleep"),
            DeskCaseRow.snoozed_until,
            DeskCaseRow.priority,
            TeamRow.name.label("team"),
            *targets.COLUMNS,
        )
    ).outerjoin(TeamRow, TeamRow.id == DeskCaseRow.team_id)
    rows = session.execute(chosen(cases)).all()
    ids = [row.id for row, *_ in rows]
    talks = [row.conversation_id for row, *_ in rows if row.conversation_id]
    spoke, said = last_speakers(session, talks), own_words.by_conversation(session, talks)
    marks, pending, returned = _labels(session, ids), _pending(session, ids), turned_down(session, ids)

    def words(row: CaseRow) -> own_words.OwnWords:
        """What the bot was told when it asked what went wrong, before anything else that was said."""
        typed = said.get(row.conversation_id or "", own_words.OwnWords())
        answered = str(row.claim.get("explanation") or "")
        return replace(typed, told=answered) if own_words.is_sentence(answered) else typed

    return [
        Line(
            id=row.id,
            number=row.number,
            merchant=row.merchant,
            status=row.status,
            issue=row.issue,
            order_number=row.order_number,
            email=row.email,
            language=row.language,
            opened_at=row.opened_at,
            due_at=row.due_at,
            assigned_to=who,
            assigned_name=name,
            taken=owner == "person",
            waiting=owner == "person" and spoke.get(row.conversation_id or "") == "customer",
            pending=row.id in pending,
            returned=row.id in returned and row.status not in status.CLOSED,
            about=(told := words(row)).told,
            last_words="" if told.last.split() == told.told.split() else told.last,
            labels=marks[row.id],
            channel=channel,
            snoozed_until=until if sleeps else None,
            priority=priority or Priority.NORMAL,
            target=targets.of(*target),
            team=team,
            closed_at=row.closed_at,
        )
        for row, who, name, owner, channel, sleeps, until, priority, team, *target in rows
    ]


_BY_REPLY = frozenset({"", "reply", "priority"})


def _order(filters: Filters, *, is_plain: bool = False) -> list[tuple[Any, bool]]:
    """By what, and whether the greatest comes first. What nobody has, or has no address, comes last."""
    match filters.sort:
        case "newest":
            return [(CaseRow.opened_at, True), (CaseRow.id, True)]
        case "oldest":
            return _up(CaseRow.opened_at, CaseRow.id)
        case "customer":
            return _up(CaseRow.email.is_(None), func.lower(CaseRow.email), CaseRow.id)
        case "status":
            return _up(CaseRow.status, CaseRow.due_at, CaseRow.id)
        case "reply":
            return _up(targets.DUE.is_(None), targets.DUE, CaseRow.due_at, CaseRow.id)
        case "priority":
            return _up(_PRESSES, _SOONEST, CaseRow.id)
        case "with":
            return _up(DeskCaseRow.assigned_name.is_(None), DeskCaseRow.assigned_name, CaseRow.due_at, CaseRow.id)
    if filters.view == "closed":
        return [(CaseRow.closed_at, True), (CaseRow.id, True)]
    still_talking = and_(ConversationRow.owner == "person", CaseRow.closed_at.is_not(None))
    dated = or_(CaseRow.due_at.is_not(None), targets.DUE.is_not(None))
    steps = [(dated, 1)] if is_plain else [(still_talking, 0), (dated, 1)]
    return _up(case(*steps, else_=2), _SOONEST, CaseRow.id)


def _up(*keys: Any) -> list[tuple[Any, bool]]:
    return [(key, False) for key in keys]


_SOONEST = case(
    (and_(targets.DUE.is_not(None), or_(CaseRow.due_at.is_(None), CaseRow.due_at > targets.DUE)), targets.DUE),
    else_=CaseRow.due_at,
)
"""The reply or the promised answer, whichever is due first."""
_PRESSES = case(
    {priority: -at for at, priority in enumerate(Priority)}, value=func.coalesce(DeskCaseRow.priority, Priority.NORMAL)
)
"""The most urgent first."""


def labels(session: Session, actor: Actor) -> list[str]:
    """Every label in use at the person's merchants."""
    used = select(LabelRow.label).join(CaseRow, CaseRow.id == LabelRow.case_id).distinct()
    return list(session.scalars(used.where(CaseRow.merchant.in_(actor.merchants)).order_by(LabelRow.label)))


def labels_in_use(session: Session, merchant: str) -> list[tuple[str, int]]:
    """Every label of one merchant's cases, and on how many it is."""
    used = select(LabelRow.label, func.count()).join(CaseRow, CaseRow.id == LabelRow.case_id)
    grouped = used.where(CaseRow.merchant == merchant).group_by(LabelRow.label).order_by(LabelRow.label)
    return [(str(label), count) for label, count in session.execute(grouped)]


def last_speakers(session: Session, conversations: Sequence[str]) -> dict[str, str]:
    """Who said the last thing in each: `customer`, `agent`, `bot`."""
    kinds = (EventKind.MESSAGE, EventKind.REPLY, EventKind.FILE)
    spoken = select(EventRow.conversation_id, func.max(EventRow.seq).label("seq"))
    spoken = spoken.where(EventRow.conversation_id.in_(conversations), EventRow.kind.in_(kinds))
    last = spoken.group_by(EventRow.conversation_id).subquery()
    here = and_(last.c.conversation_id == EventRow.conversation_id, last.c.seq == EventRow.seq)
    rows = session.execute(select(EventRow.conversation_id, EventRow.author).join(last, here))
    return {row.conversation_id: row.author for row in rows}


def _labels(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in session.scalars(select(LabelRow).where(LabelRow.case_id.in_(ids)).order_by(LabelRow.label)):
        found[row.case_id] += (row.label,)
    return found


def _pending(session: Session, ids: Sequence[int]) -> set[int]:
    waiting = select(ApprovalRow.case_id).where(ApprovalRow.case_id.in_(ids), ApprovalRow.state == "pending")
    return set(session.scalars(waiting))


def turned_down(session: Session, ids: Sequence[int]) -> set[int]:
    """Of these cases, those whose latest request for a second person was refused by one, with no decision since."""
    latest = select(func.max(ApprovalRow.id)).where(ApprovalRow.case_id.in_(ids)).group_by(ApprovalRow.case_id)
    ruled = select(RulingRow.decision_id).where(
        RulingRow.case_id == ApprovalRow.case_id, RulingRow.at >= ApprovalRow.settled_at
    )
    refused = select(ApprovalRow.case_id).where(
        ApprovalRow.id.in_(latest),
        ApprovalRow.state == "refused",
        ApprovalRow.settled_by != ApprovalRow.asked_by,
        ~ruled.exists(),
    )
    return set(session.scalars(refused))
