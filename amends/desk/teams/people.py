"""The people of teams as they are now: what they take, what they have, and whether they are there."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.db.tables import (
    AgentRow,
    AgentWorkRow,
    CaseRow,
    ConversationRow,
    DeskCaseRow,
    DeskSessionRow,
    TeamMemberRow,
    TeamRow,
)
from amends.desk.snoozing import awake
from amends.desk.teams.choosing import USUAL_MOST, Person

HERE_FOR = timedelta(minutes=15)
"""So long after the last thing that they did at the desk somebody counts as there."""


def of_teams(session: Session, teams: Collection[int], now: datetime) -> dict[int, list[Person]]:
    """The people of each team who may sign in and still work for its merchant, by name."""
    members = session.execute(
        select(TeamMemberRow.team_id, TeamRow.merchant, AgentRow, AgentWorkRow)
        .join(TeamRow, TeamRow.id == TeamMemberRow.team_id)
        .join(AgentRow, AgentRow.id == TeamMemberRow.agent_id)
        .outerjoin(AgentWorkRow, AgentWorkRow.agent_id == AgentRow.id)
        .where(TeamMemberRow.team_id.in_(teams), AgentRow.active)
        .order_by(AgentRow.name, AgentRow.id)
    ).all()
    rows = [(team, agent, work) for team, merchant, agent, work in members if merchant in agent.merchants]
    ids = {agent.id for _, agent, _ in rows}
    loads, there = _loads(session, ids, now), _there(session, ids, now)
    found: dict[int, list[Person]] = {team: [] for team in teams}
    for team, agent, work in rows:
        away = work is not None and work.away
        found[team].append(
            Person(
                agent.id,
                agent.name,
                frozenset(map(str, work.languages)) if work else frozenset(),
                frozenset(map(str, work.issues)) if work else frozenset(),
                USUAL_MOST if work is None or work.most is None else work.most,
                loads.get(agent.id, 0),
                agent.id in there and not away,
                None if work is None else work.given_at,
            )
        )
    return found


def _loads(session: Session, ids: Collection[str], now: datetime) -> dict[str, int]:
    """How many cases in review each has that are not put off."""
    rows = session.execute(
        select(DeskCaseRow.assigned_to, func.count())
        .join(CaseRow, CaseRow.id == DeskCaseRow.case_id)
        .outerjoin(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
        .where(DeskCaseRow.assigned_to.in_(ids), CaseRow.status == CaseStatus.REVIEW, awake(now))
        .group_by(DeskCaseRow.assigned_to)
    )
    return {str(agent): count for agent, count in rows}


def _there(session: Session, ids: Collection[str], now: datetime) -> set[str]:
    lately = select(DeskSessionRow.agent_id).where(
        DeskSessionRow.agent_id.in_(ids), DeskSessionRow.seen_at >= now - HERE_FOR
    )
    return set(session.scalars(lately))
