"""What the bot did not understand, kept as it happens: the sentence of the stored message, once.

The sources are the three places where the bot says that it did not understand: a question of its own that a message
does not answer, a message outside a form that asks nothing known, and Rasa's fallback.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from amends.audit import log as audit
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.desk_tables import NotUnderstoodRow
from amends.db.session import Database
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.errors import NotFound

SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Sentence:
    """`asked` is the question that was open, if one was. `taken`: the intent it was filed under for review."""

    event_id: int
    merchant: str
    language: str
    text: str
    asked: str | None
    at: datetime
    taken: str | None


def keep(database: Database, conversation_id: str, turn: str, asked: str | None) -> None:
    """Keep the message of that turn. Nothing happens the second time, or where `turn` is no customer's message."""
    if not turn.isdigit():
        return
    with database.begin() as session:
        event = session.get(EventRow, int(turn))
        if event is None or event.conversation_id != conversation_id or event.author != "customer":
            return
        conversation = session.get_one(ConversationRow, conversation_id)
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        values = {
            "event_id": event.id,
            "merchant": conversation.merchant,
            "language": conversation.language,
            "text": event.body["text"],
            "asked": asked,
            "at": event.at,
        }
        session.execute(insert(NotUnderstoodRow).values(**values).on_conflict_do_nothing())


def sentences(
    session: Session, actor: Actor, merchants: frozenset[str], since: datetime, until: datetime, limit: int = 200
) -> list[Sentence]:
    """The newest of them first, those already dealt with left out."""
    for merchant in merchants:
        check(actor, "supervise", merchant)
    rows = session.scalars(
        select(NotUnderstoodRow)
        .where(
            NotUnderstoodRow.merchant.in_(merchants),
            NotUnderstoodRow.at >= since,
            NotUnderstoodRow.at < until,
            NotUnderstoodRow.taken.is_(None),
        )
        .order_by(NotUnderstoodRow.at.desc())
        .limit(limit)
    )
    return [Sentence(r.event_id, r.merchant, r.language, r.text, r.asked, r.at, r.taken) for r in rows]


def take(session: Session, actor: Actor, event_id: int, intent: str, now: datetime) -> None:
    """File a sentence under `intent`, for whoever reviews the training data, or as SET_ASIDE. It is not trained on by
    itself: `filed` lists what waits for review."""
    row = session.get(NotUnderstoodRow, event_id)
    if row is None:
        raise NotFound("There is no such sentence.")
    check(actor, "take_sentence", row.merchant)
    row.taken, row.taken_by, row.taken_at = intent, actor.id, now
    body = {"event": event_id, "intent": intent}
    audit.append(
        session,
        merchant=row.merchant,
        actor=actor.id,
        action="take_sentence",
        subject=f"event {event_id}",
        body=body,
        now=now,
    )


def filed(session: Session, merchants: frozenset[str]) -> list[Sentence]:
    """What was filed under an intent, for the reviewer of the training data; by intent and language."""
    rows = session.scalars(
        select(NotUnderstoodRow)
        .where(
            NotUnderstoodRow.merchant.in_(merchants),
            NotUnderstoodRow.taken.is_not(None),
            NotUnderstoodRow.taken != SET_ASIDE,
        )
        .order_by(NotUnderstoodRow.taken, NotUnderstoodRow.language, NotUnderstoodRow.at)
    )
    return [Sentence(r.event_id, r.merchant, r.language, r.text, r.asked, r.at, r.taken) for r in rows]
