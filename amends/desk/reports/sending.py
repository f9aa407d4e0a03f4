"""The worker's part: reports whose time has come, each once, however many workers look."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.accounts.account import Account
from amends.assistant.context import Context
from amends.db.account_tables import AgentRow
from amends.db.report_tables import ReportRow
from amends.desk.actor import Actor
from amends.desk.permissions import ACTIONS
from amends.desk.reports import letter, periods
from amends.desk.reports.letter import Letter
from amends.desk.reports.periods import Every
from amends.desk.reports.subscribing import zone_of
from amends.messages import staff_mail

KIND = "desk_report"
AT_ONCE = 20


@dataclass(frozen=True)
class Sending:
    """A report is written before its row is locked: on SQLite nobody else could write meanwhile."""

    context: Context

    def look(self) -> int:
        """Send all that are due; how many. After an outage only the last period that is over is reported on."""
        now = self.context.clock()
        due = select(ReportRow).where(ReportRow.next_at <= now).order_by(ReportRow.next_at).limit(AT_ONCE)
        with self.context.database.read() as session:
            written = [(row, *self._written(session, row, now)) for row in session.scalars(due)]
        return sum(self._send(row, actor, said, now) for row, actor, said in written)

    def _written(self, session: Session, row: ReportRow, now: datetime) -> tuple[Actor | None, Letter | None]:
        """For whom, and what; both None where that person may not have it any more."""
        actor = self._actor(session, row)
        if actor is None:
            return None, None
        zone, every = zone_of(self.context, actor, row.merchant), Every(row.every)
        period = periods.over_by(every, now, zone)
        said = letter.write(
            session, self.context.merchants, actor, row.merchant, every, period, zone, now, self.context.public_url
        )
        return actor, said

    def _actor(self, session: Session, row: ReportRow) -> Actor | None:
        agent = session.get(AgentRow, row.agent_id)
        known = Account.of(agent) if agent is not None and agent.active else None
        if known is None or known.role not in ACTIONS["supervise"]:
            return None
        merchants = known.merchants & set(self.context.merchants)
        if not merchants or (row.merchant and row.merchant not in merchants):
            return None
        return Actor(known.id, known.name, known.role, merchants)

    def _send(self, seen: ReportRow, actor: Actor | None, said: Letter | None, now: datetime) -> bool:
        """In one transaction with the instant of the next one. Whoever may not have it any more has asked for none."""
        with self.context.database.begin() as session:
            mine = select(ReportRow).where(ReportRow.id == seen.id, ReportRow.next_at == seen.next_at)
            row = session.scalar(mine.with_for_update(skip_locked=True))
            if row is None:
                return False  # another worker has it, or it was ended
            if actor is None or said is None:
                session.delete(row)
                return False
            row.next_at = periods.next_at(Every(row.every), now, zone_of(self.context, actor, row.merchant))
            address = session.get_one(AgentRow, actor.id).email
            merchant = row.merchant or min(actor.merchants)
            staff_mail.queue(
                session, to=address, kind=KIND, subject=said.subject, text=said.text, merchant=merchant, now=now
            )
        return True
