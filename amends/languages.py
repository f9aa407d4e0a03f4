"""The languages that there are words for: a folder of `domain/` each, whose language.yml is read here.

A merchant says in merchant.yml which of them it speaks; nothing is needed of it in the others.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amends import yaml_file
from amends.errors import SentenceError
from amends.shipped import folder

TABLE = "language.yml"
FIRST = ("en", "nl", "nb")
"""Their sentences stand side by side in domain/<topic>.yml; every further one lies over these in its own folder."""


@dataclass(frozen=True)
class Moments:
    """How days and times are written: `day` as Babel's pattern, `time` as strftime's; the others around a time."""

    day: str
    time: str
    at: str
    from_to: str
    during: str


@dataclass(frozen=True)
class Language:
    """`name` in English, `own` in itself; `called`: how it is asked for, in any language; `codes` that mean it as well;
    `stands_in`: what its speakers read where a merchant does not speak it. `names_from`: of which of Unicode's
    languages the names of months, days and countries are read. `lengths`: what one and several of a day, week, month
    and year are called. `marks`: words that give it away; `stop_words` say nothing of what a text is about."""

    code: str
    name: str
    own: str
    called: tuple[str, ...]
    locale: str
    names_from: tuple[str, ...]
    moments: Moments
    lengths: Mapping[str, tuple[str, str]]
    marks: frozenset[str]
    greetings: frozenset[str]
    codes: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()
    stands_in: str | None = None
    folder: Path = field(default=Path(), compare=False)


def read(domain_folder: Path) -> dict[str, Language]:
    """By code: the first three, then the others by their codes. SentenceError for a table that is not as it must be."""
    found = {file.parent.name: _read(file) for file in sorted(domain_folder.glob(f"*/{TABLE}"))}
    first = {code: place for place, code in enumerate(FIRST)}
    return {code: found[code] for code in sorted(found, key=lambda code: (first.get(code, len(FIRST)), code))}


def _read(file: Path) -> Language:
    raw: dict[str, Any] = yaml_file.read(file) or {}
    raw.pop("reading", None)  # rasa_addons/languages.py reads that
    try:
        moments, marks, greetings = Moments(**raw.pop("moments")), raw.pop("marks"), raw.pop("greetings")
        lengths = {unit: (one, many) for unit, (one, many) in raw.pop("lengths").items()}
        rest: dict[str, Any] = {name: tuple(it) if isinstance(it, list) else it for name, it in raw.items()}
        return Language(
            code=file.parent.name,
            folder=file.parent,
            moments=moments,
            lengths=lengths,
            marks=frozenset(marks),
            greetings=frozenset(greetings),
            **rest,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise SentenceError(f"{file}: {fault}. Compare it with that of another language.") from fault


LANGUAGES: Mapping[str, Language] = read(folder("domain"))
CODES = tuple(LANGUAGES)
_MEANT = {other: language.code for language in LANGUAGES.values() for other in language.codes}


def meant_by(code: str) -> str:
    """The language that a code of a browser, a provider or an older record means: nb for no."""
    return _MEANT.get(code, code)


def spoken_for(code: str | None, spoken: Collection[str]) -> str | None:
    """The one of the `spoken` languages in which a writer of `code` is served: that one, or what stands in for it."""
    if code is None or code in spoken:
        return code
    instead = LANGUAGES[code].stands_in if code in LANGUAGES else None
    return instead if instead in spoken else None


def name_of(code: str) -> str:
    """In English; of a code that is none of ours, the code."""
    return LANGUAGES[code].name if code in LANGUAGES else code


def own_names(codes: Iterable[str]) -> str:
    """What the languages call themselves, in a row: English, Nederlands, norsk."""
    return ", ".join(LANGUAGES[code].own for code in codes)
