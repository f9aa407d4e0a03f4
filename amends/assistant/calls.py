"""When a message calls for a person without a button: by asking for one, or by anger."""

from amends.assistant.message import SURE, Message

CALLS = frozenset({"talk_to_human", "frustrated"})
_FROM = {"talk_to_human": 0.4, "frustrated": SURE}
"""From which confidence on it is not a guess; a request is less often mistaken than anger."""
OUTBURST_WORDS = 12
"""A longer answer to a question that takes any text tells a story, however angry."""


def calls_a_person(message: Message, *, in_free_text: bool = False) -> bool:
    """Whether the case is to be handed over on this message. `in_free_text`: any text answers the open question."""
    floor = _FROM.get(message.intent)
    if floor is None or message.confidence < floor:
        return False
    if not in_free_text:
        return True
    short = message.intent != "frustrated" or len(message.text.split()) <= OUTBURST_WORDS
    return short and message.confidence >= SURE
