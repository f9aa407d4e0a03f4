"""Who answers a conversation: the bot, or a person at the desk. Each change is an event in its log."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from amends.conversations import log, turns
from amends.conversations.event_kinds import EventKind
from amends.db.tables import ConversationRow, EventRow, TurnRow
from amends.messages.say import Say


def hand_to_person(session: Session, conversation: ConversationRow, *, by: str, now: datetime) -> None:
    """From now on messages are kept for the desk. `by` (bot, agent, system) decides what becomes of the bot's
    answer that is under way: it is still said when the bot itself hands over, and dropped otherwise."""
    if conversation.owner == "person":
        return
    conversation.owner = "person"
    log.append(session, conversation, kind=EventKind.OWNER, author=by, body={"owner": "person"}, now=now)


def hand_to_bot(session: Session, conversation: ConversationRow, *, by: str, now: datetime) -> None:
    """Back to the bot, which answers what comes from now on: what still waited for it was a person's to answer."""
    if conversation.owner == "bot":
        return
    session.execute(
        update(TurnRow)
        .where(TurnRow.conversation_id == conversation.id, TurnRow.state == "waiting")
        .values(state="done", last_error="left to a person")
    )
    conversation.owner = "bot"
    log.append(session, conversation, kind=EventKind.OWNER, author=by, body={"owner": "bot"}, now=now)


def hand_to_bot_by_customer(session: Session, conversation: ConversationRow, client_id: str, now: datetime) -> None:
    """The same for a function that has to work at any time, whoever has the chat: the statutory withdrawal, which the
    bot runs in its two steps. A press that was kept before, by its `client_id`, takes the chat from nobody."""
    if turns.kept(session, conversation, client_id) is None:
        hand_to_bot(session, conversation, by="customer", now=now)


def say(
    session: Session, conversation: ConversationRow, says: Sequence[Say], sentences: log.Speaks, now: datetime
) -> None:
    """Say what nobody asked for just now: as the bot, or as a notice without buttons while a person has the chat."""
    session.flush()
    session.execute(select(ConversationRow.id).where(ConversationRow.id == conversation.id).with_for_update())
    session.refresh(conversation, ["owner"])
    if conversation.owner == "bot":
        log.say(session, conversation, says, sentences, now)
        return
    for said in says:
        text = sentences.text(said, conversation.language)
        log.reply(session, conversation, text, (), now, author="system", kind=EventKind.NOTICE)


def bot_may_speak(session: Session, conversation: ConversationRow, after_event_id: int) -> bool:
    """Whether the answer to that event may still be said: the bot owns the conversation, or gave it away itself."""
    if conversation.owner == "bot":
        return True
    handed_by = session.scalar(
        select(EventRow.author)
        .where(
            EventRow.conversation_id == conversation.id, EventRow.kind == EventKind.OWNER, EventRow.id > after_event_id
        )
        .order_by(EventRow.seq.desc())
        .limit(1)
    )
    return handed_by == "bot"
