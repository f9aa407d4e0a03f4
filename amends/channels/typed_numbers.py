"""A number that stands for a choice: customers answer numbered lines by it, and buttons too."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import EventRow

_NUMBER = re.compile(r"\s*#?([1-9][0-9]?)\s*[.)]?\s*", re.ASCII)


def token_of(session: Session, conversation_id: str, text: str) -> str | None:
    """The token of the choice that `text` numbers, among those offered since the customer last wrote; else None, and
    the text is words."""
    typed = _NUMBER.fullmatch(text)
    if typed is None:
        return None
    mine = EventRow.conversation_id == conversation_id
    last = session.scalar(select(func.max(EventRow.seq)).where(mine, EventRow.author == "customer")) or 0
    replies = select(EventRow).where(mine, EventRow.kind == EventKind.REPLY, EventRow.seq > last)
    offered = (reply.body.get("buttons") for reply in session.scalars(replies.order_by(EventRow.seq.desc())))
    choices: list[dict[str, str]] = next((buttons for buttons in offered if buttons), [])
    number = int(typed[1])
    return choices[number - 1]["token"] if number <= len(choices) else None
