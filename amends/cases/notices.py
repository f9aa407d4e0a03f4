"""Notices for one person at the desk: each is shown once, to the one whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases.notice_kinds import NoticeKind
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import DeskNoticeRow


@dataclass(frozen=True)
class Notice:
    """`by` is the name of whoever did it."""

    kind: NoticeKind
    by: str
    at: datetime


def tell(session: Session, case: CaseRow, to: str | None, kind: NoticeKind, by: str, now: datetime) -> None:
    """`to` is the id of whom it concerns; nothing where that is nobody."""
    if to is not None:
        session.add(DeskNoticeRow(case_id=case.id, agent_id=to, kind=kind, by_name=by, at=now))


def take(session: Session, agent_id: str, case_id: int, now: datetime) -> list[Notice]:
    """Those of this case that this person was not shown yet, oldest first; they count as shown from now on."""
    waiting = select(DeskNoticeRow).where(
        DeskNoticeRow.agent_id == agent_id, DeskNoticeRow.case_id == case_id, DeskNoticeRow.shown_at.is_(None)
    )
    rows = session.scalars(waiting.order_by(DeskNoticeRow.id).with_for_update()).all()
    for row in rows:
        row.shown_at = now
    return [Notice(NoticeKind(row.kind), row.by_name, row.at) for row in rows if row.kind in NoticeKind]


def unseen(session: Session, agent_id: str) -> Sequence[DeskNoticeRow]:
    """Those of all cases, oldest first."""
    mine = select(DeskNoticeRow).where(DeskNoticeRow.agent_id == agent_id, DeskNoticeRow.shown_at.is_(None))
    return session.scalars(mine.order_by(DeskNoticeRow.id)).all()
