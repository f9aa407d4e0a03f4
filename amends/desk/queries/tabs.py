"""Which cases stand in each tab of the queue.

A chat that a person has is in the tabs of work to do whatever became of its case: the bot is silent there, and nobody
else would see that the customer writes.

Nearly all open cases are plain: the bot has the chat, and nobody has put the case off. In which tabs a plain case
stands follows from its status, its promise and who has it; only the few others are looked at whole. That is what makes
a list of ten thousand cases quick (benchmarks/desk/README.md).
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, literal, or_, select, true, union
from sqlalchemy.orm import Session

from amends.cases import status
from amends.cases.status import CaseStatus
from amends.db.tables import ApprovalRow, CaseRow, ConversationRow, DeskCaseRow
from amends.desk.actor import Actor
from amends.desk.snoozing import asleep, awake

OPEN = tuple(sorted(set(CaseStatus) - status.CLOSED))
_IN_REVIEW = CaseRow.status == CaseStatus.REVIEW
_FREE = DeskCaseRow.assigned_to.is_(None)
_WITH_PERSON = ConversationRow.owner == literal("person", literal_execute=True)  # as its index has it
_CHATS = select(ConversationRow.id).where(_WITH_PERSON)

PLAIN: tuple[ColumnElement[bool], ...] = (
    CaseRow.closed_at.is_(None),
    DeskCaseRow.snoozed_until.is_(None),
    or_(CaseRow.conversation_id.is_(None), CaseRow.conversation_id.not_in(_CHATS)),
)
"""For a statement that has the case, and what the desk knows of it."""
WORK = frozenset({"todo", "mine", "free", "snoozed", "late", "open"})
"""Tabs that have no case but of these two kinds."""


def others(session: Session) -> ColumnElement[bool]:
    """All that are not plain and stand in a tab of WORK; with closed ones that stand in none. By their ids, which the
    database finds by indexes: as a part of a statement it would look through all cases instead."""
    ids = union(
        select(CaseRow.id).where(CaseRow.conversation_id.in_(_CHATS)),
        select(DeskCaseRow.case_id).where(DeskCaseRow.snoozed_until.is_not(None)),
    )
    return CaseRow.id.in_(session.scalars(ids).all())


def taken() -> ColumnElement[bool]:
    """A person has the chat of the case: that of an open one, or that of a closed one which is still about it."""
    its_own = or_(ConversationRow.case_id == CaseRow.id, CaseRow.status == CaseStatus.MERGED)
    return and_(_WITH_PERSON, or_(CaseRow.status.in_(OPEN), its_own))


def of_plain(tab: str, actor: Actor | None, now: datetime) -> ColumnElement[bool]:
    """Whether a plain case stands in that tab of WORK. Only `mine` and `second` ask whose."""
    match tab:
        case "todo":
            return _IN_REVIEW
        case "mine":
            return _has_it(actor)
        case "free":
            return and_(_FREE, _IN_REVIEW)
        case "late":
            return and_(_IN_REVIEW, CaseRow.due_at < now)
        case "snoozed":
            return false()
        case _:
            return true()


def of_any(tab: str, actor: Actor | None, now: datetime) -> ColumnElement[bool]:
    """Whether a case stands in that tab, for a statement that has its conversation too. `second`: somebody else's
    decision on it waits for a second person."""
    match tab:
        case "todo":
            return and_(or_(_IN_REVIEW, taken()), awake(now))
        case "mine":
            return and_(_has_it(actor), _under_way(), awake(now))
        case "free":
            return and_(_FREE, _IN_REVIEW, awake(now))
        case "snoozed":
            return and_(_under_way(), asleep(now))
        case "late":
            return and_(_IN_REVIEW, CaseRow.due_at < now)
        case "second":
            return exists().where(
                ApprovalRow.case_id == CaseRow.id, ApprovalRow.state == "pending", ApprovalRow.asked_by != _id(actor)
            )
        case "closed":
            return CaseRow.status.in_(tuple(status.CLOSED))
        case _:
            return _under_way()


def _under_way() -> ColumnElement[bool]:
    return or_(CaseRow.status.in_(OPEN), taken())


def _has_it(actor: Actor | None) -> ColumnElement[bool]:
    return DeskCaseRow.assigned_to == _id(actor)


def _id(actor: Actor | None) -> str:
    assert actor is not None, "whose cases?"
    return actor.id
