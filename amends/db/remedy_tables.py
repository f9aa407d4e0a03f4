"""The ledger of remedies, the balance that caps them, and the outbox of work to be done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only
from amends.money import Money


class RemedyRow(Base):
    """One remedy, carried out once. `key` is derived from what it is for, so that a second try is the same row.

    Money is in the currency's minor unit. At most one live row (not failed, not bounced) a purpose, order and payment.
    `detail` is what there is to it beside kind and amount, `items` for which lines a refund is, where the backend is to
    know. The `reference` of a coupon is its code.
    `confirmed_by`, `confirmed_at` and `confirmed_text` are the yes to it; rows of before migration 0009 have no text.
    `mailed_at`: when the customer was written to about how it ended.
    """

    __tablename__ = "remedies"
    __table_args__ = (
        CheckConstraint(
            "state in ('requested', 'submitted', 'confirmed', 'failed', 'unknown', 'bounced')", name="state"
        ),
        CheckConstraint("(amount_minor is null) = (currency is null)", name="money_whole"),
        CheckConstraint("amount_minor is null or amount_minor > 0", name="amount_positive"),
        CheckConstraint("(kind in ('refund', 'credit', 'coupon')) = (amount_minor is not null)", name="amount_by_kind"),
        Index(
            "uq_remedies_live_purpose", "merchant", "order_number", "kind", "payment_id", "purpose",
            unique=True, **only("state NOT IN ('failed', 'bounced')"),
        ),
        Index("ix_remedies_under_way", "id", **only("state NOT IN ('bounced', 'confirmed', 'failed')")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    merchant: Mapped[str] = mapped_column(String(40))
    order_number: Mapped[str] = mapped_column(String(20))
    payment_id: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(30))
    purpose: Mapped[str] = mapped_column(String(60))
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    detail: Mapped[str] = mapped_column(String(80), default="", server_default="")
    items: Mapped[list[Any] | None]
    state: Mapped[str] = mapped_column(String(12), default="requested")
    attempts: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str | None] = mapped_column(String(120))
    last_error: Mapped[str | None]
    confirmed_by: Mapped[str] = mapped_column(String(60))
    confirmed_at: Mapped[datetime]
    confirmed_text: Mapped[str]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    @property
    def amount(self) -> Money | None:
        """None for a remedy that moves no money."""
        if self.amount_minor is None or self.currency is None:
            return None
        return Money.from_minor(self.amount_minor, self.currency)


class CouponRow(Base):
    """A code of a merchant's own list, worth `amount_minor`. `key` is that of the remedy that took it: each is taken
    once. `valid_until`: its last day; None where it does not end."""

    __tablename__ = "coupons"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index("uq_coupons_code", "merchant", "code", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(80))
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    valid_until: Mapped[date | None]
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    order_number: Mapped[str | None] = mapped_column(String(20))
    taken_at: Mapped[datetime | None]


class PaymentBalanceRow(Base):
    """What may still be returned of one payment, held by the database itself.

    `committed_minor`: our live remedies; `elsewhere_minor`: what the backend returned without us.
    Credits count against the order (payment_id empty), refunds against their payment.
    """

    __tablename__ = "payment_balances"
    __table_args__ = (
        CheckConstraint("committed_minor >= 0 and elsewhere_minor >= 0", name="not_negative"),
        CheckConstraint("committed_minor + elsewhere_minor <= paid_minor", name="within_paid"),
    )

    merchant: Mapped[str] = mapped_column(String(40), primary_key=True)
    order_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    payment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))
    paid_minor: Mapped[int]
    committed_minor: Mapped[int] = mapped_column(default=0)
    elsewhere_minor: Mapped[int] = mapped_column(default=0)


class JobRow(Base):
    """Work decided on and not yet done (the outbox), written in the transaction that decided it.

    `dedupe` makes a job that is asked for twice one job. A worker holds it until `locked_until`.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'done', 'dead')", name="state"),
        Index("ix_jobs_state_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, Any]]
    dedupe: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    traceparent: Mapped[str | None] = mapped_column(String(55))


class MailRow(Base):
    """A message on its way to a customer, and the record that it went. Written before it is sent.

    `kind` names its words (utter_mail_<kind>). `earlier`: the Message-IDs of what the customer was sent about the case
    before, oldest first, with blanks between. `files`: ids of the attachments that go with it. `undeliverable`:
    why it never will be sent.
    """

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_recipient", sql("lower(recipient)"), "kind", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str]
    text: Mapped[str]
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40), default="", server_default="")
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")
    earlier: Mapped[str] = mapped_column(default="", server_default="")
    files: Mapped[list[Any] | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    undeliverable: Mapped[str | None]
