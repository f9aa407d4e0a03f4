"""Turns that wait for the bot, given out to one process at a time: under a lease, which runs out when it is killed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, exists, select, update
from sqlalchemy.orm import Session, aliased

from amends.clock import SKEW
from amends.db.tables import ConversationRow, EventRow, TurnRow
from amends.db.types import Instant

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


@dataclass
class AtOnce:
    """Asks `turns.receive` for the turn of the very message that is kept, until `now + lease`, which saves whoever
    keeps it the look for it. `due` is that turn, where none of the conversation waits before it: begun once the
    transaction has committed."""

    lease: timedelta
    due: Due | None = None


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
    return due_of(turn, merchant, language, sent_at)


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


def due_of(turn: TurnRow, merchant: str, language: str, sent_at: datetime) -> Due:
    """The turn, which the caller has just leased."""
    assert turn.tried_at is not None
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


def _instants(now: datetime, lease: timedelta) -> dict[str, datetime]:
    return {"now": now, "longest_wait": now + LONGEST_WAIT + SKEW, "longest_hold": now + lease + SKEW}


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
