"""What a customer typed, before it is kept and before it is forwarded."""

import re
import unicodedata

from amends.errors import InvalidMessage
from amends.unseen import UNSEEN

MAX_CHARACTERS = 2000
_SEEN = re.compile(rf"[^\s\x00-\x1f\x7f-\x9f{UNSEEN}]")


def clean(typed: str) -> str:
    """The text in normal form C. InvalidMessage when it is blank, longer than MAX_CHARACTERS, or no text."""
    if len(typed) > MAX_CHARACTERS:
        raise InvalidMessage(f"The message has {len(typed)} characters; at most {MAX_CHARACTERS} are taken.")
    if "\x00" in typed or any(unicodedata.category(character) == "Cs" for character in typed):
        raise InvalidMessage("The message holds a character that is not text (NUL or half of a surrogate pair).")
    text = unicodedata.normalize("NFC", typed)
    if not _SEEN.search(text):
        raise InvalidMessage("The message is blank; it must hold at least one visible character.")
    return text


def one_line(typed: str) -> str:
    """The same for a name: in one line, with one blank between words."""
    return " ".join(clean(typed).split())
