"""Cases: the lasting record of a claim, with its timeline and every decision taken on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class CaseRow(Base):
    """`status` moves by the table in amends/cases/status.py. `claim` is the claim in the contract's JSON shape.

    `opened_at` is the customer's first message about this problem. `due_at`: the promised human answer (review)
    or the next decision (wait). `email` is the verified one; None while nobody was verified. `confirmation` is a yes
    that was given beforehand, to what is done when a wait is over.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_order_issue", "merchant", "order_number", "issue"),
        Index("ix_cases_open_due", "merchant", "closed_at", "due_at"),
        Index("ix_cases_email", "merchant", "email"),
        # For the worker, which looks every half minute for those that nothing would wake.
        Index("ix_cases_waiting", "due_at", **only("status = 'waiting'")),
        Index("ix_cases_on_hold", "id", **only("status = 'on_hold'")),
        Index("ix_cases_in_review", "merchant", **only("status = 'review'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    merchant: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    language: Mapped[str] = mapped_column(String(8))
    order_number: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    issue: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(20))
    claim: Mapped[dict[str, Any]]
    confirmation: Mapped[dict[str, Any] | None]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CaseEntryRow(Base):
    """One line of a case's timeline: what happened, by whom (`customer`, `bot`, `worker`, an agent's id)."""

    __tablename__ = "case_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(30))
    body: Mapped[dict[str, Any]]


class DecisionRow(Base):
    """A decision as it was taken: the order, the claim and the outcome, whole, so that it can be replayed."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20))
    row: Mapped[str] = mapped_column(String(10))
    order: Mapped[dict[str, Any] | None] = mapped_column("order_snapshot")
    claim: Mapped[dict[str, Any]]
    decision: Mapped[dict[str, Any]]
