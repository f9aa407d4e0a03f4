"""Who gets reports: asked for and ended by the person alone."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.db.report_tables import ReportRow
from amends.db.upsert import insert
from amends.desk.actor import Actor
from amends.desk.permissions import ACTIONS, check
from amends.desk.reports.periods import Every, next_at
from amends.errors import CannotBeDone, NotPermitted

ASKED, ENDED = "report_asked_for", "report_ended"


@dataclass(frozen=True)
class Reports:
    """For those who may `supervise`."""

    context: Context

    def of(self, session: Session, actor: Actor) -> list[ReportRow]:
        """The actor's own, in the order in which they were asked for."""
        return list(session.scalars(select(ReportRow).where(ReportRow.agent_id == actor.id).order_by(ReportRow.id)))

    def ask(self, actor: Actor, merchant: str, every: str) -> None:
        """From the period that runs now on. `merchant` is empty for all of the actor's. Nothing happens where they get
        it already."""
        if actor.role not in ACTIONS["supervise"]:
            raise NotPermitted(f"{actor.role} may not supervise.")
        if merchant:
            check(actor, "supervise", merchant)
        if every not in Every:
            raise CannotBeDone("Choose how often it comes.")
        now = self.context.clock()
        first = next_at(Every(every), now, zone_of(self.context, actor, merchant))
        values = {"agent_id": actor.id, "merchant": merchant, "every": every, "next_at": first, "created_at": now}
        with self.context.database.begin() as session:
            new = insert(session, ReportRow).values(**values).on_conflict_do_nothing().returning(ReportRow.id)
            if session.execute(new).first() is not None:
                self._note(session, actor, merchant, ASKED, every)

    def end(self, actor: Actor, report: int) -> None:
        """No more of it. Nothing happens where it is over, or somebody else's."""
        with self.context.database.begin() as session:
            row = session.get(ReportRow, report, with_for_update=True)
            if row is not None and row.agent_id == actor.id:
                session.delete(row)
                self._note(session, actor, row.merchant, ENDED, row.every)

    def _note(self, session: Session, actor: Actor, merchant: str, action: str, every: str) -> None:
        for each in [merchant] if merchant else sorted(actor.merchants):
            audit.append(
                session, merchant=each, actor=actor.id, action=action, subject=f"person {actor.id}",
                body={"every": every}, now=self.context.clock(),
            )  # fmt: skip


def zone_of(context: Context, actor: Actor, merchant: str) -> ZoneInfo:
    """Whose time a report goes by: the merchant's; of several, that of the first by name of its file."""
    known = sorted(actor.merchants & set(context.merchants))
    return context.merchants[merchant or known[0]].merchant.zone
