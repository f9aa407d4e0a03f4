"""Assessing finished conversations: what a week has to look at, and what was made of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.conversations.text import clean
from amends.db.case_tables import CaseRow
from amends.db.quality_tables import AssessmentRow
from amends.desk.actor import Actor
from amends.desk.days import instants
from amends.desk.locked_case import find
from amends.desk.permissions import check
from amends.desk.quality import criteria, sampling
from amends.desk.quality.sampling import Finished
from amends.errors import CannotBeDone

MANY = 10
"""Conversations of a week and merchant."""
SCORED = "conversation_scored"


@dataclass(frozen=True)
class Looked:
    """A conversation, and what was made of it; None: nobody has looked at it."""

    of: Finished
    assessment: AssessmentRow | None


@dataclass(frozen=True)
class Assessing:
    """For those who may `score`."""

    context: Context

    def of_week(self, session: Session, actor: Actor, merchant: str, monday: date) -> list[Looked]:
        """What is drawn of a merchant's conversations that ended in the week, in desk time, and whatever else of them
        somebody looked at."""
        check(actor, "score", merchant)
        since, until = self.week(merchant, monday)
        ended = sampling.finished(session, merchant, since, until)
        drawn = sampling.sample(ended, MANY, f"{merchant} {monday.isoformat()}")
        assessments = {
            row.case_id: row
            for row in session.scalars(
                select(AssessmentRow).where(
                    AssessmentRow.merchant == merchant,
                    AssessmentRow.closed_at >= since,
                    AssessmentRow.closed_at < until,
                )
            )
        }
        beside = [each for each in ended if each.case_id in assessments and each not in drawn]
        return [Looked(each, assessments.get(each.case_id)) for each in (*drawn, *beside)]

    def week(self, merchant: str, monday: date) -> tuple[datetime, datetime]:
        """From its first instant on, up to that of the next."""
        zone = self.context.merchants[merchant].merchant.zone
        return instants(monday, monday + timedelta(days=6), zone)

    def of_case(self, session: Session, actor: Actor, number: str) -> Looked:
        """CannotBeDone where its conversation is not over."""
        case = find(session, actor, "score", number)
        return Looked(_finished(session, case), session.get(AssessmentRow, case.id))

    def score(self, actor: Actor, number: str, grades: Mapping[str, str], comment: str) -> None:
        """What the actor makes of it, in the place of what was made of it before. `grades` by criterion; an empty one
        does not apply."""
        given, said = criteria.checked(grades), clean(comment) if comment.strip() else None
        now = self.context.clock()
        with self.context.database.begin() as session:
            case = find(session, actor, "score", number)
            session.refresh(case, with_for_update=True)
            of = _finished(session, case)
            if of.whose == actor.id:
                raise CannotBeDone("This conversation is yours: somebody else looks at it.")
            row = session.get(AssessmentRow, case.id) or AssessmentRow(case_id=case.id)
            row.merchant, row.whose, row.channel, row.closed_at = of.merchant, of.whose, of.channel, of.closed_at
            row.grades, row.comment, row.scored_by, row.scored_at = given, said, actor.id, now
            session.add(row)
            audit.append(
                session, merchant=of.merchant, actor=actor.id, action=SCORED, subject=of.number,
                body={"whose": of.whose, "grades": given}, now=now,
            )  # fmt: skip


def _finished(session: Session, case: CaseRow) -> Finished:
    found = sampling.of_case(session, case)
    if found is None:
        raise CannotBeDone(f"{case.number} has no conversation that is over.")
    return found
