"""Three people for the demo's desk. They exist only where the demo runs, for everyone knows their password."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from amends import clock
from amends.accounts import account, trail
from amends.db.account_tables import AgentRow
from amends.db.locks import hold
from amends.db.session import Database

PASSWORD = "amends-demo-desk"  # noqa: S105 - printed by `make run`; the demo holds nobody's data
PEOPLE = (
    ("Anna Vik", "anna@example.com", "agent"),
    ("Bram de Wit", "bram@example.com", "agent"),
    ("Siri Dahl", "siri@example.com", "supervisor"),
)


LOGINS = tuple((email, role) for _, email, role in PEOPLE)


def make(database: Database, merchants: Sequence[str], now: datetime) -> None:
    """Make those that are not there yet."""
    with database.begin() as session:
        hold(session, "demo people")
        known = set(session.scalars(select(AgentRow.email)))
        for name, email, role in PEOPLE:
            if email not in known:
                account.add(
                    session, name=name, email=email, role=role, merchants=merchants,
                    password=PASSWORD, now=now, by=trail.DEMO,
                )  # fmt: skip


def retire(database: Database) -> None:
    """They cannot sign in any more: for a database that the demo once ran on."""
    with database.begin() as session:
        emails = [email for email, _ in LOGINS]
        for agent in session.scalars(select(AgentRow).where(AgentRow.email.in_(emails), AgentRow.active)):
            account.disable(session, agent.email, clock.now(), trail.DEMO)
