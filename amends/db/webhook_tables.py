"""Addresses of other systems that are told what happens at a desk, and what each of them was told."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class WebhookRow(Base):
    """An address of one merchant's. `sealed` holds the secret that its calls are signed with, and until `former_until`
    the one before; `events` are those it wants. `failing_since`: no call has been taken since then. `off_why` says who
    or what switched it off: `person`, `failing` or `gone`."""

    __tablename__ = "webhooks"
    __table_args__ = (
        CheckConstraint("off_why in ('person', 'failing', 'gone')", name="off_why"),
        CheckConstraint("(off_at is null) = (off_why is null)", name="off"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40), index=True)
    url: Mapped[str] = mapped_column(String(500))
    events: Mapped[list[Any]]
    sealed: Mapped[str]
    former_until: Mapped[datetime | None]
    made_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]
    off_at: Mapped[datetime | None]
    off_why: Mapped[str | None] = mapped_column(String(10))


class WebhookDeliveryRow(Base):
    """What an address is told: `id` goes with each try, `body` is as it was when it happened. `status` is what the
    last try was answered with, `error` why there was no answer."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'delivered', 'failed', 'dropped')", name="state"),
        Index("ix_webhook_deliveries_webhook", "webhook_id", "created_at"),
        Index("ix_webhook_deliveries_state", "state", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(30), primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id"))
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
