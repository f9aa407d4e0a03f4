"""«The first one», «the last», «both»: which of several orders is meant, or which of the choices that stand there."""

import re
from collections.abc import Sequence

from amends.reading.plain_language import folded, words

_ORDINALS = (
    re.compile(r"\b(?:first|former|eerste|eerstgenoemde|første|fyrste|førstnevnte)\b"),
    re.compile(r"\b(?:second|latter|tweede|laatstgenoemde|andre|sistnevnte)\b"),
    re.compile(r"\b(?:third|derde|tredje)\b"),
)
_LAST = re.compile(r"\b(?:last|laatste|siste)\b")
_ALL = re.compile(r"\b(?:both|all|beide|beiden|allebei|alle|begge)\b")


def chosen_of(text: str, order: Sequence[str]) -> tuple[str, ...]:
    """The orders of `order` that «the first one», «the last» or «both» stands for; none where it says none of these."""
    plain = folded(text)
    if _ALL.search(plain):
        return tuple(order)
    named = [order[place] for place, shape in enumerate(_ORDINALS) if place < len(order) and shape.search(plain)]
    named = named or ([order[-1]] if _LAST.search(plain) else [])
    return tuple(named) if len(named) == 1 else ()


_PLACES = (
    r"first|1st|eerste|1e|første|fyrste", r"second|2nd|tweede|2e|andre", r"third|3rd|derde|3e|tredje",
    r"fourth|4th|vierde|4e|fjerde", r"fifth|5th|vijfde|5e|femte",
)  # fmt: skip
_AROUND = (
    r"(?:(?:i|ill|id|would|like|want|take|choose|pick|the|that|its|option|choice|number|ik|wil|kies|neem|doe|geef"
    r"|maar|de|het|die|dat|optie|keuze|jeg|vil|ha|velger|tar|ta|den|det|da|valg|alternativ|please|graag"
    r"|alstublieft|aub|takk) )*"
)
_PLACE = tuple(
    re.compile(rf"{_AROUND}(?:{place})(?: (?:one|option|choice|optie|keuze|valget|alternativet))? {_AROUND}")
    for place in _PLACES
)


def place(text: str) -> int | None:
    """Which of several choices, from 1 on, «the second one» means; None for words that say anything else."""
    plain = " ".join(words(text)) + " "
    return next((number for number, shape in enumerate(_PLACE, 1) if shape.fullmatch(plain)), None)
