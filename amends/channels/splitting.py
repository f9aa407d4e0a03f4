"""A text in parts of a channel's length: cut between paragraphs or sentences, else between words, never in a letter."""

import regex

from amends.channels.limits import Units

_SENTENCE = regex.compile(r"\n+|(?<=[.!?…][\"'»”’)\]]*)[ \t]+(?=[\p{Lu}\p{Lt}\p{So}\"'«“‘(\[¿¡•-])")
"""Where one ends and the next begins; a line's end too. After «art. 5» or «kr. 490» no capital follows."""
_WORD = regex.compile(r"\s+")
_LETTER = regex.compile(r"\X")
"""What a reader takes for one: a base with its combining marks, an emoji with all its parts."""


def measure(text: str, units: Units) -> int:
    """How long a provider that counts in `units` finds it."""
    match units:
        case Units.CHARACTERS:
            return len(text)
        case Units.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Units.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))


def split(text: str, limit: int, units: Units) -> list[str]:
    """The text in as few parts of at most `limit` as such cuts allow. Blanks at a cut are dropped, nothing else. A text
    of blanks has no parts."""
    left, parts = text.strip(), []
    while left and measure(left, units) > limit:
        fits = _fitting(left, limit, units)
        at = _last(_SENTENCE, left, fits) or _last(_WORD, left, fits) or fits
        parts.append(left[:at].rstrip())
        left = left[at:].lstrip()
    return [*parts, left] if left else parts


def _fitting(text: str, limit: int, units: Units) -> int:
    """How many characters of it, whole letters, are at most `limit` long; at least one letter's."""
    at, length = 0, 0
    for letter in _LETTER.finditer(text):
        length += measure(letter[0], units)
        if length > limit:
            break
        at = letter.end()
    return at or _in_a_letter(text, limit, units)


def _in_a_letter(text: str, limit: int, units: Units) -> int:
    """For one letter with more marks than a whole message holds: between its characters."""
    at = 1
    while at < len(text) and measure(text[: at + 1], units) <= limit:
        at += 1
    return at


def _last(cut: regex.Pattern[str], text: str, fits: int) -> int:
    """Where the last such cut begins, so that what stands before it fits; 0 where there is none."""
    found = 0
    for each in cut.finditer(text):
        if each.start() > fits:
            break
        found = each.start()
    return found
