"""A number that stands for a choice: customers answer numbered lines by it, and buttons too."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.channels import deliveries, turn_lists
from amends.channels.choice_numbers import choice_number
from amends.channels.gathering import choices_of
from amends.channels.limits import Limits
from amends.conversations.event_kinds import EventKind
from amends.db.channel_tables import ChannelMessageRow
from amends.db.conversation_tables import ConversationRow, EventRow


def token_of(
    session: Session, conversation: ConversationRow, text: str, limits: Limits, answers: Sequence[str] = ()
) -> str | None:
    """The token of the choice that `text` numbers, among those that went out since the customer last wrote; else None,
    and the text is words. What was said and is still to go out, the customer has not read: no number means it.

    Of a message that `answers` some of ours, by the provider's names of them, it is a choice of one of these. Who sent
    a picture in between has written nothing.
    """
    number = choice_number(text, (conversation.language,))
    if number is None:
        return None
    mine = EventRow.conversation_id == conversation.id
    wrote = mine, EventRow.author == "customer", EventRow.kind == EventKind.MESSAGE
    last = session.scalar(select(func.max(EventRow.seq)).where(*wrote)) or 0
    went = select(ChannelMessageRow.event_id).where(
        ChannelMessageRow.message_id.is_not(None), ChannelMessageRow.part >= 0
    )
    answered = went.where(ChannelMessageRow.message_id.in_([deliveries.key_of(each) for each in answers]))
    if session.scalar(answered.limit(1)) is not None:
        went = answered
    replies = select(EventRow).where(mine, EventRow.kind == EventKind.REPLY, EventRow.seq > last, EventRow.id.in_(went))
    offering = (each for each in session.scalars(replies.order_by(EventRow.seq.desc())) if each.body.get("buttons"))
    if (newest := next(offering, None)) is None:
        return None
    choices = [*turn_lists.before(session, newest, limits), *choices_of(newest)]
    return choices[number - 1].token if number <= len(choices) else None
