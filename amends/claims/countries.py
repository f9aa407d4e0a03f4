"""The countries that a text names, in the language that it is in or in the first three, which customers mix: the names
are Unicode's (CLDR, by Babel)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale

from amends.claims.slips import Slips
from amends.languages import FIRST, LANGUAGES

_COUNTRY = re.compile(r"[A-Z]{2}")
_LONG_WORD = re.compile(r"(?<!\w)\w{7,}(?!\w)")
_NOT_IN_CLDR = {
    "USA": "US", "U.S.A.": "US", "U.S.": "US", "America": "US", "Amerika": "US", "the States": "US", "UK": "GB",
    "U.K.": "GB", "England": "GB", "Engeland": "GB", "Scotland": "GB", "Schotland": "GB", "Skottland": "GB",
    "Wales": "GB", "Great Britain": "GB", "Groot-Brittannië": "GB", "Holland": "NL", "the Netherlands": "NL",
    "Turkey": "TR", "Ivory Coast": "CI", "Czech Republic": "CZ", "Tsjekkia": "CZ", "Burma": "MM", "UAE": "AE",
    "Emirates": "AE", "Emiraten": "AE", "Emiratene": "AE", "Ivoorkust": "CI", "Congo": "CD", "Kongo": "CD",
    "Kaapverdië": "CV", "Cape Verde": "CV", "Zuid-Korea": "KR", "Macedonia": "MK", "Hong Kong": "HK", "Macau": "MO",
    "Palestine": "PS", "Palestina": "PS", "Swaziland": "SZ", "Filipinene": "PH", "Philippines": "PH",
}  # fmt: skip
"""As customers say it."""
_WORDS_TOO = frozenset({"island", "turkey", "chad", "jersey", "jordan", "georgia", "man", "mali", "oman", "niger",
                        "guinea", "peru", "cuba", "the states", "wales"})  # fmt: skip
"""In small letters these may be something else: an island, a bird, a name, the start of another word."""


@dataclass(frozen=True)
class Country:
    """A country by its code (ISO 3166), and as the text has it."""

    code: str
    name: str


def find_country(text: str) -> str | None:
    """The first country in `text`, as it is written there; None where there is none."""
    found = find_countries(text)
    return found[0].name if found else None


def find_countries(text: str, language: str = FIRST[0]) -> tuple[Country, ...]:
    """The countries in `text`, which is in `language`, each once, in its order."""
    spoken = tuple(dict.fromkeys((*FIRST, language)))
    plain = unicodedata.normalize("NFKC", text)
    folded, codes = _folded(plain), _codes(spoken)
    found: dict[str, Country] = {}
    for start, end, named in _named(folded, spoken):
        name = plain[start:end] if len(folded) == len(plain) else folded[start:end]
        if not (name.islower() and named in _WORDS_TOO):
            found.setdefault(codes[named], Country(codes[named], name))
    return tuple(found.values())


def _named(folded: str, spoken: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Where names stand, and which; those with a slip of the finger only where there is no other."""
    found = [(*match.span(), match[0].casefold()) for match in _names(spoken).finditer(folded)]
    if not found:
        words = ((*match.span(), _slips(spoken).mend(match[0].casefold())) for match in _LONG_WORD.finditer(folded))
        found = [(start, end, word) for start, end, word in words if word in _codes(spoken)]
    return found


@cache
def _slips(spoken: tuple[str, ...]) -> Slips:
    return Slips(name for name in _codes(spoken) if _LONG_WORD.fullmatch(name))


def _folded(text: str) -> str:
    """Without accents, letter for letter: «Curaçao» is typed as «Curacao». The Nordic letters stay."""
    return "".join(
        letter if letter in "åÅ" else unicodedata.normalize("NFD", letter)[0] for letter in text.replace("’", "'")
    )


@cache
def _codes(spoken: tuple[str, ...]) -> dict[str, str]:
    """Every name, without accents and in small letters, and the country's code; customers' names count most."""
    codes = {
        _folded(name).casefold(): code
        for language in spoken
        for names in LANGUAGES[language].names_from
        for code, name in Locale(names).territories.items()
        if _COUNTRY.fullmatch(code)
    }
    return codes | {_folded(name).casefold(): code for name, code in _NOT_IN_CLDR.items()}


@cache
def _names(spoken: tuple[str, ...]) -> re.Pattern[str]:
    """All names, the longest first, as whole words."""
    longest = sorted(_codes(spoken), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
