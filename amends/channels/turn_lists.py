"""Several lists of choices in one turn. Where more than one is numbered lines, the numbers go on: none means two."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels.choosing import are_numbers, is_numbered
from amends.channels.gathering import choices_of
from amends.channels.limits import Limits
from amends.channels.outgoing import Choice
from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import EventRow


def before(session: Session, event: EventRow, limits: Limits) -> list[Choice]:
    """What the turn of `event` had offered in numbered lines when it came to this one, whose numbers go on from there;
    empty where this one has none, and on a channel that makes one message of a turn."""
    if limits.gathers or event.kind != EventKind.REPLY or not _has_numbers(event, limits):
        return []
    same_turn = select(EventRow).where(
        EventRow.conversation_id == event.conversation_id,
        EventRow.kind == EventKind.REPLY,
        EventRow.at == event.at,
        EventRow.seq < event.seq,
    )
    earlier = session.scalars(same_turn.order_by(EventRow.seq))
    return [choice for each in earlier if _has_numbers(each, limits) for choice in choices_of(each)]


def _has_numbers(event: EventRow, limits: Limits) -> bool:
    choices = choices_of(event)
    return bool(choices) and is_numbered(choices, limits) and not are_numbers(choices)
