"""Whether somebody wants to go on with a matter that they name."""

import re

from amends.known_words import in_words_of_any
from amends.languages import CODES

_GO_ON = re.compile(
    r"\b(?:go on|going on|continue|carry on|verder(?:gaan)?|doorgaan|voortzetten|fortsett\w*|gå videre)\b",
    re.IGNORECASE,
)


def wants_to_go_on(text: str) -> bool:
    """In any of our languages, whichever the chat has."""
    return any(map(_GO_ON.search, in_words_of_any(text, CODES)))
