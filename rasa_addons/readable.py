"""Whether the encoder can know what a message says: in signs that it never saw it still finds something likely."""

import unicodedata

from rasa_addons.typed_text import is_like_a_command

_TELLING = frozenset("👍👌✅👎❌🚫🙏")
"""Signs that say something by themselves."""


def is_readable(text: str) -> bool:
    """Whether most of its letters are Latin, or it is written in figures or signs that say something. The name of a
    command is no message."""
    if is_like_a_command(text):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    if letters:
        return latin * 2 > len(letters)
    return any(sign.isdecimal() or sign in _TELLING for sign in text)
