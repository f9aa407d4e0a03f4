"""Files that people at the desk send to customers with their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base, only


class AttachmentRow(Base):
    """A file that was taken, for an answer of `agent_id` on the case. `media_type`, `size` and `sha256` are of what
    came in, which is not kept; `pages` has width, height, size and sha256 of each picture that is, none of a text,
    under `key` in the evidence store.

    `sent_at`: with which answer it went; None while that is being written. `token` is what its link ends in from then
    `until` it holds no longer.
    """

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_unsent", "created_at", **only("sent_at IS NULL")),)

    id: Mapped[str] = mapped_column(String(29), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    agent_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(26), index=True)
    pages: Mapped[list[Any]]
    token: Mapped[str | None] = mapped_column(String(26), unique=True)
    until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
