"""What a customer writes in a further language, in words that the lists of the first three know.

The lists of `facts` and `reading` are English, Dutch and Norwegian. The said.yml of a further language tells what its
words are in these. What it does not tell stays as it is, so nothing is understood that is not there: no yes above all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

from babel.dates import get_day_names, get_month_names

from amends import yaml_file
from amends.languages import LANGUAGES

FILE = "said.yml"
_NUMBER = "{n}"
_BEFORE, _AFTER = r"(?<![\w@])(?<!\w\.)", r"(?![\w@]|\.\w)"
"""A part of an address or of a name is no word."""


@dataclass(frozen=True)
class _Table:
    """`counted`: phrases that hold a number, the longest first, each with what it is; `meaning`: of any other."""

    counted: tuple[tuple[re.Pattern[str], str], ...]
    phrases: re.Pattern[str]
    meaning: Callable[[str], str]


def in_known_words(text: str, language: str) -> str:
    """`text` with the phrases of `language` told in words of the first three; unchanged for one of these."""
    table = _table(language)
    if table is None:
        return text
    for pattern, told in table.counted:
        text = pattern.sub(partial(_with_number, told, table.meaning), text)
    return table.phrases.sub(lambda match: table.meaning(match[0]), text)


def in_words_of_any(text: str, languages: Iterable[str]) -> tuple[str, ...]:
    """`text` itself, and what it is told from each of `languages`: where nothing has said yet which one it is in."""
    return tuple(dict.fromkeys((text, *(in_known_words(text, each) for each in languages))))


def _with_number(told: str, meaning: Callable[[str], str], match: re.Match[str]) -> str:
    return told.replace(_NUMBER, meaning(match["n"]))


@cache
def _table(language: str) -> _Table | None:
    known = LANGUAGES.get(language)
    if known is None or not (known.folder / FILE).is_file():
        return None
    raw = yaml_file.read(known.folder / FILE)
    spelled: Mapping[str, str] = raw.get("spelled") or {}
    numbers = {word: str(number) for number, word in enumerate(raw["numbers"].split(), 2)}
    numbers |= {word: str(number) for word, number in (raw.get("more_numbers") or {}).items()}
    phrases = {**_calendar(known.names_from, raw.get("day_parts") or {}), **numbers, **raw["phrases"]}
    meant = {_folded(said, spelled): told for said, told in phrases.items()}
    meant |= {_folded(said): told for said, told in phrases.items()}  # «var» is not «vår», though typed for it
    number = "|".join(_pattern(word, spelled) for word in _longest(numbers))
    counted = [
        (re.compile(_BEFORE + _pattern(said, spelled, number) + _AFTER, re.IGNORECASE), told)
        for said, told in sorted(raw["counted"].items(), key=lambda each: -len(each[0]))
    ]
    every = "|".join(_pattern(said, spelled) for said in _longest(phrases))
    return _Table(
        tuple(counted),
        re.compile(f"{_BEFORE}(?:{every}){_AFTER}", re.IGNORECASE),
        lambda said: meant.get(_folded(said), meant.get(_folded(said, spelled), said)),
    )


def _calendar(locales: tuple[str, ...], parts: Mapping[str, str]) -> dict[str, str]:
    """The names of months and days in English, these also grown together with a part of the day."""
    found: dict[str, str] = {}
    for locale in locales:
        for width in ("abbreviated", "wide"):
            months, english = get_month_names(width, "format", locale), get_month_names("wide", "format", "en")
            found |= {name.rstrip("."): english[number] for number, name in months.items()}
        days, in_english = get_day_names("wide", "format", locale), get_day_names("wide", "format", "en")
        named = {name: in_english[number] for number, name in days.items()}
        found |= named | {f"{day}{part}": f"{told} {parts[part]}" for day, told in named.items() for part in parts}
    return found


def _longest(names: Mapping[str, str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _folded(text: str, spelled: Mapping[str, str] = MappingProxyType({})) -> str:
    """As it is looked up: in small letters, one blank between words, letters as they are `spelled` without marks."""
    plain = " ".join(text.casefold().split())
    for letter, typed in spelled.items():
        plain = plain.replace(letter, typed)
    return plain


def _pattern(said: str, spelled: Mapping[str, str], number: str = "") -> str:
    """What a phrase looks like as it is typed."""
    pattern = re.escape(said).replace(r"\ ", r"\s+").replace(re.escape(_NUMBER), rf"(?P<n>\d+(?:[.,]5)?|{number})")
    for letter, typed in spelled.items():
        pattern = pattern.replace(letter, f"(?:{letter}|{typed})")
    return pattern
