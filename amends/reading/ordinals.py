"""«The first one», «the last», «both»: which of several orders is meant."""

import re
from collections.abc import Sequence

from amends.reading.plain_language import folded

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
