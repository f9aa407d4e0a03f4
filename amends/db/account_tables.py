"""Accounts of the people at the desk, their sessions, and the attempts to sign in."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class AgentRow(Base):
    """A person at the desk. `email` is kept in lower case. `merchants` are the ids this person works for.

    `totp_step` is the last time step whose code was used, so that none is taken twice. `totp_pending` is a secret for
    an app that has not shown a right code yet, and behind a blank a mark of the session that asked for it. `passkeys`:
    how many the person has.
    """

    __tablename__ = "agents"
    __table_args__ = (CheckConstraint("role in ('agent', 'supervisor', 'admin')", name="role"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    merchants: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int | None]
    totp_pending: Mapped[str | None] = mapped_column(String(64))
    passkeys: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]


class PasskeyRow(Base):
    """A key on a person's device: `id` is its own, in base 64 for addresses, `public_key` as COSE has it. `sign_count`
    goes on with each use, where the device counts."""

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(String(1400), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PasskeyUseRow(Base):
    """A challenge that was signed: it counts once."""

    __tablename__ = "passkey_uses"

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class DeskSessionRow(Base):
    """A signed-in browser. Only the hash of what its cookie holds is kept; `seen_at` is the last thing a person did."""

    __tablename__ = "desk_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class PasswordLinkRow(Base):
    """A link by which a person chooses a password. Only the hash of what it holds is kept."""

    __tablename__ = "password_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    until: Mapped[datetime]


class SignInTryRow(Base):
    """A try to sign in that has not succeeded (yet). `email_hash` and `address_hash` are not readable back."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (
        Index("ix_sign_in_tries_email", "email_hash", "at"),
        Index("ix_sign_in_tries_address", "address_hash", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class PresenceRow(Base):
    """Who is looking at which case, and who is typing in which conversation; over when `until` has passed.

    `place` is `case:<id>` or `typing:<conversation id>`, `who` an agent's id or `customer`.
    """

    __tablename__ = "desk_presence"

    place: Mapped[str] = mapped_column(String(60), primary_key=True)
    who: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(index=True)
