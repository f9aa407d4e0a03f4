"""What a customer wrote in their own words: not what they pressed, nor what only says who they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.conversations.event_kinds import EventKind
from amends.db.tables import EventRow, TurnRow

FIRST, LAST = 30, 5
"""So many messages are looked at, from the beginning and from the end of a chat."""
FEWEST = 2
"""Words of letters that make a sentence."""
_NAMES_SOMEBODY = re.compile(r"\S+@\S+|\b[A-Za-z]{1,4}[-\s#.]{0,2}\d{3,}\b|\b[A-Za-z]{2}-[0-9A-Za-z]{7}\b")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class OwnWords:
    """`told` says most of what it is about, `last` was said last; both empty where nothing was."""

    told: str = ""
    last: str = ""


def is_sentence(text: str) -> bool:
    """Whether it says something beside an e-mail address, an order's or a case's number."""
    return len(_WORD.findall(_NAMES_SOMEBODY.sub(" ", text))) >= FEWEST


def of(texts: Iterable[str]) -> OwnWords:
    """From what was typed, oldest first."""
    said = [text for text in texts if is_sentence(text)]
    return OwnWords(max(said, key=len), said[-1]) if said else OwnWords()


def by_conversation(session: Session, conversations: Sequence[str]) -> dict[str, OwnWords]:
    """Of each of them in which the customer typed anything."""
    numbered = select(
        EventRow.conversation_id,
        EventRow.seq,
        EventRow.body,
        func.row_number().over(partition_by=EventRow.conversation_id, order_by=EventRow.seq).label("n"),
        func.row_number().over(partition_by=EventRow.conversation_id, order_by=EventRow.seq.desc()).label("from_end"),
    ).outerjoin(TurnRow, TurnRow.event_id == EventRow.id)
    typed = numbered.where(
        EventRow.conversation_id.in_(conversations),
        EventRow.author == "customer",
        EventRow.kind == EventKind.MESSAGE,
        TurnRow.payload.is_(None),  # what was pressed has one
    ).subquery()
    looked_at = or_(typed.c.n <= FIRST, typed.c.from_end <= LAST)
    rows = session.execute(
        select(typed.c.conversation_id, typed.c.body).where(looked_at).order_by(typed.c.conversation_id, typed.c.seq)
    )
    texts: dict[str, list[str]] = {}
    for conversation, body in rows:
        if "button" not in body:
            texts.setdefault(conversation, []).append(str(body.get("text", "")))
    return {conversation: of(said) for conversation, said in texts.items()}
