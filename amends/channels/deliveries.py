"""What came, kept once: the first of all that is done with it, in the same transaction."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels.received import Received
from amends.db.channel_tables import ChannelDeliveryRow, ChannelMessageRow, ChannelThreadRow
from amends.db.conversation_tables import EventRow
from amends.db.upsert import insert
from amends.labels import Labelled

LONGEST_KEY = 200
LONGEST_ADDRESS = 320
LONGEST_THREAD = 400


class Outcome(Labelled):
    """What became of a delivery."""

    TAKEN = "taken", "a message of the customer's"
    FETCHING = "fetching", "files that are still with the provider"
    NOTED = "noted", "a line for the desk"
    REFUSED = "refused", "the customer was told why"
    TOLD = "told", "news of a message of ours"
    EARLY = "early", "news of a message that is not known yet"
    IGNORED = "ignored", "means nothing to us"
    PARKED = "parked", "could not be taken, for a fault of ours"


def keep(session: Session, channel_id: str, received: Received, now: datetime) -> ChannelDeliveryRow | None:
    """The row of what came now; None where it came before. Whoever else keeps the same waits until this ends."""
    values = {
        "channel_id": channel_id,
        "key": key_of(received.key),
        "received_at": now,
        "outcome": Outcome.IGNORED,
        "message_id": key_of(received.message_id) if received.message_id else None,
        "body": {},
    }
    statement = insert(session, ChannelDeliveryRow).values(**values).on_conflict_do_nothing()
    if session.execute(statement.returning(ChannelDeliveryRow.key)).first() is None:
        return None
    return session.get_one(ChannelDeliveryRow, (channel_id, values["key"]))


def key_of(given: str) -> str:
    """A provider's id as it is kept: as it is, or its digest where it is too long or holds what is no text."""
    if len(given) <= LONGEST_KEY and _is_text(given):
        return given
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


def client_id(channel_id: str, key: str, number: int = 0) -> str:
    """Under which the log keeps it: the same on each delivery."""
    return hashlib.sha256(f"{channel_id}\x1f{key}\x1f{number}".encode("utf-8", "surrogatepass")).hexdigest()


def has_address(received: Received) -> bool:
    """Whether an answer could go anywhere."""
    return (
        0 < len(received.address) <= LONGEST_ADDRESS
        and len(received.thread) <= LONGEST_THREAD
        and _is_text(received.address + received.thread)
    )


def event_of(session: Session, channel_id: str, message_id: str) -> EventRow | None:
    """What the customer's message of that name became; None where it is not known."""
    return session.scalar(
        select(EventRow)
        .join(ChannelDeliveryRow, ChannelDeliveryRow.event_id == EventRow.id)
        .where(ChannelDeliveryRow.channel_id == channel_id, ChannelDeliveryRow.message_id == key_of(message_id))
        .order_by(EventRow.id.desc())
        .limit(1)
    )


def answered(session: Session, event: EventRow) -> str:
    """The provider's name of the customer's last message before `event`; empty where it has none."""
    last = (
        select(ChannelDeliveryRow.message_id)
        .join(EventRow, EventRow.id == ChannelDeliveryRow.event_id)
        .where(
            EventRow.conversation_id == event.conversation_id, EventRow.seq < event.seq, EventRow.author == "customer"
        )
    )
    return session.scalar(last.order_by(EventRow.seq.desc()).limit(1)) or ""


def begun_by(session: Session, conversation_id: str) -> str:
    """The provider's name of the message with which a conversation began; empty where it had none."""
    first = select(ChannelDeliveryRow.message_id).where(ChannelDeliveryRow.conversation_id == conversation_id)
    return session.scalar(first.order_by(ChannelDeliveryRow.received_at, ChannelDeliveryRow.event_id).limit(1)) or ""


def conversations_of(session: Session, channel_id: str, message_ids: Iterable[str]) -> set[str]:
    """In which conversations messages of these names came or went."""
    names = [key_of(each) for each in message_ids]
    came = select(ChannelDeliveryRow.conversation_id).where(
        ChannelDeliveryRow.channel_id == channel_id,
        ChannelDeliveryRow.message_id.in_(names),
        ChannelDeliveryRow.conversation_id.is_not(None),
    )
    went = (
        select(EventRow.conversation_id)
        .join(ChannelMessageRow, ChannelMessageRow.event_id == EventRow.id)
        .where(ChannelMessageRow.channel_id == channel_id, ChannelMessageRow.message_id.in_(names))
    )
    return {*session.scalars(came), *session.scalars(went)}


def are_files_coming(session: Session, conversation_id: str) -> bool:
    """Whether files of the customer's, and the words with them, are still with the provider."""
    waiting = select(ChannelDeliveryRow.key).where(
        ChannelDeliveryRow.conversation_id == conversation_id, ChannelDeliveryRow.outcome == Outcome.FETCHING
    )
    return session.scalar(waiting.limit(1)) is not None


def of_address(session: Session, channel_id: str, address: str, since: datetime, most: int) -> list[str]:
    """In which conversations messages of an address came since then, one entry a message, newest first."""
    came = (
        select(ChannelDeliveryRow.conversation_id)
        .join(ChannelThreadRow, ChannelThreadRow.conversation_id == ChannelDeliveryRow.conversation_id)
        .where(
            ChannelThreadRow.channel_id == channel_id,
            ChannelThreadRow.address == address,
            ChannelDeliveryRow.received_at > since,
        )
    )
    return [each or "" for each in session.scalars(came.order_by(ChannelDeliveryRow.received_at.desc()).limit(most))]


def _is_text(given: str) -> bool:
    return not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in given)
