"""What the people of a desk have prepared for their work: answers to customers."""

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
