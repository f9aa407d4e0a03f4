"""Words for days and months with one slip of the finger: «wednsday», «woesndag», «befor yesterday», «i gor»."""

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
    "mourning",
    "moaning",
    "warning",
    "vorig",
    "vandaan",
    "vandaal",
    "geladen",
    "gelegen",
    "geleiden",
    "geleide",
    "beforehand",
)
"""Words as near as that which mean what they say."""

_TOLD = (
    "yesterday", "tomorrow", "before", "morning", "evening", "afternoon", "gisteren", "eergisteren", "vorige",
    "vandaag", "vanmorgen", "vanmiddag", "vanavond", "vannacht", "geleden", "forrige", "ettermiddag",
)  # fmt: skip
_SHORT = (
    (re.compile(r"(?<!\w)i ?g(?:[oøpæ]r|[åa]{2,}r|[åa]rr|[åa][et])(?!\w)"), "i går"),
    (re.compile(r"(?<!\w)(?:i ?)?for?r? ?g(?:[oøpæ]rs|[åa]{2,}rs|[åa]sr|[åa]rs)(?!\w)"), "i forgårs"),
    (re.compile(r"(?<!\w)i (?:dga|adg|dagg|daag)(?!\w)"), "i dag"),
    (re.compile(r"(?<!\w)(?:todya|tody|toady|tdoay|otday|todday)(?!\w)"), "today"),
    (re.compile(r"(?<!\w)(?:wensda?y|wendsday|wedensday|wensdey)(?!\w)"), "wednesday"),
    (re.compile(r"(?<!\w)last (?:nigth|ngiht|nihgt|nite|nght)(?!\w)"), "last night"),
)
"""Names that are too short to be told from other words by one letter, with their commonest slips."""


@cache
def _names() -> Slips:
    names = (*words.MONTHS, *words.WEEKDAYS, *_TOLD)
    plural = tuple(f"{day}{end}" for day in words.WEEKDAYS for end in ("s", "en", "er", "ar"))
    return Slips((name for name in names if len(name) >= LEAST), (*_OTHERS, *plural))


def mended(text: str) -> str:
    """`text` in small letters, with such names put right."""
    for slip, name in _SHORT:
        text = slip.sub(name, text)
    return _WORD.sub(lambda match: _names().mend(match[0]), text)
