"""Cases at merchants' own helpdesks: where each is there, what is still to go out, and what came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class HelpdeskThreadRow(Base):
    """A case at a helpdesk. `reference` is its name there, None until it was sent; a worker that is sending holds it
    until `held_until`."""

    __tablename__ = "helpdesk_threads"
    __table_args__ = (Index("ix_helpdesk_threads_reference", "merchant", "kind", "reference"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str | None] = mapped_column(String(200))
    held_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class HelpdeskLineRow(Base):
    """Something the customer said or sent that the helpdesk is to be told. `settled_at`: it was taken, or refused."""

    __tablename__ = "helpdesk_lines"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(index=True)


class HelpdeskReceivedRow(Base):
    """Something genuine from a helpdesk, kept before it was acknowledged, once for each id of its own.

    `text` is emptied when it was filed: from then on the words are the case's.
    """

    __tablename__ = "helpdesk_received"
    __table_args__ = (
        CheckConstraint("what in ('answer', 'resolved')", name="what"),
        UniqueConstraint("merchant", "kind", "event_id"),
        Index("ix_helpdesk_received_filed", "kind", "filed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    event_id: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    what: Mapped[str] = mapped_column(String(10))
    text: Mapped[str]
    author: Mapped[str | None] = mapped_column(String(80))
    remarks: Mapped[list[Any]]
    received_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
