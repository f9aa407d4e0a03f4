"""The transcript as the customer saw it, of all chats of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels import keeping_back, opting_out
from amends.channels.received import Unsupported
from amends.channels.standing_in import Instead
from amends.conversations.changed import CHANGES
from amends.conversations.event_kinds import EventKind
from amends.db.tables import ButtonRow, ChannelMessageRow, EventRow
from amends.desk.chats import Chat

MOST = 200
_STATES = ("failed", "sent", "delivered", "read")
_IN_WORDS = {"failed": "not delivered", "sent": "sent", "delivered": "delivered", "read": "read"}
_KEPT_BACK = "waits: the customer was asked to write"
_WHO_HAS_IT = {"person": "A person has the chat", "bot": "The bot has the chat"}


@dataclass(frozen=True)
class Said:
    """One entry. `buttons` are the titles of those that were offered with it; `state` is what the channel tells of a
    message of ours. `files` went with it (docs/chat-api.md)."""

    kind: str
    author: str
    who: str
    text: str
    at: datetime
    chat: Chat
    buttons: tuple[str, ...] = ()
    state: str = ""
    event_id: int = 0
    files: tuple[Mapping[str, Any], ...] = ()


def said_in(
    session: Session, chats: Sequence[Chat], before: int | None = None, most: int = MOST
) -> tuple[tuple[Said, ...], bool]:
    """The latest entries of all of them, oldest first, and whether there were more before; of those `before` an entry,
    where that is given."""
    by_id = {chat.row.id: chat for chat in chats}
    newest = select(EventRow).where(EventRow.conversation_id.in_(list(by_id)))
    if before is not None:
        newest = newest.where(EventRow.id < before)
    rows = session.scalars(newest.order_by(EventRow.id.desc()).limit(most + 1)).all()
    pressed = {row.body["button"] for row in rows if row.author == "customer" and row.body.get("button")}
    titles = {row.token: row.title for row in session.scalars(select(ButtonRow).where(ButtonRow.token.in_(pressed)))}
    states = _states(session, rows)
    said = [_said(row, by_id[row.conversation_id], titles, states.get(row.id, "")) for row in reversed(rows[:most])]
    return tuple(said), len(rows) > most


def _states(session: Session, rows: Sequence[EventRow]) -> dict[int, str]:
    """Of each event that went out on a messaging channel, or is kept back, how far its least far part has come; failed
    before all."""
    parts = select(ChannelMessageRow.event_id, ChannelMessageRow.state, ChannelMessageRow.part)
    found: dict[int, str] = {}
    kept_back: dict[int, str] = {}
    for event_id, state, part in session.execute(parts.where(ChannelMessageRow.event_id.in_([row.id for row in rows]))):
        if part == keeping_back.ASKED:
            kept_back[event_id] = _KEPT_BACK
        else:
            found[event_id] = min(found.get(event_id, state), state, key=_STATES.index)
    return kept_back | {event_id: _IN_WORDS[state] for event_id, state in found.items()}


def _of_channel(body: Mapping[str, Any]) -> str:
    match body.get("what"):
        case "failed":
            instead = Instead.label_of(str(body.get("instead")))
            return (
                f"A message did not reach the customer: {body.get('why') or body.get('code')} {instead.capitalize()}."
            )
        case "deleted":
            return "The customer deleted an earlier message; it stays here as it was"
        case "overtaken":
            return f"Before the customer changed a message to what stands above, it was: {body.get('text')}"
        case opting_out.OUT:
            return "The customer opted out of messages on this channel: nothing is sent there until they write again"
        case opting_out.IN:
            return "The customer opted in again: messages on this channel get through"
        case "unreadable":
            return f"The customer sent what cannot be read here: {Unsupported.label_of(str(body.get('sent')))}"
        case "flood":
            return (
                f"More than {body.get('most')} messages came within an hour: a machine may be answering the bot. "
                "What comes beyond that is not taken and not answered."
            )
        case _:
            return ""


def _said(row: EventRow, chat: Chat, titles: Mapping[str, str], state: str) -> Said:
    body = row.body
    data = body.get("data") or {}
    who = {"customer": "Customer", "bot": "Bot", "system": "System"}.get(row.author) or str(data.get("agent", "Desk"))
    text = str(body.get("text") or titles.get(str(body.get("button"))) or body.get("name") or "")
    if row.kind == EventKind.OWNER:
        text = _WHO_HAS_IT.get(str(body.get("owner")), "")
        if row.author == "customer":
            text = "The customer pressed the button for withdrawing from the contract: the bot has the chat for that"
    if row.kind == EventKind.CHANNEL:
        text = _of_channel(body)
    if body.get(CHANGES):
        who = "Customer, changing an earlier message to"
    buttons = tuple(str(button["title"]) for button in body.get("buttons") or ())
    files = tuple(body.get("files") or ())
    return Said(row.kind, row.author, who, text, row.at, chat, buttons, state, row.id, files)
