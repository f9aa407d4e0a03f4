"""A customer's messages on their way to the bot: kept before they are acknowledged, one at a time, in their order.

The statements that every message needs are built once: building one took longer than the database to answer it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from amends import tracing
from amends.conversations import log
from amends.conversations.due_turns import AtOnce, due_of
from amends.conversations.event_kinds import EventKind
from amends.conversations.text import clean
from amends.db.tables import ButtonRow, ConversationRow, EventRow, TurnRow
from amends.db.window import Window
from amends.errors import NotFound, TooManyRequests, UnknownButton
from rasa_addons.typed_text import never_a_command

MINUTE = timedelta(minutes=1)
SAME_MOMENT = timedelta(seconds=3)
"""A finger that taps twice."""

READ_UNTIL = "read_until"
"""In the body of a message: up to when its writer had read our words, where there were more. See `read_until`."""

CAPTION = "caption"
"""In the body of a message: its words stand under a file that was kept, which gets an answer of its own."""


def receive(
    session: Session,
    conversation: ConversationRow,
    *,
    client_id: str,
    now: datetime,
    text: str | None = None,
    token: str | None = None,
    pressed: tuple[str, str] | None = None,
    per_minute: int = 20,
    extra: Mapping[str, Any] | None = None,
    at_once: AtOnce | None = None,
) -> EventRow:
    """Keep one message or button press, with the turn it causes, in this transaction.

    `pressed` is the title and payload of a button that stands in no reply: web's own, never a customer's words.

    The same `client_id` again, or the same `token`, gives the first event back and does nothing else: a button
    counts once. `extra` stands in the event's body beside the words. No turn is made while a person owns the
    conversation; `at_once` takes the one that is made. Raises InvalidMessage, UnknownButton or TooManyRequests; then
    nothing is kept.
    """
    if (known := kept(session, conversation, client_id)) is not None:
        return known
    button = _button(session, conversation, token) if token is not None else None
    if button is not None and (known := _press(session, button)) is not None:
        return known
    title, payload = (button.title, button.payload) if button else pressed or (None, None)
    shown = title or clean(text or "")
    _check_rate(session, conversation, per_minute, now)
    body = {"text": shown, **({"button": token} if button else {}), **(extra or {})}
    event = log.append(
        session, conversation, kind=EventKind.MESSAGE, author="customer", body=body, now=now, client_id=client_id
    )
    enqueue(session, conversation, event, shown, payload, now, at_once)
    return event


def pressed_before(
    session: Session, conversation: ConversationRow, token: str, now: datetime
) -> tuple[str, str] | None:
    """Title and payload of a button whose press was answered a while ago: whoever presses it once more wants to hear
    something, and is heard as saying it again. None for a first press, and for a second one of the same moment."""
    button = session.scalar(
        select(ButtonRow).where(ButtonRow.token == token, ButtonRow.conversation_id == conversation.id)
    )
    known = None if button is None else _press(session, button)
    if button is None or known is None or now - known.at < SAME_MOMENT or is_unanswered(session, known.id):
        return None
    return button.title, button.payload


def is_caption(session: Session, turn: str) -> bool:
    """Whether the message of `turn` stands under a file that was kept."""
    event = session.get(EventRow, int(turn)) if turn.isdecimal() else None
    return event is not None and CAPTION in event.body


def read_until(session: Session, turn: str) -> datetime | None:
    """Up to when the customer had read our words as they wrote the message of `turn`; None where they had all of them.
    Whatever was put to them later it does not answer."""
    event = session.get(EventRow, int(turn)) if turn.isdecimal() else None
    until = None if event is None else event.body.get(READ_UNTIL)
    return None if until is None else datetime.fromisoformat(until)


def enqueue(
    session: Session,
    conversation: ConversationRow,
    event: EventRow,
    text: str,
    payload: str | None,
    now: datetime,
    at_once: AtOnce | None = None,
) -> None:
    """The turn that an event of the customer causes; none while a person owns the conversation."""
    if conversation.owner != "bot":
        return
    # Whoever else adds a turn to this conversation, or ends one, locks the conversation as the caller has.
    is_next = at_once is not None and session.scalar(_ANY_WAITING, {"conversation": conversation.id}) is None
    turn = TurnRow(
        event_id=event.id,
        conversation_id=conversation.id,
        text=never_a_command(text),
        payload=payload,
        due_at=now,
        traceparent=tracing.current(),
    )
    if at_once is not None and is_next:
        turn.locked_until, turn.tried_at = now + at_once.lease, now
        at_once.due = due_of(turn, conversation.merchant, conversation.language, event.at)
    session.add(turn)
    session.flush()


@dataclass(frozen=True)
class Owed:
    """Who has the conversation; whether the bot owes an answer, and one of whose delay the customer was not told."""

    owner: str
    waiting: bool
    untold: bool


def owed(session: Session, conversation_id: str) -> Owed:
    """How the conversation stands. NotFound where it was erased."""
    found = session.execute(_OWED, {"conversation": conversation_id}).one_or_none()
    if found is None:
        raise NotFound("There is no such conversation any more.")
    owner, waiting, untold = found
    by_bot = owner == "bot"
    return Owed(owner, by_bot and waiting, by_bot and untold)


def is_waiting(session: Session, conversation_id: str) -> bool:
    """Whether the bot still owes an answer; of a conversation that is not there, no."""
    found = session.execute(_OWED, {"conversation": conversation_id}).one_or_none()
    return found is not None and found[0] == "bot" and bool(found[1])


def is_unanswered(session: Session, event_id: int) -> bool:
    """Whether the bot's answer to that event is still on its way."""
    return session.scalar(select(TurnRow.state).where(TurnRow.event_id == event_id)) == "waiting"


def kept(session: Session, conversation: ConversationRow, client_id: str) -> EventRow | None:
    """The event that this `client_id` stands for already. Until the transaction ends nobody else adds one."""
    owner, language = session.execute(_LOCKED, {"conversation": conversation.id}).one_or_none() or (None, None)
    set_committed_value(conversation, "owner", owner)
    set_committed_value(conversation, "language", language)
    return session.scalar(_KEPT, {"conversation": conversation.id, "client": client_id})


def _button(session: Session, conversation: ConversationRow, token: str) -> ButtonRow:
    button = session.scalar(
        select(ButtonRow).where(ButtonRow.token == token, ButtonRow.conversation_id == conversation.id)
    )
    if button is None:
        raise UnknownButton("This conversation has no such button; use a token from one of its replies.")
    return button


def _press(session: Session, button: ButtonRow) -> EventRow | None:
    """The event of this button's one press. `kept` was called before, so no second one is on its way."""
    return session.scalar(
        select(EventRow).where(
            EventRow.conversation_id == button.conversation_id,
            EventRow.author == "customer",
            EventRow.body["button"].as_string() == button.token,
        )
    )


def _check_rate(session: Session, conversation: ConversationRow, per_minute: int, now: datetime) -> None:
    if wait := Window(per_minute, MINUTE).wait(session, _SAID, now, conversation=conversation.id):
        raise TooManyRequests(f"More than {per_minute} messages within a minute; wait {wait} seconds.", wait)


_OF_IT: BindParameter[str] = bindparam("conversation")
_WAITING = exists().where(TurnRow.conversation_id == ConversationRow.id, TurnRow.state == "waiting")
_OWED = select(
    ConversationRow.owner,
    _WAITING.label("waiting"),
    _WAITING.where(TurnRow.delay_told_at.is_(None)).label("untold"),
).where(ConversationRow.id == _OF_IT)
_ANY_WAITING = select(TurnRow.event_id).where(TurnRow.conversation_id == _OF_IT, TurnRow.state == "waiting").limit(1)
_LOCKED = select(ConversationRow.owner, ConversationRow.language).where(ConversationRow.id == _OF_IT).with_for_update()
_KEPT = select(EventRow).where(EventRow.conversation_id == _OF_IT, EventRow.client_id == bindparam("client"))
_SAID = select(EventRow.at).where(
    EventRow.conversation_id == _OF_IT, EventRow.author == "customer", EventRow.kind == EventKind.MESSAGE
)
