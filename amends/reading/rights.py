"""Whether the right to withdraw holds, asked after it was told in general."""

import re

_SPEAKS_OF_IT = re.compile(
    r"\b(?:it|that|the right|my right|still|het|dat|dit|nog|recht|den|det|retten|angrerett\w*|fortsatt|ennå)\b"
)


def asks_whether_it_holds(text: str) -> bool:
    """Whether `text` asks of what was just told."""
    return "?" in text and _SPEAKS_OF_IT.search(text.casefold()) is not None
