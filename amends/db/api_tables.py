"""Programs that work with the desk: their tokens, and the calls that must not be done twice."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.db.types import Base


class ApiTokenRow(Base):
    """A token of one merchant's desk. Only its hash is kept; `ending` is what its list shows of it.

    `counted` are the calls of the minute that began at `counted_from`. `made_by` and `revoked_by` are agents' ids.
    """

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    merchant: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ending: Mapped[str] = mapped_column(String(4))
    scopes: Mapped[list[Any]]
    made_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    counted_from: Mapped[datetime | None]
    counted: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(String(40))


class ApiCallRow(Base):
    """A call under a key of the program's own, which is done once. `call_hash`: of what was asked for; `done`: it was
    done, not merely begun."""

    __tablename__ = "api_calls"
    __table_args__ = (Index("ix_api_calls_at", "at"),)

    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    call_hash: Mapped[str] = mapped_column(String(64))
    done: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
