"""Who a browser is: sessions that end by themselves, and the token that proves a form came from our own page."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import Signer
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from amends.accounts import trail
from amends.accounts.account import Account
from amends.db.account_tables import AgentRow, DeskSessionRow

TOKEN_BYTES = 32
# Seldom enough to cost nothing, often enough for a timeout in minutes.
NOTE_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Lifetimes:
    """`idle`: without anything that a person did. `whole`: however busy, from signing in on."""

    idle: timedelta = timedelta(minutes=15)
    whole: timedelta = timedelta(hours=12)


def begin(session: Session, agent_id: str, now: datetime) -> str:
    """Sign in: the token for the cookie, of which only a hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(DeskSessionRow(token_hash=hash_of(token), agent_id=agent_id, created_at=now, seen_at=now))
    session.flush()
    return token


def let_in(session: Session, agent: AgentRow, lifetimes: Lifetimes, now: datetime, how: dict[str, Any]) -> str:
    """A new session of somebody who has shown who they are; its token. `how` they did is for the audit log."""
    tidy(session, lifetimes, now)
    trail.record(session, agent, trail.SIGN_IN, now, by=agent.id, body=how)
    return begin(session, agent.id, now)


def find(session: Session, token: str, lifetimes: Lifetimes, now: datetime) -> tuple[Account, bool] | None:
    """Whose session it is, and whether its last use should be noted; None where it has ended or never was."""
    kept = session.get(DeskSessionRow, hash_of(token))
    if kept is None or now - kept.seen_at > lifetimes.idle or now - kept.created_at > lifetimes.whole:
        return None
    agent = session.get_one(AgentRow, kept.agent_id)
    return (Account.of(agent), now - kept.seen_at >= NOTE_EVERY) if agent.active else None


def note(session: Session, token: str, now: datetime) -> None:
    """A person did something with it."""
    kept = session.get(DeskSessionRow, hash_of(token))
    if kept is not None:
        kept.seen_at = max(kept.seen_at, now)


def end(session: Session, token: str, lifetimes: Lifetimes, now: datetime) -> None:
    """Sign out. Nothing happens where the session is gone already."""
    _remove(session, DeskSessionRow.token_hash == hash_of(token), lifetimes, now)


def tidy(session: Session, lifetimes: Lifetimes, now: datetime, at_most: int | None = None) -> int:
    """Remove what has ended by itself; how many there were. What somebody else removes just now is left to them."""
    over = (DeskSessionRow.seen_at < now - lifetimes.idle) | (DeskSessionRow.created_at < now - lifetimes.whole)
    some = select(DeskSessionRow.token_hash).where(over).limit(at_most).with_for_update(skip_locked=True)
    return _remove(session, DeskSessionRow.token_hash.in_(some), lifetimes, now)


def csrf_token(token: str) -> str:
    """What every form of this session carries: it follows from the cookie, which no other site can read."""
    return Signer(token, b"form", digest_method=hashlib.sha256).get_signature(b"").decode()


def _remove(session: Session, which: ColumnElement[bool], lifetimes: Lifetimes, now: datetime) -> int:
    """The audit log says when a session ended by itself: its entry comes only when somebody clears the session away."""
    kept = DeskSessionRow.agent_id, DeskSessionRow.created_at, DeskSessionRow.seen_at
    removed = session.execute(delete(DeskSessionRow).where(which).returning(*kept)).all()
    for agent_id, begun, seen in removed:
        agent = session.get_one(AgentRow, agent_id)
        idle, whole = seen + lifetimes.idle, begun + lifetimes.whole
        if now <= min(idle, whole):
            trail.record(session, agent, trail.SIGN_OUT, now, by=agent_id)
        else:
            body = {"ended_at": min(idle, whole).isoformat(), "why": "idle" if idle < whole else "lifetime"}
            trail.record(session, agent, trail.SESSION_ENDED, now, by=trail.WEB, body=body)
    return len(removed)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
