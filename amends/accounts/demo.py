"""Three people for the demo's desk. They exist only where the demo runs, for everyone knows their password."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from amends.accounts import account
from amends.db.account_tables import AgentRow
from amends.db.session import Database

PASSWORD = "amends-demo-desk"  # noqa: S105 - printed by `make run`; the demo holds nobody's data
PEOPLE = (
    ("Anna Vik", "anna@example.com", "agent"),
    ("Bram de Wit", "bram@example.com", "agent"),
    ("Siri Dahl", "siri@example.com", "supervisor"),
)


def people(database: Database, merchants: Sequence[str], now: datetime) -> None:
    """Make those that are not there yet."""
    with database.begin() as session:
        for name, email, role in PEOPLE:
            if session.scalar(select(AgentRow.id).where(AgentRow.email == email)) is None:
                account.add(session, name=name, email=email, role=role, merchants=merchants, password=PASSWORD, now=now)
