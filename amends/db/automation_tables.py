"""Automation rules of a desk: when something happens to a case, and if it is like this, then this is done."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class AutomationRuleRow(Base):
    """`event`, `conditions` and `actions` are words of amends/desk/automation. Rules of a merchant are tried in the
    order of `place`, those that are not `is_on` never."""

    __tablename__ = "automation_rules"
    __table_args__ = (Index("ix_automation_rules_merchant", "merchant", "event", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    event: Mapped[str] = mapped_column(String(10))
    conditions: Mapped[list[Any]]
    actions: Mapped[list[Any]]
    place: Mapped[int]
    is_on: Mapped[bool]
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]
