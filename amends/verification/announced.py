"""Finds in what was said the sentences that tell that a remedy was carried out, in every language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.languages import CODES
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.backend import RemedyKind

ARGUMENTS = ("amount", "case", "days", "length", "method", "new_product", "order", "product", "reference")
MAY_BE_EMPTY = {"lasts": ""}
"""They stand at the end, and what is before them is enough."""
KINDS = (*(str(kind) for kind in RemedyKind), "set_off")
_MARK = re.compile("\x02(\\w+)\x03")


@dataclass(frozen=True)
class Announced:
    """A remedy told as done: the words' own case number and reference, and where they stand."""

    case: str
    reference: str
    where: str


class Announcements:
    """Knows the sentences `utter_remedy_<kind>_confirmed` as they are now. What was said in an older wording is not
    recognised."""

    def __init__(self, sentences: Sentences) -> None:
        marked = {name: f"\x02{name}\x03" for name in ARGUMENTS} | MAY_BE_EMPTY
        self._patterns: dict[str, re.Pattern[str]] = {}
        for kind in KINDS:
            for language in CODES:
                text = _flat(sentences.text(Say(f"utter_remedy_{kind}_confirmed", marked), language))
                self._patterns[text] = _pattern(text)

    def of(self, text: str, where: str) -> Iterator[Announced]:
        """Every such sentence in a text, which may be a whole letter."""
        for paragraph in re.split(r"\n\s*\n", text):
            flat = _flat(paragraph)
            for pattern in self._patterns.values():
                for found in pattern.finditer(flat):
                    yield Announced(found["case"], found["reference"], where)


def _pattern(text: str) -> re.Pattern[str]:
    parts = _MARK.split(text)
    if not {"case", "reference"} <= set(parts[1::2]):
        raise ValueError(f"{text!r} tells of something done without its case and its reference")
    seen: set[str] = set()
    pieces = []
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pieces.append(re.escape(part))
        elif part in seen:
            pieces.append(f"(?P={part})")
        else:
            seen.add(part)
            pieces.append(rf"(?P<{part}>AM-\w+)" if part == "case" else rf"(?P<{part}>.+?)")
    return re.compile("".join(pieces))


def _flat(text: str) -> str:
    return " ".join(text.split())
