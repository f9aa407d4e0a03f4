"""What a customer typed, before it is kept and before it is forwarded."""

import unicodedata

from amends.errors import InvalidMessage

MAX_CHARACTERS = 2000
WORD_JOINER = "\u2060"


def clean(typed: str) -> str:
    """The text in normal form C. InvalidMessage when it is blank, longer than MAX_CHARACTERS, or no text."""
    if len(typed) > MAX_CHARACTERS:
        raise InvalidMessage(f"The message has {len(typed)} characters; at most {MAX_CHARACTERS} are taken.")
    if "\x00" in typed or any(unicodedata.category(character) == "Cs" for character in typed):
        raise InvalidMessage("The message holds a character that is not text (NUL or half of a surrogate pair).")
    text = unicodedata.normalize("NFC", typed)
    if not any(_is_visible(character) for character in text):
        raise InvalidMessage("The message is blank; it must hold at least one visible character.")
    return text


def forwardable(text: str) -> str:
    """The text as the dialogue server may have it. Rasa takes a leading slash for a command of its own, whoever
    typed it, and also after its own stripping and folding of characters; a word joiner before it keeps it text."""
    folded = unicodedata.normalize("NFKC", text.strip()).strip()
    return WORD_JOINER + text if folded.startswith("/") else text


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cc"
