"""Gives the cases of teams to their people, one by one. Any number of workers may look at once.

Whoever gives holds one lock over all desks until it is written: what somebody has to do is counted under it, so that
two workers can neither give one case twice nor both give somebody their last one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import notices, store
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.cases.status import CaseStatus
from amends.db.locks import lock_name
from amends.db.tables import AgentWorkRow, CaseRow, ConversationRow, DeskCaseRow, ReplyTargetRow, TeamRow
from amends.db.upsert import insert
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase
from amends.desk.queries import targets
from amends.desk.snoozing import awake
from amends.desk.takeover import assign
from amends.desk.teams import people
from amends.desk.teams.choosing import Person, Work, choose

AT_ONCE = 100
_IN_REVIEW = CaseRow.status == literal("review", literal_execute=True)  # as its index has it
BY_ITSELF = Actor("worker", "Amends", "", frozenset())


@dataclass(frozen=True)
class Assigning:
    """The worker's look, time and again."""

    context: Context

    def look(self) -> int:
        """Give what waits in teams that hand out, the soonest due first; how many were given."""
        now = self.context.clock()
        with self.context.database.read() as session:
            waiting = self._waiting(session, now)
            able = people.of_teams(session, {team for _, _, team in waiting}, now) if waiting else {}
        return sum(
            self._give(case_id)
            for case_id, work, team in waiting
            if choose(work, able[team]) is not None  # otherwise nothing is locked for it
        )

    def _waiting(self, session: Session, now: datetime) -> list[tuple[int, Work, int]]:
        """Case, what it asks, and the team that it is of or would be of."""
        teams = session.scalars(select(TeamRow).where(TeamRow.hands_out)).all()
        if not teams:
            return []
        of_new = {team.merchant: team.id for team in teams if team.takes_new}
        theirs = or_(
            DeskCaseRow.team_id.in_([team.id for team in teams]),
            and_(DeskCaseRow.team_id.is_(None), CaseRow.merchant.in_(of_new)),
        )
        rows = session.execute(
            select(CaseRow.id, CaseRow.merchant, CaseRow.language, CaseRow.issue, DeskCaseRow.team_id)
            .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
            .outerjoin(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
            .outerjoin(ReplyTargetRow, targets.OPEN)
            .where(_IN_REVIEW, DeskCaseRow.assigned_to.is_(None), awake(now), theirs)
            .order_by(func.coalesce(targets.DUE, CaseRow.due_at), CaseRow.id)
            .limit(AT_ONCE)
        )
        return [
            (case_id, Work(language, issue), of_new[merchant] if team is None else team)
            for case_id, merchant, language, issue, team in rows
        ]

    def _give(self, case_id: int) -> bool:
        """Looked at again under the lock: it may be somebody's by now, and somebody may have enough."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            lock_name(session, "assigning")
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            desk = store.desk_row(session, case_id)
            session.refresh(desk)
            team = self._team_of(session, case, desk)
            if case.status != CaseStatus.REVIEW or desk.assigned_to is not None or team is None:
                return False
            chosen = choose(Work(case.language, case.issue), people.of_teams(session, {team.id}, now)[team.id])
            if chosen is None:
                return False
            held = LockedCase(session, BY_ITSELF, case, desk, None, now)
            if desk.team_id is None:
                desk.team_id = team.id
                held.write_down(EntryKind.TEAM, {"from": None, "to": team.id, "to_name": team.name})
            self._to(held, chosen)
        return True

    def _team_of(self, session: Session, case: CaseRow, desk: DeskCaseRow) -> TeamRow | None:
        its_own = TeamRow.id == desk.team_id if desk.team_id is not None else TeamRow.takes_new
        return session.scalar(select(TeamRow).where(TeamRow.merchant == case.merchant, TeamRow.hands_out, its_own))

    def _to(self, held: LockedCase, person: Person) -> None:
        assign(held, person.id, person.name)
        held.write_down(EntryKind.ASSIGN, {"from": None, "to": person.id, "to_name": person.name})
        notices.tell(held.session, held.case, person.id, NoticeKind.GIVEN, held.actor.name, held.now)
        given = insert(held.session, AgentWorkRow).values(
            agent_id=person.id, languages=[], issues=[], most=None, away=False, given_at=held.now
        )
        held.session.execute(given.on_conflict_do_update(index_elements=["agent_id"], set_={"given_at": held.now}))
