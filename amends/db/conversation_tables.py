"""Conversations: one ordered log of events each, the turns that wait for the bot, and the buttons it offered."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class ConversationRow(Base):
    """A customer's messages on one channel. `draft` is the claim being collected (amends/assistant/draft.py).

    `verified_order` and `verified_email` were matched against the order backend at `verified_at`; trust rests
    on these columns only, never on a Rasa slot. `next_seq` numbers the events. `opened_from` is a keyed hash of
    the network address that opened it, for the hourly limit; the address itself is not kept, and the hash for a day.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint("owner in ('bot', 'person')", name="owner"),
        Index("ix_conversations_opened", "opened_from", "created_at", **only("opened_from IS NOT NULL")),
        Index("ix_conversations_with_person", "id", **only("owner = 'person'")),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(20))
    secret_hash: Mapped[str] = mapped_column(String(64))
    owner: Mapped[str] = mapped_column(String(10), default="bot")
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    verified_order: Mapped[str | None] = mapped_column(String(20))
    verified_email: Mapped[str | None] = mapped_column(String(254))
    verified_at: Mapped[datetime | None]
    next_seq: Mapped[int] = mapped_column(default=1)
    opened_from: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_event_at: Mapped[datetime]


class VouchedRow(Base):
    """A conversation that was opened by a `customer` whom the merchant's website vouched for: a keyed hash of the
    website's own id of them."""

    __tablename__ = "vouched_conversations"
    __table_args__ = (Index("ix_vouched_conversations_customer", "customer"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    customer: Mapped[str] = mapped_column(String(64))


class EventRow(Base):
    """One entry of a conversation's log, in the order of `seq`. `body` depends on `kind` (docs/chat-api.md)."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        CheckConstraint("author in ('customer', 'bot', 'agent', 'system')", name="author"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    author: Mapped[str] = mapped_column(String(10))
    client_id: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class TurnRow(Base):
    """A customer's message or button press on its way to the bot: `waiting`, then `done`, or `failed` for good.

    A web process holds it until `locked_until` and renews that while it waits for the bot. `tried_at` is the first try.
    """

    __tablename__ = "turns"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'done', 'failed')", name="state"),
        Index("ix_turns_state_due", "state", "due_at"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    text: Mapped[str]
    payload: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    delay_told_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    traceparent: Mapped[str | None] = mapped_column(String(55))


class ButtonRow(Base):
    """A button the bot offered. The customer's side holds only the token; the payload never leaves the server."""

    __tablename__ = "buttons"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    title: Mapped[str]
    payload: Mapped[str]
