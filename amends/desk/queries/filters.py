"""Which cases a list of the queue has: one of its tabs, narrowed by filters, or whatever a search finds."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import Session

from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, LabelRow
from amends.desk.actor import Actor
from amends.desk.queries import tabs, targets
from amends.desk.queries.search import found
from amends.merchants.desk_targets import Priority

COLUMNS = ("customer", "issue", "words", "status", "with")
"""Those of a list that can be left out; when it is due and its number always stand there."""
SORTS = ("reply", "priority", "newest", "oldest", "customer", "status", "with")
"""Beside the usual order by when an answer is due."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty: not narrowed by it. `view` is a tab, `reply` one of REPLIES
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
            or self.team
        )


def conditions(session: Session, actor: Actor, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    """For a statement that joins what lists do (amends/desk/queries/joins.py)."""
    narrowed = _narrowed(session, actor, filters, now)
    if filters.view and not filters.q:
        narrowed.append(tabs.of_any(filters.view, actor, now))
    return narrowed


@dataclass(frozen=True)
class Part:
    """Some of a list's cases. `is_plain`: all of them are (amends/desk/queries/tabs.py)."""

    which: tuple[ColumnElement[bool], ...]
    is_plain: bool = False


def parts(session: Session, actor: Actor, filters: Filters, now: datetime) -> list[Part]:
    """The same list in parts that have no case in common, each of which the database finds quickly."""
    if filters.q or filters.view not in tabs.WORK:
        return [Part(tuple(conditions(session, actor, filters, now)))]
    narrowed = _narrowed(session, actor, filters, now)
    return [
        Part((*narrowed, *tabs.PLAIN, tabs.of_plain(filters.view, actor, now)), is_plain=True),
        Part((*narrowed, tabs.others(session), tabs.of_any(filters.view, actor, now))),
    ]


def _narrowed(session: Session, actor: Actor, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    """By all but the tab."""
    narrowed: list[ColumnElement[bool]] = [CaseRow.merchant.in_(actor.merchants)]
    if filters.q:
        narrowed.append(found(session, filters.q))
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
