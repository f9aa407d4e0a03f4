"""Which cases a list of the queue has: one of its tabs, narrowed by filters, or whatever a search finds."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_
from sqlalchemy.orm import Session

from amends.cases import status
from amends.cases.status import CaseStatus
from amends.db.tables import ApprovalRow, CaseRow, ConversationRow, DeskCaseRow, LabelRow
from amends.desk.actor import Actor
from amends.desk.queries import targets
from amends.desk.queries.search import found
from amends.desk.snoozing import asleep, awake
from amends.merchants.desk_targets import Priority

COLUMNS = ("customer", "issue", "words", "status", "with")
"""Those of a list that can be left out; when it is due and its number always stand there."""
SORTS = ("reply", "priority", "newest", "oldest", "customer", "status", "with")
"""Beside the usual order by when an answer is due."""
OPEN = tuple(sorted(set(CaseStatus) - status.CLOSED))


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty: not narrowed by it. `view` is one of the `tabs`, `reply` one of REPLIES
    (amends/desk/queries/targets.py). `sort` is one of SORTS, and `hide` some of COLUMNS with commas between."""

    view: str = "todo"
    q: str = ""
    merchant: str = ""
    status: str = ""
    issue: str = ""
    label: str = ""
    channel: str = ""
    priority: str = ""
    reply: str = ""
    team: str = ""
    sort: str = ""
    hide: str = ""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that are left out."""
        return tuple(each for each in self.hide.split(",") if each in COLUMNS)

    def as_query(self) -> dict[str, str]:
        return asdict(self)

    @property
    def narrows(self) -> bool:
        return bool(
            self.q
            or self.merchant
            or self.status
            or self.issue
            or self.label
            or self.channel
            or self.priority
            or self.reply
        )


def conditions(session: Session, actor: Actor, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    """For a statement that has the case, and the desk's row, the conversation and the open reply target of it where
    there are any."""
    narrowed: list[ColumnElement[bool]] = [CaseRow.merchant.in_(actor.merchants)]
    if filters.q:
        narrowed.append(found(session, filters.q))
    elif filters.view:
        narrowed.append(tabs(actor, now)[filters.view])
    if filters.merchant:
        narrowed.append(CaseRow.merchant == filters.merchant)
    if filters.status:
        narrowed.append(CaseRow.status == filters.status)
    if filters.issue:
        narrowed.append(CaseRow.issue == filters.issue)
    if filters.channel:
        narrowed.append(ConversationRow.channel == filters.channel)
    if filters.priority:
        narrowed.append(func.coalesce(DeskCaseRow.priority, Priority.NORMAL) == filters.priority)
    if filters.team:
        narrowed.append(DeskCaseRow.team_id == int(filters.team))
    if filters.reply:
        narrowed.append(targets.REPLIES[filters.reply](now))
    if filters.label:
        narrowed.append(exists().where(LabelRow.case_id == CaseRow.id, LabelRow.label == filters.label))
    return narrowed


def taken() -> ColumnElement[bool]:
    """A person has the chat of the case: that of an open one, or that of a closed one which is still about it."""
    its_own = or_(ConversationRow.case_id == CaseRow.id, CaseRow.status == CaseStatus.MERGED)
    with_person = ConversationRow.owner == literal("person", literal_execute=True)  # as its index has it
    return and_(with_person, or_(CaseRow.status.in_(OPEN), its_own))


def tabs(actor: Actor, now: datetime) -> dict[str, ColumnElement[bool]]:
    """Which cases stand in each tab. `second`: somebody else's decision on it waits for a second person.

    A chat that a person has is in the tabs of work to do whatever became of its case: the bot is silent there, and
    nobody else would see that the customer writes.
    """
    under_way = or_(CaseRow.status.in_(OPEN), taken())
    return {
        "todo": and_(or_(CaseRow.status == CaseStatus.REVIEW, taken()), awake(now)),
        "mine": and_(DeskCaseRow.assigned_to == actor.id, under_way, awake(now)),
        "free": and_(DeskCaseRow.assigned_to.is_(None), CaseRow.status == CaseStatus.REVIEW, awake(now)),
        "snoozed": and_(under_way, asleep(now)),
        "late": and_(CaseRow.status == CaseStatus.REVIEW, CaseRow.due_at < now),
        "second": exists().where(
            ApprovalRow.case_id == CaseRow.id, ApprovalRow.state == "pending", ApprovalRow.asked_by != actor.id
        ),
        "open": under_way,
        "closed": CaseRow.status.in_(tuple(status.CLOSED)),
    }
