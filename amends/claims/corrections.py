"""Of several things that a text names, the one that counts: what corrects another, and what is not denied."""

import re
from collections.abc import Sequence

CORRECTS = re.compile(
    r"(?<!\w)(?:"
    r"sorry|i mean|i meant|i mean to say|correction|oops|whoops|my bad|typo|wait|rather|actually|"
    r"should be|should read|has to be|must be|make that|no,|nope|it's not that|nee|ik bedoel(?:de)?|"
    r"bedoel(?:de)?|correctie|foutje|typefout|eigenlijk|moet zijn|moet het zijn|moest|wacht|pardon|"
    r"excuus|beklager|unnskyld|jeg mener|jeg mente|mente|mener|meinte|meiner|rettelse|skal være|"
    r"(?<!ved )(?<!ved en )(?<!en )(?<!et )feil(?=\W*$|\W+(?:det|skal|nummer|nr|ordre\w*)\b|[,.;:!-])|"
    r"(?:it is|it's|het is|'t is|men det er)(?=\W*$)|"
    r"skulle være|skal vere|skrivefeil|nei|vent|egentlig|eigentleg|oi|"
    r"mine is|mine's|ours is|(?:de|het) mijne is|die van mij is|(?:min|mitt|mi|vår) er|"
    r"(?:right|correct|riktige?|rette?|juiste?|goede?)(?: one| nummer| number)?(?: is| er|:)"
    r")(?!\w)",
    re.IGNORECASE,
)
"""Stands between what was wrong and what is right."""
DENIES = re.compile(
    r"(?<!\w)(?:not|isn't|wasn't|niet|ikke|ikkje|geen|instead of|in plaats van|i stedet for|i staden for|rather than)"
    r"(?: (?:on|op|på|the|de|den|order|bestelling|ordre|from|for|with))* ?[#:]? ?$",
    re.IGNORECASE,
)
"""Stands right before what is not meant."""


def the_ones_that_count(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Which of the places in `text` count, the first of them above all: those after the last correction, less those
    that are denied; and then the others, in their order."""
    corrected = [
        place for place in range(1, len(spans)) if CORRECTS.search(text[spans[place - 1][1] : spans[place][0]])
    ]
    first = corrected[-1] if corrected else 0
    denied = {place for place, (start, _) in enumerate(spans) if DENIES.search(text[:start])}
    order = [*range(first, len(spans)), *range(first)]
    return sorted(order, key=lambda place: place in denied)
