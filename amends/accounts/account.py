"""Accounts: made, listed, disabled, given a new password. What is signed in is ended when an account changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from amends.accounts import passwords, trail
from amends.accounts.errors import InvalidAccount
from amends.db.account_tables import AgentRow, DeskSessionRow, PasskeyRow, PasswordLinkRow
from amends.errors import NotFound
from amends.merchants.roles import Role
from amends.random_ids import random_id

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
_MAX_NAME = 80


@dataclass(frozen=True)
class Account:
    """A person at the desk. `merchants` are the ids of those this person works for."""

    id: str
    name: str
    email: str
    role: str
    merchants: frozenset[str]
    active: bool = True
    two_factor: bool = False

    @classmethod
    def of(cls, row: AgentRow) -> "Account":
        merchants = frozenset(str(merchant) for merchant in row.merchants)
        two = row.totp_secret is not None or row.passkeys > 0
        return cls(row.id, row.name, row.email, row.role, merchants, row.active, two)


def add(
    session: Session,
    *,
    name: str,
    email: str,
    role: str,
    merchants: Sequence[str],
    password: str,
    now: datetime,
    totp_secret: str | None = None,
    by: str = trail.OPERATOR,
) -> Account:
    """A new account. InvalidAccount where a part of it cannot be, or the e-mail address is taken. `by`: who made it."""
    if role not in Role:
        raise InvalidAccount(f"{role!r} is not a role. Use one of: {', '.join(Role)}.")
    if not name.strip() or len(name) > _MAX_NAME or not name.isprintable():
        raise InvalidAccount(f"A name has 1 to {_MAX_NAME} characters, all of them visible.")
    if not _EMAIL.fullmatch(email.strip()) or not email.isprintable():
        raise InvalidAccount(f"{email!r} is not an e-mail address.")
    if not merchants:
        raise InvalidAccount("An account works for at least one merchant. Name it.")
    if _row(session, email) is not None:
        raise InvalidAccount(f"{key(email)} already has an account. Use reset for a new password.")
    row = AgentRow(
        id=f"ag_{random_id(16)}",
        name=name.strip(),
        email=key(email),
        password_hash=passwords.hashed(password),
        role=role,
        merchants=sorted(set(merchants)),
        active=True,
        totp_secret=totp_secret,
        created_at=now,
    )
    session.add(row)
    session.flush()
    made = {"role": role, "second_factor": totp_secret is not None}
    trail.record(session, row, trail.ACCOUNT_ADDED, now, by=by, body=made)
    return Account.of(row)


def every(session: Session) -> list[Account]:
    """All accounts, by name."""
    return [Account.of(row) for row in session.scalars(select(AgentRow).order_by(AgentRow.name, AgentRow.id))]


def at_desk(session: Session, merchant: str) -> list[Account]:
    """Those who may sign in and work for the merchant, by name."""
    return [each for each in every(session) if each.active and merchant in each.merchants]


def names(session: Session) -> dict[str, str]:
    """What everybody is called, by id; also those who may not sign in any more."""
    return {each.id: each.name for each in every(session)}


def find(session: Session, email: str) -> Account:
    """The account of this address, disabled or not. NotFound where there is none."""
    return Account.of(_found(session, email))


def disable(session: Session, email: str, now: datetime, by: str = trail.OPERATOR) -> Account:
    """No more signing in, and what is signed in ends now. NotFound where there is none."""
    row = _found(session, email)
    row.active = False
    session.execute(delete(PasswordLinkRow).where(PasswordLinkRow.agent_id == row.id))
    body = {"sessions_ended": end_sessions(session, row.id)}
    trail.record(session, row, trail.ACCOUNT_DISABLED, now, by=by, body=body)
    return Account.of(row)


def enable(session: Session, email: str, now: datetime, by: str = trail.OPERATOR) -> Account:
    """A disabled account may sign in again, with the password and the second factor that it has. Nothing happens to
    one that may already. NotFound where there is none."""
    row = _found(session, email)
    if not row.active:
        row.active = True
        end_sessions(session, row.id)  # none should be there; an old one must not come back to life
        trail.record(session, row, trail.ACCOUNT_ENABLED, now, by=by, body={})
    return Account.of(row)


def reset(
    session: Session, email: str, password: str, totp_secret: str | None, now: datetime, by: str = trail.OPERATOR
) -> Account:
    """A new password, a new second factor or none, no passkeys, and every session of the account ended. A disabled
    account stays disabled: whom to let in again is `enable`'s to say."""
    row = _found(session, email)
    row.password_hash = passwords.hashed(password)
    row.totp_secret = totp_secret
    row.totp_step = row.totp_pending = None
    _end_passkeys(session, row)
    session.execute(delete(PasswordLinkRow).where(PasswordLinkRow.agent_id == row.id))
    ended = end_sessions(session, row.id)
    body = {"second_factor": totp_secret is not None, "disabled": not row.active, "sessions_ended": ended}
    trail.record(session, row, trail.ACCOUNT_RESET, now, by=by, body=body)
    return Account.of(row)


def change(
    session: Session,
    email: str,
    role: str | None,
    merchants: Sequence[str] | None,
    now: datetime,
    by: str = trail.OPERATOR,
) -> Account:
    """Another role, other merchants, or both; None leaves it. Every session of the account ends. The merchants of
    before have it in their log too. NotFound, InvalidAccount."""
    row = _found(session, email)
    if role is None and not merchants:
        raise InvalidAccount("Nothing to change: name a role or a merchant.")
    if role is not None and role not in Role:
        raise InvalidAccount(f"{role!r} is not a role. Use one of: {', '.join(Role)}.")
    before = {str(each) for each in row.merchants}
    row.role = role or row.role
    row.merchants = sorted(set(merchants)) if merchants else row.merchants
    body = {"role": row.role, "merchants": list(row.merchants), "sessions_ended": end_sessions(session, row.id)}
    trail.record(session, row, trail.ACCOUNT_CHANGED, now, by=by, body=body, also=before)
    return Account.of(row)


def end_second_factor(session: Session, row: AgentRow, now: datetime, by: str) -> None:
    """The password alone lets in from here on; whatever is signed in ends."""
    row.totp_secret = row.totp_pending = row.totp_step = None
    _end_passkeys(session, row)
    body = {"sessions_ended": end_sessions(session, row.id)}
    trail.record(session, row, trail.SECOND_FACTOR_OFF, now, by=by, body=body)


def _end_passkeys(session: Session, row: AgentRow) -> None:
    session.execute(delete(PasskeyRow).where(PasskeyRow.agent_id == row.id))
    row.passkeys = 0


def end_sessions(session: Session, agent_id: str) -> int:
    """Sign this person out everywhere: of how many browsers, those included whose time was over unnoticed."""
    ended = delete(DeskSessionRow).where(DeskSessionRow.agent_id == agent_id).returning(DeskSessionRow.token_hash)
    return len(session.execute(ended).all())


def key(email: str) -> str:
    """The address as accounts are found by it."""
    return email.strip().casefold()


def active(session: Session, email: str) -> AgentRow | None:
    """The account that may sign in under this address; None for any other text."""
    row = _row(session, email) if _EMAIL.fullmatch(email.strip()) and email.isprintable() else None
    return row if row is not None and row.active else None


def _row(session: Session, email: str) -> AgentRow | None:
    return session.scalar(select(AgentRow).where(AgentRow.email == key(email)))


def _found(session: Session, email: str) -> AgentRow:
    row = _row(session, email)
    if row is None:
        raise NotFound(f"There is no account of {key(email)}. `amends desk user list` names all.")
    return row
