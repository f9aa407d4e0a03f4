"""Signing in: slow guesses only, and nothing told about which part was wrong."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from amends.accounts import account, passwords, sessions, totp, trail
from amends.accounts.account import Account, key
from amends.accounts.errors import SignInRefused, SignInThrottled
from amends.accounts.sessions import Lifetimes
from amends.db.account_tables import AgentRow, SignInTryRow
from amends.db.locks import lock_name
from amends.db.session import Database
from amends.db.window import Window

WINDOW = timedelta(minutes=15)
TRIES_FROM_ONE_ADDRESS = 5
"""At one account from one address. Another address is let in, or anybody could lock a person out."""
TRIES_AT_ONE_ACCOUNT = 30
TRIES_OF_ONE_ADDRESS = 60


@dataclass(frozen=True)
class SignIn:
    """Opens sessions. `database` rather than a transaction: a try stays counted when it fails."""

    database: Database
    lifetimes: Lifetimes

    def __call__(self, email: str, password: str, code: str, address_hash: str, now: datetime) -> tuple[str, Account]:
        """The session's token and whose it is. SignInThrottled, SignInRefused.

        The try is counted before the password is looked at, so that guesses sent at once are counted too. A password
        that was changed while it was looked at lets nobody in.
        """
        with self.database.begin() as session:
            tried = count_try(session, email, address_hash, now)
            row = account.active(session, email)
        right = passwords.matches(row.password_hash if row else None, password)
        with self.database.begin() as session:
            agent = session.get(AgentRow, row.id, with_for_update=True) if row and right else None
            same = agent is not None and row is not None and agent.password_hash == row.password_hash
            if agent is not None and same and agent.active and _second_factor(agent, code, now):
                forgive(session, tried)
                how = {"second_factor": agent.totp_secret is not None}
                return sessions.let_in(session, agent, self.lifetimes, now, how), Account.of(agent)
            _refused(session, row, tried, now)
        raise SignInRefused("The e-mail address, the password or the code is wrong.")


def count_try(session: Session, email: str, address_hash: str, now: datetime) -> int:
    """Note a try before it is known whether it succeeds; its number. SignInThrottled after too many of them."""
    email_hash = hashlib.sha256(key(email).encode("utf-8", "surrogatepass")).hexdigest()
    lock_name(session, "sign_in", email_hash)
    session.execute(delete(SignInTryRow).where(SignInTryRow.at < now - WINDOW))
    of_account, of_address = SignInTryRow.email_hash == email_hash, SignInTryRow.address_hash == address_hash
    for which, most in (
        (of_account & of_address, TRIES_FROM_ONE_ADDRESS),
        (of_account, TRIES_AT_ONE_ACCOUNT),
        (of_address, TRIES_OF_ONE_ADDRESS),
    ):
        if wait := Window(most, WINDOW).wait(session, select(SignInTryRow.at).where(which), now):
            raise SignInThrottled("Too many attempts.", wait)
    tried = SignInTryRow(email_hash=email_hash, address_hash=address_hash, at=now)
    session.add(tried)
    session.flush()
    return tried.id


def forgive(session: Session, tried: int) -> None:
    """That try succeeded: it is forgotten, with those before it at the same account from the same address."""
    kept = session.get(SignInTryRow, tried)
    if kept is not None:
        alike = SignInTryRow.email_hash == kept.email_hash, SignInTryRow.address_hash == kept.address_hash
        session.execute(delete(SignInTryRow).where(*alike))


def take_back(session: Session, tried: int) -> None:
    """That try succeeded as far as it went: it counts no longer, and those before it do."""
    session.execute(delete(SignInTryRow).where(SignInTryRow.id == tried))


def _refused(session: Session, row: AgentRow | None, tried: int, now: datetime) -> None:
    """Into the audit log where there is an account. Where there is none, a write that changes nothing makes this
    transaction wait for the disk as well: the time of the answer must not tell the two apart."""
    if row is not None:
        trail.record(session, row, trail.SIGN_IN_REFUSED, now, by=trail.UNKNOWN)
    else:
        session.execute(update(SignInTryRow).where(SignInTryRow.id == tried).values(at=now))


def _second_factor(agent: AgentRow, code: str, now: datetime) -> bool:
    """Whether the code fits, where the account asks for one; the code is then used up. Who has a passkey signs in with
    that, or with a code: the password alone is not enough."""
    if agent.totp_secret is None:
        return agent.passkeys == 0
    step = totp.used_step(agent.totp_secret, code, now, agent.totp_step)
    if step is not None:
        agent.totp_step = step
    return step is not None
