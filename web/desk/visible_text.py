"""Characters that a reader cannot see, made visible: a customer must not be able to turn a line around unnoticed."""

import unicodedata

from markupsafe import Markup

_PLAIN = "\n\t\r"
_JOINERS = "\u200d\u200c"
# Letters and signs by Unicode's tables, and blank to the eye.
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800\u00ad\u034f"


def visible(text: str) -> str:
    """The same text with each invisible or direction-changing character as `[U+202E]`. Joiners in emoji stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_name(text, at) if _hides(text, at) else text[at] for at in range(len(text)))


def finalize(value: object) -> object:
    """What Jinja does to each value it prints: whatever is not markup of our own is made visible, then escaped."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hides(text: str, at: int) -> bool:
    character = text[at]
    if character in _PLAIN:
        return False
    if character in _BLANKS:
        return True
    if character in _JOINERS:
        return not _joins(text, at)
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _joins(text: str, at: int) -> bool:
    """Between two signs of an emoji, or two letters of a script that is written joined."""
    if not 0 < at < len(text) - 1:
        return False
    before = [character for character in text[max(0, at - 2) : at] if unicodedata.category(character) != "Mn"]
    kinds = {_kind(before[-1] if before else ""), _kind(text[at + 1])}
    return kinds in ({"sign"}, {"joined"})


def _kind(character: str) -> str:
    if not character:
        return ""
    if unicodedata.category(character) in {"So", "Sk"}:
        return "sign"
    return "joined" if unicodedata.bidirectional(character) == "AL" else ""


def _name(text: str, at: int) -> str:
    return f"[U+{ord(text[at]):04X}]"
