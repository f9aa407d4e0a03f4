"""Names of days and months with one slip of the finger: «wednsday», «woesndag», «novmber»."""

import re
from functools import cache

from amends.claims.slips import Slips
from amends.facts import words

LEAST = 6
"""Shorter names are too like other words."""
_WORD = re.compile(rf"\w{{{LEAST - 1},}}")
_OTHERS = (
    "mandat",
    "mandats",
    "vandaar",
    "mondays",
    "sundays",
    "fridays",
    "tuesdays",
    "thursdays",
    "saturdays",
    "wednesdays",
)
"""Words as near as that which mean what they say."""


@cache
def _names() -> Slips:
    names = (*words.MONTHS, *words.WEEKDAYS, "yesterday", "tomorrow", "gisteren", "eergisteren")
    plural = tuple(f"{day}{end}" for day in words.WEEKDAYS for end in ("s", "en", "er", "ar"))
    return Slips((name for name in names if len(name) >= LEAST), (*_OTHERS, *plural))


def mended(text: str) -> str:
    """`text` in small letters, with such names put right."""
    return _WORD.sub(lambda match: _names().mend(match[0]), text)
