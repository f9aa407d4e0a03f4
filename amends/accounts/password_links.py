"""Links by which a person gives their account a password: sent to its e-mail address, good once and for a while.

A second factor stays as it is: whoever reads somebody's mail has one of two factors.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from amends.accounts import passwords, trail
from amends.accounts.account import Account, end_sessions
from amends.accounts.errors import LinkIsOver
from amends.db.account_tables import AgentRow, PasswordLinkRow
from amends.db.session import Database

FORGOTTEN = timedelta(minutes=30)
INVITED = timedelta(days=3)
_TOKEN_BYTES = 32


def make(session: Session, agent: AgentRow, lasts: timedelta, now: datetime, *, by: str) -> str:
    """The token of a new link, of which only a hash is kept. Those that the account had before are over, but for one
    that lasts longer: whoever asks for a link at the door must not take an invitation from somebody."""
    shorter = (PasswordLinkRow.agent_id == agent.id) & (PasswordLinkRow.until <= now + lasts)
    over = shorter | (PasswordLinkRow.until < now)
    session.execute(delete(PasswordLinkRow).where(over))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(PasswordLinkRow(token_hash=_hash(token), agent_id=agent.id, until=now + lasts))
    trail.record(session, agent, trail.LINK_SENT, now, by=by)
    return token


def account_of(session: Session, token: str, now: datetime) -> Account:
    """Whose link it is. LinkIsOver where it was used, its time is over, or there never was one."""
    return Account.of(_agent(session, token, now))


def use(database: Database, token: str, password: str, now: datetime) -> Account:
    """Give the account this password, and end whatever is signed in. LinkIsOver; InvalidAccount for a password that
    cannot be, after which the link is still good."""
    with database.read() as session:
        _agent(session, token, now)
    hashed = passwords.hashed(password)
    with database.begin() as session:
        agent = _agent(session, token, now)
        gone = delete(PasswordLinkRow).where(PasswordLinkRow.agent_id == agent.id).returning(PasswordLinkRow.token_hash)
        if _hash(token) not in session.scalars(gone).all():
            raise LinkIsOver("This link was used already.")
        agent.password_hash = hashed
        ended = end_sessions(session, agent.id)
        trail.record(session, agent, trail.PASSWORD_SET, now, by=agent.id, body={"sessions_ended": ended})
        return Account.of(agent)


def _agent(session: Session, token: str, now: datetime) -> AgentRow:
    link = session.get(PasswordLinkRow, _hash(token))
    if link is None or link.until < now:
        raise LinkIsOver("This link was used already, or its time is over. Ask for a new one.")
    agent = session.get_one(AgentRow, link.agent_id)
    if not agent.active:
        raise LinkIsOver("This account is disabled.")
    return agent


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
