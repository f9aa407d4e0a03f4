"""Tells people at the desk of replies that are nearly due, and of those that are late. Each once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from amends.accounts import account
from amends.assistant.context import Context
from amends.cases import notices, store
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.db.target_tables import ReplyTargetRow
from amends.merchants.roles import Role

AT_ONCE = 200
BY = "Amends"
WORKER = "worker"
LEADING = frozenset({Role.SUPERVISOR, Role.ADMIN})


@dataclass(frozen=True)
class Warnings:
    """The worker's look, time and again."""

    context: Context

    def look(self) -> int:
        """Tell of all that is due to be told; how many targets that were. Whoever has the case is told, those who lead
        the desk where nobody has it, and both once the time is over."""
        now = self.context.clock()
        with self.context.database.read() as session:
            found = session.execute(self._due(now)).all()
        return sum(self._tell(case_id, target_id, now) for target_id, case_id in found)

    def _due(self, now: datetime) -> Select[int, int]:
        told = [rules.targets.warn for rules in self.context.desks.values() if rules.targets is not None]
        soon = [
            and_(ReplyTargetRow.merchant == name, ReplyTargetRow.due_at <= now + timedelta(minutes=rules.targets.warn))
            for name, rules in self.context.desks.items()
            if rules.targets is not None
        ]
        late = and_(ReplyTargetRow.due_at <= now, ReplyTargetRow.told_at.is_(None))
        wanted = select(ReplyTargetRow.id, ReplyTargetRow.case_id).where(
            ReplyTargetRow.ended_at.is_(None),
            ReplyTargetRow.due_at <= now + timedelta(minutes=max(told, default=0)),
            or_(late, and_(or_(*soon), ReplyTargetRow.warned_at.is_(None))) if soon else late,
        )
        return wanted.order_by(ReplyTargetRow.due_at).limit(AT_ONCE)

    def _tell(self, case_id: int, target_id: int, now: datetime) -> bool:
        """In one transaction, the case first, as everywhere; what another one holds is told of at the next look."""
        with self.context.database.begin() as session:
            case = session.get_one(CaseRow, case_id, with_for_update=True)
            held = select(ReplyTargetRow).where(ReplyTargetRow.id == target_id, ReplyTargetRow.ended_at.is_(None))
            row = session.scalar(held.with_for_update(skip_locked=True))
            if row is None or row.due_at is None:
                return False
            is_late = row.due_at <= now
            if is_late and row.told_at is None:
                row.told_at, row.missed = now, True
                row.warned_at = row.warned_at or now
                store.record(session, case, WORKER, EntryKind.REPLY_LATE, {"waits": row.waits}, now)
            elif not is_late and row.warned_at is None:
                row.warned_at = now
            else:
                return False
            kind = NoticeKind.REPLY_LATE if is_late else NoticeKind.REPLY_SOON
            for each in self._whom(session, case, everybody=is_late):
                notices.tell(session, case, each, kind, BY, now)
        return True

    def _whom(self, session: Session, case: CaseRow, *, everybody: bool) -> list[str]:
        """Ids of accounts, each once."""
        desk = session.get(DeskCaseRow, case.id)
        has_it = None if desk is None else desk.assigned_to
        told = [] if has_it is None else [has_it]
        if everybody or not told:
            leading = (each for each in account.at_desk(session, case.merchant) if each.role in LEADING)
            told += [each.id for each in leading if each.id != has_it]
        return told
