"""Whether the right to withdraw is what a question is about, and whether it holds, after it was told in general."""

import re

_SPEAKS_OF_IT = re.compile(
    r"\b(?:it|that|the right|my right|still|het|dat|dit|nog|recht|den|det|retten|angrerett\w*|fortsatt|ennå)\b"
)


_NAMED = re.compile(
    r"\b(?:cooling[ -]off|right (?:to|of) withdraw\w*|withdrawal (?:period|right)"
    r"|herroepingsrecht|herroepingstermijn|bedenktijd|bedenktermijn|recht (?:van|op) herroeping"
    r"|angrerett\w*|angrefrist\w*)\b"
)


def names_the_right(text: str) -> bool:
    """Whether `text` has the right's own name."""
    return _NAMED.search(text.casefold()) is not None


def asks_whether_it_holds(text: str) -> bool:
    """Whether `text` asks of what was just told."""
    return "?" in text and _SPEAKS_OF_IT.search(text.casefold()) is not None
