"""The transcript as the customer saw it, of all chats of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.conversations.event_kinds import EventKind
from amends.db.tables import ButtonRow, EventRow
from amends.desk.chats import Chat

MOST = 200
_WHO_HAS_IT = {"person": "A person has the chat", "bot": "The bot has the chat"}


@dataclass(frozen=True)
class Said:
    """One entry. `buttons` are the titles of those that were offered with it."""

    kind: str
    author: str
    who: str
    text: str
    at: datetime
    chat: Chat
    buttons: tuple[str, ...] = ()


def said_in(session: Session, chats: Sequence[Chat]) -> tuple[tuple[Said, ...], bool]:
    """The latest entries of all of them, oldest first, and whether there were more before."""
    by_id = {chat.row.id: chat for chat in chats}
    newest = select(EventRow).where(EventRow.conversation_id.in_(list(by_id)))
    rows = session.scalars(newest.order_by(EventRow.id.desc()).limit(MOST + 1)).all()
    pressed = {row.body["button"] for row in rows if row.author == "customer" and row.body.get("button")}
    titles = {row.token: row.title for row in session.scalars(select(ButtonRow).where(ButtonRow.token.in_(pressed)))}
    said = [_said(row, by_id[row.conversation_id], titles) for row in reversed(rows[:MOST])]
    return tuple(said), len(rows) > MOST


def _said(row: EventRow, chat: Chat, titles: Mapping[str, str]) -> Said:
    body = row.body
    data = body.get("data") or {}
    who = {"customer": "Customer", "bot": "Bot", "system": "System"}.get(row.author) or str(data.get("agent", "Desk"))
    text = str(body.get("text") or titles.get(str(body.get("button"))) or body.get("name") or "")
    if row.kind == EventKind.OWNER:
        text = _WHO_HAS_IT.get(str(body.get("owner")), "")
        if row.author == "customer":
            text = "The customer pressed the button for withdrawing from the contract: the bot has the chat for that"
    buttons = tuple(str(button["title"]) for button in body.get("buttons") or ())
    return Said(row.kind, row.author, who, text, row.at, chat, buttons)
