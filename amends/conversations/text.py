"""What a customer typed, before it is kept and before it is forwarded."""

import re
import unicodedata

from amends.errors import InvalidMessage

MAX_CHARACTERS = 2000
UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What shows nothing although it is no space: Unicode's Default_Ignorable_Code_Point, the marks of annotations and the
empty Braille cell. The inside of a class of a regular expression."""
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
