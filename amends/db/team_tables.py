"""Teams of a desk, who is in them, and what each person can take on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class TeamRow(Base):
    """Of one merchant's desk. `hands_out`: its cases are given to its people by themselves. `takes_new`: cases that
    come to a person and are no team's yet are its; one team of a desk at most."""

    __tablename__ = "teams"
    __table_args__ = (
        Index("uq_teams_name", "merchant", "name", unique=True),
        Index("uq_teams_takes_new", "merchant", unique=True, **only("takes_new")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    hands_out: Mapped[bool] = mapped_column(default=False)
    takes_new: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]


class TeamMemberRow(Base):
    """Who is in a team."""

    __tablename__ = "team_members"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True, index=True)


class AgentWorkRow(Base):
    """What a person can take on: `languages` and `issues`, all where the list is empty; at most `most` cases at once,
    as usual where that is None. `away`: they said that they take nothing now. `given_at`: when a case was last given to
    them by itself. A person without a row takes everything."""

    __tablename__ = "agent_work"

    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    languages: Mapped[list[Any]]
    issues: Mapped[list[Any]]
    most: Mapped[int | None]
    away: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime | None]
