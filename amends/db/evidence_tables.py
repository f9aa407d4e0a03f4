"""Evidence: the files that were accepted, and what was read from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class EvidenceRow(Base):
    """One accepted file. `media_type`, `size` and `sha256` are of what came in, which is not kept; `pages` has width,
    height, size and sha256 of each picture that is, under `key` in the evidence store.

    `read` is what was read from it (amends/evidence/ocr/fields.py), None until then. `confirmed_by_customer` is
    their yes or no to it, None while they gave none. `contradictions` names what is not as the records have it.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_conversation_created", "conversation_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(29), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(26), index=True)
    pages: Mapped[list[Any]]
    read: Mapped[dict[str, Any] | None]
    confirmed_by_customer: Mapped[bool | None]
    contradictions: Mapped[list[Any] | None]
    created_at: Mapped[datetime]
