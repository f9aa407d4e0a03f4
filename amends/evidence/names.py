"""The name that a customer's file came with, as it may be shown. It never becomes a path."""

import re
import unicodedata

MAX_CHARACTERS = 100
UNNAMED = {"picture": "picture", "document": "document", "text": "text"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control, format (with the marks that turn the writing direction), surrogate, private, unassigned; line ends."""


def clean_name(given: str | None, kind: str) -> str:
    """The last part of the name, in normal form C, on one line of MAX_CHARACTERS; the kind where nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given or ""))[-1]
    seen = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    name = " ".join(seen.split()).lstrip(". ")
    if len(name) > MAX_CHARACTERS:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if stem and len(ending) <= 5 else ""
        name = name[: MAX_CHARACTERS - len(ending)].rstrip() + ending
    return name or UNNAMED[kind]
