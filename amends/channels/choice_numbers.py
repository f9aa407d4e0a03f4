"""Words that are nothing but the number of a choice, however people type it."""

import re
import unicodedata

_CHOICE = r"option|choice|number|optie|keuze|nummer|valg|alternativ|nr"
_POLITE = r"please|pls|thanks|graag|alstublieft|alsjeblieft|a\.?u\.?b|bedankt|takk"
_KEYCAP = "\ufe0f?\u20e3?"
"""Telephones make a number in a square of it."""
_NUMBER = re.compile(
    rf"(?:(?:{_CHOICE})\b[.:]?)?\s*[#(]?\s*([1-9][0-9]?){_KEYCAP}\s*[.):!]?(?:\s*,?\s*(?:{_POLITE})\b[.!]?)?",
    re.ASCII | re.IGNORECASE,
)


def choice_number(text: str) -> int | None:
    """The number, from 1 to 99; None for words that say anything else."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return None if found is None else int(found[1])
