"""The conversations that a customer had before: found again by whoever had them, and gone on with where they can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow, VouchedRow

MOST = 20
CLOSES_AFTER = timedelta(days=1)
"""A conversation whose cases are all closed is gone on with for so long: whoever thanks, or disagrees, is heard."""
_WORDS = 120


@dataclass(frozen=True)
class Earlier:
    """`words` is how the customer began. `closed`: it is there to read; what is new belongs in a new one."""

    id: str
    language: str
    began: datetime
    last: datetime
    words: str
    closed: bool


def mark(session: Session, row: ConversationRow, customer: str) -> None:
    """The conversation is that customer's, whom the merchant's website vouches for."""
    session.add(VouchedRow(conversation_id=row.id, customer=customer))


def of_customer(session: Session, customer: str) -> list[str]:
    """The ids of those that were marked so, the newest first."""
    theirs = select(ConversationRow.id).join(VouchedRow, VouchedRow.conversation_id == ConversationRow.id)
    wanted = theirs.where(VouchedRow.customer == customer).order_by(ConversationRow.last_event_at.desc())
    return list(session.scalars(wanted.limit(MOST)))


def entries(session: Session, merchant: str, ids: Iterable[str], now: datetime) -> list[Earlier]:
    """Those of them with that merchant in which the customer said anything, the newest first."""
    wanted = select(ConversationRow).where(ConversationRow.id.in_(list(ids)), ConversationRow.merchant == merchant)
    rows = session.scalars(wanted.order_by(ConversationRow.last_event_at.desc()).limit(MOST)).all()
    begun = _first_words(session, [row.id for row in rows])
    return [
        Earlier(row.id, row.language, row.created_at, row.last_event_at, begun[row.id], _is_closed(session, row, now))
        for row in rows
        if row.id in begun
    ]


def _first_words(session: Session, ids: list[str]) -> dict[str, str]:
    """What the customer wrote, pressed or sent first, by conversation."""
    first = (
        select(func.min(EventRow.id))
        .where(EventRow.conversation_id.in_(ids), EventRow.author == "customer")
        .group_by(EventRow.conversation_id)
    )
    rows = session.execute(select(EventRow.conversation_id, EventRow.body).where(EventRow.id.in_(first)))
    return {conversation: _cut(str(body.get("text") or body.get("name") or "")) for conversation, body in rows}


def _cut(text: str) -> str:
    return text if len(text) <= _WORDS else text[: _WORDS - 1].rstrip() + "…"


def _is_closed(session: Session, row: ConversationRow, now: datetime) -> bool:
    if row.owner == "person" or now - row.last_event_at < CLOSES_AFTER:
        return False
    closed = session.scalars(select(CaseRow.closed_at).where(CaseRow.conversation_id == row.id)).all()
    return bool(closed) and None not in closed
