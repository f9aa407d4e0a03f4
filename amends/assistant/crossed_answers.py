"""A yes that was on its way before what it would answer was put: «yes», «yes», «yes», sent at once.

It answers nothing, and its writer did nothing wrong: they are asked for the yes, or told that one is enough.
"""

from datetime import datetime

from amends.assistant import unclear_answers
from amends.assistant.claim_state import Confirming
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.conversations import turns
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a yes that crossed with ours; empty for any other message."""
    draft, last = situation.draft, situation.draft.turn
    if message.choice or message.said.answer is not True:
        return ()
    if isinstance(draft.state, Confirming):
        put = draft.state.proposal.at
        early = (last is not None and last.at is not None and message.at <= last.at) or is_early(context, message, put)
        return unclear_answers.asked_back(context, situation) if early else ()
    if last is None or last.at is None or message.at > last.at:
        return ()
    return (Say("utter_one_yes_is_enough"),) if draft.settled and draft.confirmed is not None else ()


def is_early(context: Context, message: Message, put: datetime) -> bool:
    """Whether it was written before what was put at that instant, or before that had gone out."""
    return message.at <= put or is_unread(context, message, put)


def is_unread(context: Context, message: Message, put: datetime) -> bool:
    """Whether what was put at that instant had not gone out to the customer's telephone or mailbox as they wrote."""
    with context.database.read() as session:
        until = turns.read_until(session, message.turn)
    return until is not None and put > until
