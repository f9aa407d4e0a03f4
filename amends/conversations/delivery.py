"""What becomes of a turn: answered, tried again, or handed to a person. Each outcome is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from amends.conversations import due_turns, log, ownership, turns
from amends.conversations.due_turns import Due
from amends.conversations.event_kinds import EventKind
from amends.conversations.log import Speaks
from amends.db.tables import ConversationRow, EventRow, TurnRow
from amends.messages.say import Say

FIRST_RETRY_S = 0.5
TELL_DELAY_AFTER = timedelta(seconds=5)
GIVE_UP_AFTER = timedelta(minutes=10)
AT_ONCE = 50
"""Conversations that are told of a delay in one go."""
EMPTY = "the answer was empty"


@dataclass(frozen=True)
class Reply:
    """One reply of the dialogue server. `buttons` are (title, payload); `data` is for the channel, as JSON."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    data: dict[str, Any] | None = None


def answered(session: Session, due: Due, replies: Sequence[Reply], sentences: Speaks, now: datetime) -> None:
    """Say the replies and close the turn. Nothing happens when it was closed meanwhile; nothing is said when a person
    took the conversation over. No reply at all may mean that the turn was lost: it is tried once more. Twice none is an
    answer to words under a file, which say no more than what it is."""
    if (waiting := _waiting(session, due)) is None:
        return
    conversation, turn = waiting
    may_speak = ownership.bot_may_speak(session, conversation, due.event_id)
    if may_speak and not replies:
        _empty(session, conversation, turn, sentences, now)
        return
    if may_speak:
        for reply in replies:
            log.reply(session, conversation, reply.text, reply.buttons, now, data=reply.data)
    turn.state = "done"
    turn.last_error = None


def not_taken(session: Session, due: Due, error: str, sentences: Speaks, now: datetime) -> None:
    """The turn did not happen: try again later, for GIVE_UP_AFTER; then it is a person's. `error` is for operators."""
    if (waiting := _waiting(session, due)) is None:
        return
    conversation, turn = waiting
    if now - due.tried_at >= GIVE_UP_AFTER and conversation.owner == "bot":
        turn.state = "failed"
        turn.last_error = error
        log.say(
            session, conversation, [Say("utter_notice_person")], sentences, now, author="system", kind=EventKind.NOTICE
        )
        ownership.hand_to_person(session, conversation, by="system", now=now)
        return
    _try_again(turn, error, now)


def refused(session: Session, due: Due, error: str, sentences: Speaks, now: datetime) -> None:
    """The turn can never be taken: it is recorded as failed, the customer is told, and the next one goes on."""
    if (waiting := _waiting(session, due)) is not None:
        _unanswered(session, *waiting, error, sentences, now)


def late(session: Session, now: datetime) -> list[str]:
    """The conversations in which a message has waited for its answer too long without a word, wherever it waits."""
    return list(session.scalars(_LATE, {"before": now - TELL_DELAY_AFTER}))


def tell_late(session: Session, conversation_id: str, sentences: Speaks, now: datetime) -> None:
    """Tell the customer once of the delay, for all that waits in this conversation."""
    conversation = session.scalars(_CONVERSATION, {"conversation": conversation_id}).one_or_none()
    untold = select(TurnRow).where(
        TurnRow.conversation_id == conversation_id, TurnRow.state == "waiting", TurnRow.delay_told_at.is_(None)
    )
    turns_waiting = session.scalars(untold.execution_options(populate_existing=True)).all()
    if not turns_waiting or conversation is None or conversation.owner != "bot":
        return
    for turn in turns_waiting:
        turn.delay_told_at = now
    said = [Say("utter_notice_delayed")]
    log.say(session, conversation, said, sentences, now, author="system", kind=EventKind.NOTICE)


def _empty(session: Session, conversation: ConversationRow, turn: TurnRow, sentences: Speaks, now: datetime) -> None:
    if turn.last_error != EMPTY:
        _try_again(turn, EMPTY, now)
    elif turns.is_caption(session, str(turn.event_id)):
        turn.state = "done"
        turn.last_error = None
    else:
        _unanswered(session, conversation, turn, EMPTY, sentences, now)


def _unanswered(
    session: Session, conversation: ConversationRow, turn: TurnRow, error: str, sentences: Speaks, now: datetime
) -> None:
    turn.state = "failed"
    turn.last_error = error
    if conversation.owner == "bot":
        said = [Say("utter_notice_unanswered")]
        log.say(session, conversation, said, sentences, now, author="system", kind=EventKind.NOTICE)


def _try_again(turn: TurnRow, error: str, now: datetime) -> None:
    wait = min(due_turns.LONGEST_WAIT.total_seconds(), FIRST_RETRY_S * 2 ** min(turn.attempts, 10))
    turn.attempts += 1
    turn.due_at = now + timedelta(seconds=wait)
    turn.locked_until = None
    turn.last_error = error


def _waiting(session: Session, due: Due) -> tuple[ConversationRow, TurnRow] | None:
    """Both, locked. None where the turn has ended, or was erased with its conversation."""
    conversation = session.scalars(_CONVERSATION, {"conversation": due.conversation_id}).one_or_none()
    turn = session.scalars(_TURN, {"event": due.event_id}).one_or_none()
    if conversation is None or turn is None or turn.state != "waiting":
        return None
    return conversation, turn


_LATE = (
    select(TurnRow.conversation_id)
    .join(EventRow, EventRow.id == TurnRow.event_id)
    .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
    .where(TurnRow.state == "waiting", TurnRow.delay_told_at.is_(None), ConversationRow.owner == "bot")
    .where(EventRow.at <= bindparam("before"))
    .distinct()
    .limit(AT_ONCE)
)
_CONVERSATION = (
    select(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_TURN = (
    select(TurnRow)
    .where(TurnRow.event_id == bindparam("event"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
