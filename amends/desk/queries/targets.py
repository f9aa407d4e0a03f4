"""Open reply targets, as lists of cases and the page of one show, sort and filter by them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from amends.db.tables import CaseRow, ReplyTargetRow
from amends.desk.targets.clock import Waits

SOON = timedelta(hours=1)
OPEN = and_(ReplyTargetRow.case_id == CaseRow.id, ReplyTargetRow.ended_at.is_(None))
"""Joins a case with its open target."""
DUE = ReplyTargetRow.due_at
COLUMNS = (ReplyTargetRow.waits, ReplyTargetRow.due_at, ReplyTargetRow.since, ReplyTargetRow.missed)
REPLIES: Mapping[str, Callable[[datetime], ColumnElement[bool]]] = {
    "late": lambda now: now >= DUE,
    "soon": lambda now: and_(now < DUE, now + SOON >= DUE),
    "running": lambda _now: DUE.is_not(None),
}
"""What a list can be narrowed to: a reply that is late, that is due within the hour, or that is awaited at all."""


@dataclass(frozen=True)
class Target:
    """`waits` names which reply; `due_at` is None while its time stands still, and `since` an instant to come where the
    case is put off until then. `missed`: it was late once."""

    waits: str
    due_at: datetime | None
    since: datetime | None
    missed: bool

    def is_paused(self, now: datetime) -> bool:
        return self.since is None or self.since > now


def of(waits: str | None, due_at: datetime | None, since: datetime | None, missed: Any) -> Target | None:
    """From the columns; None where there is none."""
    return None if waits is None else Target(Waits.label_of(waits), due_at, since, bool(missed))


def of_case(session: Session, case_id: int) -> Target | None:
    row = session.execute(
        select(*COLUMNS).where(ReplyTargetRow.case_id == case_id, ReplyTargetRow.ended_at.is_(None))
    ).one_or_none()
    return None if row is None else of(*row)
