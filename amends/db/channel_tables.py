"""Messaging channels: merchants' accounts at providers, whose conversation is where, what came and what went out."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class ChannelRow(Base):
    """One merchant's account at one provider. `sealed` are its credentials, never in clear (channels/sealing.py). A
    worker that listens for it, where the provider does not call us, holds it until `listened_until`; `place` is
    the provider's own token for what it has not told us yet, where it has such."""

    __tablename__ = "channels"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[str]
    created_at: Mapped[datetime]
    disconnected_at: Mapped[datetime | None]
    listened_until: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")


class ChannelThreadRow(Base):
    """Where the answers of a conversation go. One is open for each address, and thread of it, of a channel.

    `last_inbound_at` is when the customer last wrote, by which providers' windows close. What the log says up to the
    event `sent_seq` was sent, or never will be. A worker that sends holds the row until `held_until`; before
    `not_before` the provider wants to be left alone. `name` is what the customer is called there, for the desk, and
    `subject` that of the message with which it began, on channels that have such.
    """

    __tablename__ = "channel_threads"
    __table_args__ = (
        Index("uq_channel_threads_open", "channel_id", "address", "thread", unique=True, **only("closed_at IS NULL")),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(ForeignKey("channels.id"))
    address: Mapped[str] = mapped_column(String(320))
    thread: Mapped[str] = mapped_column(String(400), default="")
    name: Mapped[str] = mapped_column(String(100), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")
    last_inbound_at: Mapped[datetime]
    sent_seq: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ChannelDeliveryRow(Base):
    """Something that came, once for each `key` of the provider's, and what became of it (`outcome`).

    `message_id` is the provider's name of the message, by which it tells of changes; `event_id` what it became here.
    `body` holds what is still to be done with it: files to fetch, or news or changes of a message that is not known
    yet.
    """

    __tablename__ = "channel_deliveries"
    __table_args__ = (Index("ix_channel_deliveries_message", "channel_id", "message_id"),)

    channel_id: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    received_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str | None] = mapped_column(String(200))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ChannelMessageRow(Base):
    """One part of an event that went out, or was refused: by the provider at once (`message_id` is None then) or
    later. `code` and `why` say what was wrong."""

    __tablename__ = "channel_messages"
    __table_args__ = (
        CheckConstraint("state in ('sent', 'delivered', 'read', 'failed')", name="state"),
        Index("ix_channel_messages_message", "channel_id", "message_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(ForeignKey("channels.id"))
    message_id: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(80), default="")
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
