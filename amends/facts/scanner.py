"""Reading a text piece by piece: what was understood is blotted out, so that nothing is understood twice."""

import re
import unicodedata
from collections.abc import Iterable

TAKEN = "\x1f"
"""Stands in place of each letter that was taken, so that every place in the text stays where it is."""
_PLAIN = str.maketrans(
    {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘´`", "'"), **dict.fromkeys("éèêë", "e"), "ó": "o"}
)


def plain(text: str) -> str:
    """`text` in small letters, with one kind of dash, apostrophe and blank, and without accents on e."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN).split())


class Scanner:
    """`text` as it was, and `rest`: the same with what was taken blotted out. Both are in the shape of `plain`."""

    def __init__(self, text: str) -> None:
        self.text = self.rest = plain(text).replace(TAKEN, " ")

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Every match in what is left, from left to right. Each is gone afterwards."""
        found = list(pattern.finditer(self.rest))
        self.blot(match.span() for match in found)
        return found

    def blot(self, spans: Iterable[tuple[int, int]]) -> None:
        """Blot out what was understood elsewhere."""
        for start, end in spans:
            self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]
