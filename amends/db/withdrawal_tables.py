"""Statements of withdrawal that were sent from the page for them, each as it was confirmed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class WithdrawalRow(Base):
    """One statement. `token` is of the form that was confirmed: pressed twice, it counts once. `confirmed` is the text
    above the button, and the button's. `email` is where the acknowledgement went, and nobody's proven address.
    `sent_from` is a keyed hash of the network address, for the limits, and kept for a day.
    """

    __tablename__ = "withdrawals"
    __table_args__ = (
        Index("ix_withdrawals_sent_from", "sent_from", "declared_at", **only("sent_from IS NOT NULL")),
        Index("ix_withdrawals_email", "merchant", text("lower(email)"), "declared_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    merchant: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    contract: Mapped[str] = mapped_column(String(250))
    email: Mapped[str] = mapped_column(String(254))
    confirmed: Mapped[str]
    declared_at: Mapped[datetime]
    sent_from: Mapped[str | None] = mapped_column(String(64))
