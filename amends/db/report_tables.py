"""Who at the desk gets figures by mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class ReportRow(Base):
    """What one person asked for. `merchant` is empty for all of theirs; `every` is one of
    amends/desk/reports/periods.py. `next_at`: when the next one goes out; it moves on with the mail, in one
    transaction."""

    __tablename__ = "desk_reports"
    __table_args__ = (Index("uq_desk_reports", "agent_id", "merchant", "every", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    merchant: Mapped[str] = mapped_column(String(40))
    every: Mapped[str] = mapped_column(String(10))
    next_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]
