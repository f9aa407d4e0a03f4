"""Wrong pairs of order number and e-mail address, wherever they were tried: kept for a day, and not readable back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class IdentityTryRow(Base):
    """One of a conversation's wrong pairs, by its `number` there. Both hashes are of this merchant's."""

    __tablename__ = "identity_tries"
    __table_args__ = (
        Index("ix_identity_tries_order", "order_hash", "at"),
        Index("ix_identity_tries_email", "email_hash", "at"),
        Index("ix_identity_tries_merchant", "merchant", "at"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    merchant: Mapped[str] = mapped_column(String(40))
    order_hash: Mapped[str] = mapped_column(String(64))
    email_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
