"""What the desk knows about a case beside the case itself: who has it, labels, rulings, approvals, satisfaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class DeskCaseRow(Base):
    """One row per case that a person has touched. `assigned_name` is the name at that moment, for lists.

    `first_answer_at`: the first thing a person told the customer. `merged_into`: the case that this one goes on in.
    `asked_satisfaction_at`: once, however often the case closes. `snoozed_until`: out of sight until then, unless
    something was said since `snoozed_at` (amends/desk/snoozing.py). `priority` is one of those of
    amends/merchants/desk_targets.py.
    `suggested`: the prepared answer that a rule laid out as a draft, until a person has answered.
    """

    __tablename__ = "desk_cases"
    __table_args__ = (Index("ix_desk_cases_put_off", "case_id", **only("snoozed_until IS NOT NULL")),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    assigned_to: Mapped[str | None] = mapped_column(String(40), index=True)
    assigned_name: Mapped[str | None] = mapped_column(String(80))
    assigned_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    reopened: Mapped[int] = mapped_column(default=0)
    asked_satisfaction_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    snoozed_at: Mapped[datetime | None]
    priority: Mapped[str] = mapped_column(String(10), default="normal", server_default="normal")
    suggested: Mapped[str | None] = mapped_column(String(40))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)


class LabelRow(Base):
    """A word that the desk put on a case."""

    __tablename__ = "case_labels"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(40), primary_key=True)


class RulingRow(Base):
    """A decision that a person took: who, how, why, and who else said yes where it takes two.

    `clauses` are those of the decision that was set aside, where it was: where the policy may be wrong.
    """

    __tablename__ = "rulings"
    __table_args__ = (
        CheckConstraint(
            "kind in ('recommended', 'grant', 'goodwill', 'set_off', 'deny', 'override', 'close')", name="kind"
        ),
        CheckConstraint("second_by is null or second_by <> decided_by", name="two_people"),
        Index("ix_rulings_merchant_at", "merchant", "at"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    merchant: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[str] = mapped_column(String(40))
    second_by: Mapped[str | None] = mapped_column(String(40))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    no_precedent: Mapped[bool] = mapped_column(default=False)
    set_aside_row: Mapped[str | None] = mapped_column(String(10))
    clauses: Mapped[list[Any]]
    at: Mapped[datetime]


class ApprovalRow(Base):
    """A ruling above its author's limit, waiting for a second person. `case_state` is a hash of the case as it was:
    once the case has changed, the approval has expired. At most one waits a case."""

    __tablename__ = "approvals"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'approved', 'refused', 'expired')", name="state"),
        CheckConstraint("settled_by is null or settled_by <> asked_by or state <> 'approved'", name="two_people"),
        CheckConstraint("state <> 'approved' or settled_by is not null", name="approved_by_somebody"),
        Index(
            "uq_approvals_pending", "case_id", unique=True,
            sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    merchant: Mapped[str] = mapped_column(String(40))
    ruling: Mapped[dict[str, Any]]
    case_state: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), default="pending")
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_name: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime]
    settled_by: Mapped[str | None] = mapped_column(String(40))
    settled_at: Mapped[datetime | None]


class DeskNoticeRow(Base):
    """What one person is told of what another, `by_name`, did with a case; `shown_at`: they were. The kinds are those
    of amends/cases/notice_kinds.py."""

    __tablename__ = "desk_notices"
    __table_args__ = (Index("ix_desk_notices_unseen", "agent_id", **only("shown_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    shown_at: Mapped[datetime | None]


class SatisfactionRow(Base):
    """What a customer said after a case was closed: 1 (bad) to 5 (good), and in words. Once a case."""

    __tablename__ = "satisfactions"
    __table_args__ = (
        CheckConstraint("score between 1 and 5", name="score"),
        Index("ix_satisfactions_merchant_at", "merchant", "at"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    score: Mapped[int]
    comment: Mapped[str | None]
    at: Mapped[datetime]


class NotUnderstoodRow(Base):
    """A customer's sentence that the bot could make nothing of. `taken_at`: added to what the training data is made
    from, or set aside (`taken` says which)."""

    __tablename__ = "not_understood"
    __table_args__ = (Index("ix_not_understood_merchant_at", "merchant", "at"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str]
    asked: Mapped[str | None] = mapped_column(String(30))
    at: Mapped[datetime]
    taken: Mapped[str | None] = mapped_column(String(40))
    taken_by: Mapped[str | None] = mapped_column(String(40))
    taken_at: Mapped[datetime | None]
