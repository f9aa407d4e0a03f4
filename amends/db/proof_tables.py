"""Proofs of work that were taken: each opens one conversation, and is remembered until it would have expired anyway."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class ProofRow(Base):
    """`challenge` is the one that was answered; who answered it is kept nowhere."""

    __tablename__ = "proofs_of_work"
    __table_args__ = (Index("ix_proofs_of_work_expires_at", "expires_at"),)

    challenge: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]
