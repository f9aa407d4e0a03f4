"""In which language a chat goes on: in the one that the customer writes, or asked for; and none but ours.

What was asked for holds until the customer asks for another, or writes at length in one.
"""

from amends.assistant.draft import Draft
from amends.reading.message import Message

ENGLISH = "en"


def moves_to(draft: Draft, message: Message) -> str | None:
    """The language in which the chat goes on from `message`; None where it stays as it is."""
    if message.is_foreign:
        return ENGLISH
    short = message.said.is_short
    return None if draft.language_chosen and short and not message.asks_for_a_language else message.language
