"""Reply targets: how long customers waited for a person, as it was counted while it happened."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class ReplyTargetRow(Base):
    """One wait of a customer for a person, as amends/desk/targets/clock.py reckons it; at most one a case is open.

    `due_at` is reckoned from the rest while it runs, None while it stands still: lists sort by it. `end` is how it
    ended: `answered`, or `closed` with the case. `missed`: its time was over, at the end or while it is open.
    `warned_at` and `told_at`: somebody was told that it is nearly, or is over.
    """

    __tablename__ = "reply_targets"
    __table_args__ = (
        CheckConstraint("waits in ('first', 'next')", name="waits"),
        CheckConstraint("ended_at is null or (due_at is null and since is null)", name="ended"),
        Index("uq_reply_targets_open", "case_id", unique=True, **only("ended_at IS NULL")),
        Index("ix_reply_targets_due", "due_at", **only("ended_at IS NULL")),
        Index("ix_reply_targets_merchant_begun", "merchant", "begun_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    merchant: Mapped[str] = mapped_column(String(40))
    waits: Mapped[str] = mapped_column(String(5))
    begun_at: Mapped[datetime]
    minutes: Mapped[int]
    used: Mapped[float] = mapped_column(Float, default=0.0)
    since: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    missed: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    end: Mapped[str | None] = mapped_column(String(10))
    warned_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
