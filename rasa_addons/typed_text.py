"""What a customer typed is text. Rasa takes a leading slash for a command of its own, whoever typed it, and also after
its own stripping and folding of characters; a word joiner before it keeps it text."""

import unicodedata

# Rasa strips white space before it looks, and does not strip this.
WORD_JOINER = "\u2060"


def never_a_command(text: str) -> str:
    """The text as the dialogue server may have it."""
    looks_like = unicodedata.normalize("NFKC", text.strip()).strip()
    return WORD_JOINER + text if looks_like.startswith("/") else text
