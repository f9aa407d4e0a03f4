"""A customer's sentence as it may stand in a public file: without what says who wrote it, and without markup.

Replaced are e-mail addresses, links, order and case numbers, and the digits of other long numbers (telephone, card,
account). Names and addresses in words are not recognised: that is for the person who reads the sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from amends.claims.extract import OrderNumbers

EMAIL = "name@example.com"
LINK = "https://example.com"
CASE = "AM-0000000"

_BETWEEN = r"[\s\-‐‑‒–—−_.:#/]{0,3}"
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"\S+\s?@\s?[^\s,;!?)]+")
# Seven letters after «am» may be a word: then a digit or the hyphen tells a number from it.
_CASE = re.compile(rf"\bAM(?:-|{_BETWEEN}(?=[A-Z]{{0,6}}[0-9]))[0-9A-Z]{{7}}\b", re.IGNORECASE)
_LONG = re.compile(r"\d(?:[\s\-./()]{0,2}\d){4,}")
# Rasa reads [word](entity) and [word]{"entity": ...} as annotations, and resolves \u escapes and ${VARIABLES}.
_MARKUP = str.maketrans({"[": "(", "{": "(", "]": ")", "}": ")", "\\": "/"})
_JOINERS = "\u200c\u200d"


def masked(text: str, numbers: Iterable[OrderNumbers], own: Mapping[str, str] | None = None) -> str:
    """`text` on one line, to be read by Rasa as these very words. Empty where nothing visible is left of it. `own`:
    what is put for words that are known to be this customer's."""
    plain, kept = _without(_one_line(text), own or {})
    plain = _LINK.sub(LINK, plain)
    plain = _EMAIL.sub(EMAIL, plain)
    for each in numbers:
        if each.pattern is not None:
            for _, (start, end) in reversed(each.places(plain)):
                plain = f"{plain[:start]}\0{len(kept)}\0{plain[end:]}"
            kept.append(each.example)
            continue
        pattern = re.compile(rf"\b{re.escape(each.prefix)}{_BETWEEN}[0-9]{{2,}}\b", re.IGNORECASE)
        plain = pattern.sub(f"\0{len(kept)}\0", plain)
        kept.append(each.example)
    plain = _LONG.sub(lambda found: re.sub(r"\d", "0", found[0]), _CASE.sub(CASE, plain))
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], plain)


def _without(plain: str, own: Mapping[str, str]) -> tuple[str, list[str]]:
    """With a place in the stead of each of them, and what is put there. The longest are looked for first."""
    kept: list[str] = []
    for words in sorted(own, key=len, reverse=True):
        parts = r"[\s\-‐‑‒–—−]{0,3}".join(re.escape(part) for part in re.split(r"[\s\-]+", words))
        pattern = re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
        if pattern.search(plain):
            plain = pattern.sub(f"\0{len(kept)}\0", plain)
            kept.append(own[words])
    return plain, kept


def _one_line(text: str) -> str:
    """Look-alikes in their plain form, markup in round brackets, one space between words."""
    seen = (each if _is_seen(each) else " " for each in unicodedata.normalize("NFKC", text).translate(_MARKUP))
    return " ".join("".join(seen).split())


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] != "C"
