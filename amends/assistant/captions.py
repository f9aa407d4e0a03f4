"""Words that stand under a file and only say what it is: they get no answer beside the file's."""

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.conversations import turns
from amends.reading.message import Message

_ANSWERED_BY_ANY_WORDS = frozenset({"service_name", "destination", "error_message"})
"""What is asked for in the customer's own words, and may stand under a picture of it."""


def needs_no_answer(context: Context, situation: Situation, message: Message) -> bool:
    """Whether `message` stands under a file and says nothing that the file does not."""
    if not message.only_shows or situation.draft.asked in _ANSWERED_BY_ANY_WORDS:
        return False
    with context.database.read() as session:
        return turns.is_caption(session, message.turn)
