"""Three people for the demo's desk. They exist only where the demo runs, for everyone knows their password."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from amends import clock
from amends.accounts import account, trail
from amends.db.account_tables import AgentRow
from amends.db.locks import lock_name
from amends.db.session import Database
from amends.merchants.roles import Role

PASSWORD = "amends-demo-desk"  # noqa: S105 - printed by `make run`; the demo holds nobody's data
PEOPLE = (
    ("Anna Vik", "anna@example.com", Role.AGENT),
    ("Bram de Wit", "bram@example.com", Role.AGENT),
    ("Siri Dahl", "siri@example.com", Role.SUPERVISOR),
)


LOGINS = tuple((email, role) for _, email, role in PEOPLE)


def make(database: Database, merchants: Sequence[str], now: datetime) -> None:
    """Make those that are not there yet, and have those that are work for every merchant that is there now. One by one:
    a password takes long to hash, and a second web that starts meanwhile waits for no more than one."""
    for name, email, role in PEOPLE:
        with database.begin() as session:
            lock_name(session, "demo people")
            known = session.scalar(select(AgentRow).where(AgentRow.email == email))
            if known is None:
                account.add(
                    session, name=name, email=email, role=role, merchants=merchants,
                    password=PASSWORD, now=now, by=trail.DEMO,
                )  # fmt: skip
            elif set(known.merchants) != set(merchants):
                account.change(session, email, None, merchants, now, trail.DEMO)


def retire(database: Database) -> None:
    """They cannot sign in any more: for a database that the demo once ran on."""
    with database.begin() as session:
        emails = [email for email, _ in LOGINS]
        for agent in session.scalars(select(AgentRow).where(AgentRow.email.in_(emails), AgentRow.active)):
            account.disable(session, agent.email, clock.now(), trail.DEMO)
