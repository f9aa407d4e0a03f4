"""Which response of domain/ a reply is: customers of flesh know a question when they read one, and ours know its name.

The API gives words and buttons alone, so the words are compared with every response, in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amends import yaml_file
from simulate.wordings import LANGUAGES

DOMAIN = Path(__file__).parents[1] / "domain"
LITERAL = 8
"""A response with fewer letters of its own than this fits anything."""


@dataclass(frozen=True)
class Heard:
    """One reply. `name` is the response's, empty where none fits; `language` that of its words; `args` what its
    placeholders stand for."""

    name: str
    text: str
    language: str = ""
    titles: tuple[str, ...] = ()
    args: dict[str, str] = field(default_factory=dict)


class Recogniser:
    """Reads domain/ once; safe for threads."""

    def __init__(self, domain: Path = DOMAIN) -> None:
        self._patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {language: [] for language in LANGUAGES}
        self._titles: dict[tuple[str, str], str] = {}
        for file in sorted(domain.glob("*.yml")):
            for name, variations in (yaml_file.read(file).get("responses") or {}).items():
                self._read(name, variations)
        for file in sorted(domain.glob("*/sentences/*.yml")):
            for name, told in yaml_file.read(file).items():
                self._keep(name, file.parts[-3], told if isinstance(told, str) else told["text"])
        for patterns in self._patterns.values():
            patterns.sort(key=lambda each: -len(re.sub(r"\(\?P.*?\)", "", each[1].pattern)))

    def heard(self, text: str, titles: tuple[str, ...], language: str) -> Heard:
        """The response with the most words of its own that fits, those of `language` first."""
        for tongue in (language, *(each for each in LANGUAGES if each != language)):
            for name, pattern in self._patterns[tongue]:
                if found := pattern.fullmatch(_flat(text)):
                    return Heard(name, text, tongue, titles, found.groupdict())
        return Heard("", text, "", titles)

    def title(self, response: str, language: str) -> str:
        """The words of a response that has no placeholder, such as a button's."""
        return self._titles[response, language]

    def _read(self, name: str, variations: list[dict[str, Any]]) -> None:
        for variation in variations:
            language = next(
                (each["value"] for each in variation.get("condition", ()) if each["name"] == "language"), "en"
            )
            if variation.get("text") is not None:
                self._keep(name, language, variation["text"])

    def _keep(self, name: str, language: str, text: str) -> None:
        if language not in self._patterns:
            return
        self._titles.setdefault((name, language), text.strip())
        parts = re.split(r"\{(\w+)\}", _flat(text))
        if len("".join(parts[::2])) >= LITERAL:
            self._patterns[language].append((name, re.compile("".join(_pieces(parts)))))


def _pieces(parts: list[str]) -> Iterator[str]:
    """A placeholder that stands twice is read at its first place."""
    seen: set[str] = set()
    for at, part in enumerate(parts):
        if at % 2 == 0:
            yield re.escape(part)
        else:
            yield "(?:.*?)" if part in seen else f"(?P<{part}>.*?)"
            seen.add(part)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
