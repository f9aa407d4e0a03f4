"""The log of a conversation: numbered events without gaps, appended in one order whoever writes them."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from amends.conversations.event_kinds import EventKind
from amends.db import lanes, outbox
from amends.db.job_kinds import JobKind
from amends.db.tables import ButtonRow, ConversationRow, EventRow
from amends.messages.say import Say

PAGE = 500
OWN_BUTTONS = frozenset({"talk_to_human", "withdraw"})
"""What the chat window offers at all times: docs/chat-api.md."""
WEB = "web"
"""The channel of the chat window, which reads the log itself. On every other one, what is said has to be sent."""
SAID = frozenset({EventKind.REPLY, EventKind.NOTICE})


class Speaks(Protocol):
    """What turns a response into words: amends.messages.sentences.Sentences."""

    def text(self, say: Say, language: str) -> str: ...

    def buttons(self, say: Say, language: str) -> list[tuple[str, str]]: ...


def append(
    session: Session,
    conversation: ConversationRow,
    *,
    kind: EventKind,
    author: str,
    body: dict[str, Any],
    now: datetime,
    client_id: str | None = None,
) -> EventRow:
    """Add one event and flush it. Its `seq` is final: the conversation's row stays locked until the transaction ends.

    `author` is customer, bot, agent or system; the kinds and their bodies stand in docs/chat-api.md.
    """
    session.flush()
    taken = session.execute(_NUMBER, {"conversation": conversation.id, "now": now}).scalar_one()
    session.expire(conversation, ["next_seq", "last_event_at"])
    event = EventRow(
        conversation_id=conversation.id,
        seq=taken - 1,
        kind=kind,
        author=author,
        client_id=client_id,
        body=body,
        at=now,
    )
    session.add(event)
    session.flush()
    if conversation.channel != WEB and kind in SAID:
        to_send, dedupe = {"conversation_id": conversation.id}, lanes.to_send(conversation.id)
        outbox.enqueue_again(session, JobKind.SEND_ON_CHANNEL, to_send, now, dedupe)
    return event


def reply(
    session: Session,
    conversation: ConversationRow,
    text: str,
    buttons: Sequence[tuple[str, str]],
    now: datetime,
    *,
    author: str = "bot",
    kind: EventKind = EventKind.REPLY,
    data: dict[str, Any] | None = None,
    files: Sequence[dict[str, Any]] = (),
) -> EventRow:
    """Append words that are already rendered. `buttons` are (title, payload); only a token of each goes out, and which
    of the window's own buttons it repeats. `files` go with them (docs/chat-api.md)."""
    minted = [(secrets.token_urlsafe(18), title, payload) for title, payload in buttons]
    body: dict[str, Any] = {
        "text": text,
        "buttons": [{"title": title, "token": token} | _action(payload) for token, title, payload in minted],
    }
    if author != "agent":  # who knows in which language a person writes
        body["language"] = conversation.language
    if data:
        body["data"] = data
    if files:
        body["files"] = list(files)
    event = append(session, conversation, kind=kind, author=author, body=body, now=now)
    session.add_all(
        ButtonRow(token=token, conversation_id=conversation.id, event_id=event.id, title=title, payload=payload)
        for token, title, payload in minted
    )
    return event


def say(
    session: Session,
    conversation: ConversationRow,
    says: Sequence[Say],
    sentences: Speaks,
    now: datetime,
    *,
    author: str = "bot",
    kind: EventKind = EventKind.REPLY,
) -> list[EventRow]:
    """Append each response in the conversation's language, with its buttons."""
    language = conversation.language
    return [
        reply(
            session,
            conversation,
            sentences.text(said, language),
            sentences.buttons(said, language),
            now,
            author=author,
            kind=kind,
        )
        for said in says
    ]


def _action(payload: str) -> dict[str, str]:
    name = payload.removeprefix("/")
    return {"action": name} if name in OWN_BUTTONS else {}


def since(session: Session, conversation_id: str, after_seq: int, limit: int) -> list[EventRow]:
    """The events after number `after_seq` (0: from the first), oldest first, at most `limit`."""
    wanted = {"conversation": conversation_id, "after": after_seq, "most": limit}
    return list(session.scalars(_SINCE, wanted))


def backwards(session: Session, conversation_id: str) -> Iterator[EventRow]:
    """Every event, newest first, read as it is asked for."""
    before = None
    while True:
        page = select(EventRow).where(EventRow.conversation_id == conversation_id).order_by(EventRow.seq.desc())
        if before is not None:
            page = page.where(EventRow.seq < before)
        rows = session.scalars(page.limit(PAGE)).all()
        yield from rows
        if len(rows) < PAGE:
            return
        before = rows[-1].seq


_NUMBER = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(next_seq=ConversationRow.next_seq + 1, last_event_at=bindparam("now"))
    .returning(ConversationRow.next_seq)
    .execution_options(synchronize_session=False)
)
_SINCE = (
    select(EventRow)
    .where(EventRow.conversation_id == bindparam("conversation"), EventRow.seq > bindparam("after"))
    .order_by(EventRow.seq)
    .limit(bindparam("most"))
)
