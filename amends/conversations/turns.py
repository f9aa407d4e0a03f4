"""A customer's messages on their way to the bot: kept before they are acknowledged, one at a time, in their order.

The statements that every message needs are built once: building one took longer than the database to answer it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from amends import tracing
from amends.clock import SKEW
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.conversations.text import clean
from amends.db.tables import ButtonRow, ConversationRow, EventRow, TurnRow
from amends.db.types import Instant
from amends.db.window import Window
from amends.errors import NotFound, TooManyRequests, UnknownButton
from rasa_addons.typed_text import never_a_command

MINUTE = timedelta(minutes=1)
SAME_MOMENT = timedelta(seconds=3)
"""A finger that taps twice."""
LONGEST_WAIT = timedelta(seconds=10)
"""Between two tries at one turn."""


@dataclass(frozen=True)
class Due:
    """A turn that this process holds, with all that the dialogue server is told of it."""

    event_id: int
    conversation_id: str
    merchant: str
    language: str
    text: str
    payload: str | None
    sent_at: datetime
    tried_at: datetime
    traceparent: str | None = None


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
) -> EventRow:
    """Keep one message or button press, with the turn it causes, in this transaction.

    `pressed` is the title and payload of a button that stands in no reply: web's own, never a customer's words.

    The same `client_id` again, or the same `token`, gives the first event back and does nothing else: a button
    counts once. `extra` stands in the event's body beside the words. No turn is made while a person owns the
    conversation. Raises InvalidMessage, UnknownButton or TooManyRequests; then nothing is kept.
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
    enqueue(session, conversation, event, shown, payload, now)
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
    session: Session, conversation: ConversationRow, event: EventRow, text: str, payload: str | None, now: datetime
) -> None:
    """The turn that an event of the customer causes; none while a person owns the conversation."""
    if conversation.owner != "bot":
        return
    session.add(
        TurnRow(
            event_id=event.id,
            conversation_id=conversation.id,
            text=never_a_command(text),
            payload=payload,
            due_at=now,
            traceparent=tracing.current(),
        )
    )
    session.flush()


def next_due(session: Session, now: datetime, lease: timedelta) -> Due | None:
    """Take the turn that has waited longest, until `now + lease`; None when there is nothing to do.

    Of each conversation only the oldest waiting turn is given out, so its order holds over all processes.
    """
    found = session.execute(_NEXT, _instants(now, lease)).one_or_none()
    if found is None:
        return None
    turn, merchant, language, sent_at = found
    turn.locked_until = now + lease
    turn.tried_at = now if turn.tried_at is None else min(turn.tried_at, now)
    return Due(
        event_id=turn.event_id,
        conversation_id=turn.conversation_id,
        merchant=merchant,
        language=language,
        text=turn.text,
        payload=turn.payload,
        sent_at=sent_at,
        tried_at=turn.tried_at,
        traceparent=turn.traceparent,
    )


def release(session: Session, due: Due) -> None:
    """Give back a turn that was begun: whoever looks next has it. The bot answers it from its record if it was done."""
    ours = (TurnRow.event_id == due.event_id, TurnRow.state == "waiting")
    session.execute(update(TurnRow).where(*ours).values(locked_until=None))


def park(session: Session, now: datetime, lease: timedelta, error: str) -> None:
    """Set aside the turn that `next_due` failed at, which a person has to look at: those behind it go on."""
    stuck = session.scalar(_FIRST, _instants(now, lease))
    session.execute(update(TurnRow).where(TurnRow.event_id == stuck).values(state="failed", last_error=error))


def is_any_due(session: Session, now: datetime, lease: timedelta) -> bool:
    """Whether next_due would find something; only reads."""
    return session.scalar(_FIRST, _instants(now, lease)) is not None


def renew(session: Session, due: Due, now: datetime, lease: timedelta) -> None:
    """Hold the turn for longer, while the bot works on it."""
    session.execute(
        update(TurnRow)
        .where(TurnRow.event_id == due.event_id, TurnRow.state == "waiting")
        .values(locked_until=now + lease)
    )


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


def _is_due() -> ColumnElement[bool]:
    """A turn that nobody tried yet is due, whatever the clock said when it was kept. A wait or a hold that ends later
    than any that could have begun by now was written by a clock that has been put back, and has no meaning. Its
    parameters are those of `_instants`."""
    earlier, its = aliased(TurnRow), aliased(ConversationRow)
    now = bindparam("now", type_=Instant())
    longest_wait, longest_hold = bindparam("longest_wait", type_=Instant()), bindparam("longest_hold", type_=Instant())
    waits = (TurnRow.attempts > 0) & (TurnRow.due_at > now) & (TurnRow.due_at <= longest_wait)
    until = TurnRow.locked_until
    held = until.is_not(None) & (until >= now) & (until <= longest_hold)
    return (
        (TurnRow.state == "waiting")
        & ~waits
        & ~held
        & exists().where(its.id == TurnRow.conversation_id, its.owner == "bot")
        & ~exists().where(
            earlier.conversation_id == TurnRow.conversation_id,
            earlier.state == "waiting",
            earlier.event_id < TurnRow.event_id,
        )
    )


def kept(session: Session, conversation: ConversationRow, client_id: str) -> EventRow | None:
    """The event that this `client_id` stands for already. Until the transaction ends nobody else adds one."""
    owner = session.scalar(_OWNER_LOCKED, {"conversation": conversation.id})
    set_committed_value(conversation, "owner", owner)
    return session.scalar(_KEPT, {"conversation": conversation.id, "client": client_id})


def _instants(now: datetime, lease: timedelta) -> dict[str, datetime]:
    return {"now": now, "longest_wait": now + LONGEST_WAIT + SKEW, "longest_hold": now + lease + SKEW}


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
_NEXT = (
    select(TurnRow, ConversationRow.merchant, ConversationRow.language, EventRow.at)
    .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
    .join(EventRow, EventRow.id == TurnRow.event_id)
    .where(_is_due())
    .order_by(TurnRow.event_id)  # the order in which they were kept, whatever the clock said
    .limit(1)
    .with_for_update(skip_locked=True, of=TurnRow)
)
_FIRST = select(TurnRow.event_id).where(_is_due()).order_by(TurnRow.event_id).limit(1)
_WAITING = exists().where(TurnRow.conversation_id == ConversationRow.id, TurnRow.state == "waiting")
_OWED = select(
    ConversationRow.owner,
    _WAITING.label("waiting"),
    _WAITING.where(TurnRow.delay_told_at.is_(None)).label("untold"),
).where(ConversationRow.id == _OF_IT)
_OWNER_LOCKED = select(ConversationRow.owner).where(ConversationRow.id == _OF_IT).with_for_update()
_KEPT = select(EventRow).where(EventRow.conversation_id == _OF_IT, EventRow.client_id == bindparam("client"))
_SAID = select(EventRow.at).where(
    EventRow.conversation_id == _OF_IT, EventRow.author == "customer", EventRow.kind == EventKind.MESSAGE
)
