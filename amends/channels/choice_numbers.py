"""Words that are nothing but the number of a choice, however people type it."""

import re
import unicodedata
from collections.abc import Iterable

from amends.known_words import in_words_of_any
from amends.reading import ordinals

_CHOICE = r"option|choice|number|optie|keuze|nummer|valg|alternativ|nr"
_POLITE = r"please|pls|thanks|graag|alstublieft|alsjeblieft|a\.?u\.?b|bedankt|takk"
_LONGEST = 60
"""Characters of a number with all that stands around it."""
_KEYCAP = "\ufe0f?\u20e3?"
"""Telephones make a number in a square of it."""
_IN_WORDS = {
    word: number
    for number, words in enumerate(
        ("one een één én ein ett", "two twee to", "three drie tre", "four vier fire", "five vijf fem"), 1
    )
    for word in words.split()
}
"""«en» is left out: it is a Dutch «and» as well."""
_NUMBER = re.compile(
    rf"(?:(?:{_CHOICE})\b[.:]?)?\s*[#(]?\s*([1-9][0-9]?){_KEYCAP}\s*[.):!]?(?:\s*,?\s*(?:{_POLITE})\b[.!]?)?",
    re.ASCII | re.IGNORECASE,
)


def choice_number(text: str, languages: Iterable[str] = ()) -> int | None:
    """The number, from 1 to 99, also in words: «twee», «the second one»; None for words that say anything else.

    English, Dutch and Norwegian are always known; `languages` are further ones that it may be written in.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    told = in_words_of_any(plain, languages if len(plain) <= _LONGEST else ())
    return next((number for each in told if (number := _number(each)) is not None), None)


def _number(plain: str) -> int | None:
    found = _NUMBER.fullmatch(plain)
    if found is not None:
        return int(found[1])
    return _IN_WORDS.get(plain.casefold().rstrip(".!")) or ordinals.place(plain)
