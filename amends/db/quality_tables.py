"""What supervisors made of conversations that are over."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class AssessmentRow(Base):
    """A conversation that was looked at, once a case: the latest look counts. `whose` led it: `bot`, or the id of a
    person. `grades` by criterion (amends/desk/quality/criteria.py), without those that do not apply. `closed_at`: when
    the case was closed then."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_merchant_closed_at", "merchant", "closed_at"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    whose: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str | None] = mapped_column(String(20))
    grades: Mapped[dict[str, Any]]
    comment: Mapped[str | None]
    closed_at: Mapped[datetime]
    scored_by: Mapped[str] = mapped_column(String(40))
    scored_at: Mapped[datetime]
