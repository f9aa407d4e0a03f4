"""The audit log: one chain of entries per merchant, and how long each chain is. Triggers forbid changes to both."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class AuditRow(Base):
    """One entry, number `seq` (from 1) of its merchant's chain. `hash` covers the entry and `previous`, the hash of
    the entry before it (64 zeros for the first)."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        Index("ix_audit_entries_subject", "merchant", "subject"),
    )

    merchant: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    body: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Base):
    """The last entry of a merchant's chain: its number and its hash. It shows when the end of the chain was cut off."""

    __tablename__ = "audit_heads"

    merchant: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
