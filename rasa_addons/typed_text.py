"""What a customer typed is text. Rasa takes a leading slash for a command of its own, whoever typed it, and also after
its own stripping and folding of characters; a word joiner before it keeps it text."""

import re
import unicodedata

# Rasa strips white space before it looks, and does not strip this.
WORD_JOINER = "\u2060"
_COMMAND = re.compile(r"/\s*\w+\s*(?:@[\d.]+)?\s*(?:\{.*\})?", re.DOTALL)


def never_a_command(text: str) -> str:
    """The text as the dialogue server may have it."""
    return WORD_JOINER + text if _folded(text).startswith("/") else text


def is_like_a_command(text: str) -> bool:
    """Whether nothing but the name of a command was typed («/restart»): no words that a customer would mean."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"})
    return _COMMAND.fullmatch(_folded(shown)) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip()).strip()
