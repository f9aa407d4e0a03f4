"""When a message calls for a person without a button: by asking for one, or by anger."""

from amends.reading.acts import Meant
from amends.reading.heard import Heard
from amends.reading.thresholds import CALLS_A_PERSON, LONG_STORY_WORDS, SURE

_FROM = {"talk_to_human": CALLS_A_PERSON, "frustrated": SURE}
"""From which confidence on it is not a guess; a request is less often mistaken than anger."""
_NOT_NOW = frozenset({Meant.NEGATED, Meant.CONDITIONAL, Meant.OTHER, Meant.TOLD})
"""«I spoke with a colleague of yours yesterday» asks for nobody."""


def is_only_annoyed(message: Heard) -> bool:
    """Whether it is taken for anger, and says no more than that this is a nuisance."""
    return message.intent == "frustrated" and message.said.is_mild


def calls_a_person(message: Heard, *, in_free_text: bool = False) -> bool:
    """Whether the case is to be handed over on this message. `in_free_text`: any text answers the open question."""
    floor = _FROM.get(message.intent)
    if floor is None or message.confidence < floor or message.meant in _NOT_NOW or is_only_annoyed(message):
        return False
    if not in_free_text:
        return True
    short = message.intent != "frustrated" or message.said.tokens <= LONG_STORY_WORDS
    return short and message.confidence >= SURE
