"""What the people of a desk have prepared for their work: answers, lists of the queue, macros."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class PreparedAnswerRow(Base):
    """A prepared answer of one merchant, as it was written at the desk: `texts` by language, `labels` to find it by.

    It stands for the one of the same name in canned.yml; without `texts` that one is hidden.
    """

    __tablename__ = "prepared_answers"

    merchant: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    texts: Mapped[dict[str, Any]]
    labels: Mapped[list[Any]]
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]


class DeskViewRow(Base):
    """A list of the queue under a name. `merchant`: it is that whole desk's, otherwise the person's who made it."""

    __tablename__ = "desk_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(String(40), index=True)
    merchant: Mapped[str | None] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class MacroRow(Base):
    """Several steps on a case under one name, of one merchant's desk: each has a `kind` and a `value`
    (amends/desk/macro_steps.py)."""

    __tablename__ = "macros"

    id: Mapped[int] = mapped_column(primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(40))
    steps: Mapped[list[Any]]
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]
