"""Cases that a customer takes to another conversation: what was asked, and the code that proves the mailbox."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class CaseMoveRow(Base):
    """One wish to go on with the case of that `number` in the conversation: `asked` whether, `waiting` for the code,
    `moved`, or `left`. `case_id` is None where no case has the number, so that both look alike to who asks.

    `asked_from` is the conversation's keyed hash of its address, for limits. The code was wanted at `requested_at` and
    went out at `sent_at`; of it only `code_hash`, under a key that is not in the database, is kept.
    """

    __tablename__ = "case_moves"
    __table_args__ = (
        CheckConstraint("state in ('asked', 'waiting', 'moved', 'left')", name="state"),
        Index("ix_case_moves_number", "number", "requested_at"),
        Index("ix_case_moves_asked_from", "asked_from", "requested_at"),
        Index("ix_case_moves_asked_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    number: Mapped[str] = mapped_column(String(12))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    asked_from: Mapped[str | None] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    requested_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    code_hash: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
