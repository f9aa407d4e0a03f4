"""Changes and deletions that come before the message which they are about: providers promise no order.

Such a change counts as the message, and such a deletion waits. When the message itself comes, nobody answers words that
were changed already.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.received import Deletion, Edit, Received
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.channel_tables import ChannelDeliveryRow
from amends.db.conversation_tables import ConversationRow, EventRow

_WHAT = "overtook"
CHANGE, DELETION = "change", "deletion"


def changes_no_word(earlier: EventRow, text: str) -> bool:
    """Whether a change to `text` is none that anybody would answer. Providers also tell of changes that are none of the
    words, and capitals, or what only ends a sentence, say nothing new; a question mark does, and whatever stands within
    a word."""
    return _words(str(earlier.body.get("text") or "")) == _words(text)


def _words(text: str) -> list[str]:
    return [word for each in text.casefold().split() if (word := each.rstrip(".!…"))]


def note(session: Session, channel_id: str, what: Edit | Deletion, delivery: ChannelDeliveryRow) -> None:
    """With what came, where the message that it names has not come yet: by its name it is found again."""
    if deliveries.event_of(session, channel_id, what.of) is None:
        delivery.message_id = deliveries.key_of(what.of)
        delivery.body = {_WHAT: CHANGE if isinstance(what, Edit) else DELETION}


def changed(session: Session, channel_id: str, received: Received) -> EventRow | None:
    """What a message had been changed to before it came."""
    came = next((each for each in _earlier(session, channel_id, received) if each.body.get(_WHAT) == CHANGE), None)
    return None if came is None or came.event_id is None else session.get(EventRow, came.event_id)


def is_deleted(session: Session, channel_id: str, received: Received) -> bool:
    """Whether a message had been deleted before it came."""
    return any(each.body.get(_WHAT) == DELETION for each in _earlier(session, channel_id, received))


def tell_of(session: Session, conversation: ConversationRow, change: EventRow, text: str, now: datetime) -> EventRow:
    """A line for the desk, with the words that were changed."""
    body = {"what": "overtaken", "of": change.seq, "text": text}
    return log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)


def tell_of_deletion(session: Session, conversation: ConversationRow, of: EventRow, now: datetime) -> EventRow:
    """A line for the desk. The message stays, for what was said was said, and may have been decided on."""
    body = {"what": "deleted", "of": of.seq}
    return log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)


def _earlier(session: Session, channel_id: str, received: Received) -> Iterator[ChannelDeliveryRow]:
    if received.message_id:
        named = select(ChannelDeliveryRow).where(
            ChannelDeliveryRow.channel_id == channel_id,
            ChannelDeliveryRow.message_id == deliveries.key_of(received.message_id),
            ChannelDeliveryRow.key != deliveries.key_of(received.key),
        )
        yield from session.scalars(named)
