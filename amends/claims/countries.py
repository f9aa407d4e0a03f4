"""The countries that a text names, in any of the languages: the names are Unicode's (CLDR, by Babel)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale

from amends.claims.slips import Slips
from amends.languages import LANGUAGES

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


def find_countries(text: str) -> tuple[Country, ...]:
    """The countries in `text`, each once, in its order."""
    plain = unicodedata.normalize("NFKC", text)
    folded, codes = _folded(plain), _codes()
    found: dict[str, Country] = {}
    for start, end, named in _named(folded):
        name = plain[start:end] if len(folded) == len(plain) else folded[start:end]
        if not (name.islower() and named in _WORDS_TOO):
            found.setdefault(codes[named], Country(codes[named], name))
    return tuple(found.values())


def _named(folded: str) -> list[tuple[int, int, str]]:
    """Where names stand, and which; those with a slip of the finger only where there is no other."""
    found = [(*match.span(), match[0].casefold()) for match in _names().finditer(folded)]
    if not found:
        words = ((*match.span(), _slips().mend(match[0].casefold())) for match in _LONG_WORD.finditer(folded))
        found = [(start, end, word) for start, end, word in words if word in _codes()]
    return found


@cache
def _slips() -> Slips:
    return Slips(name for name in _codes() if _LONG_WORD.fullmatch(name))


def _folded(text: str) -> str:
    """Without accents, letter for letter: «Curaçao» is typed as «Curacao». The Nordic letters stay."""
    return "".join(
        letter if letter in "åÅ" else unicodedata.normalize("NFD", letter)[0] for letter in text.replace("’", "'")
    )


@cache
def _codes() -> dict[str, str]:
    """Every name, without accents and in small letters, and the country's code; customers' names count most."""
    codes = {
        _folded(name).casefold(): code
        for language in LANGUAGES.values()
        for names in language.names_from
        for code, name in Locale(names).territories.items()
        if _COUNTRY.fullmatch(code)
    }
    return codes | {_folded(name).casefold(): code for name, code in _NOT_IN_CLDR.items()}


@cache
def _names() -> re.Pattern[str]:
    """All names, the longest first, as whole words."""
    longest = sorted(_codes(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
