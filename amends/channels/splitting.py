"""A text in parts of a channel's length: cut between paragraphs or sentences, else between words, never in a letter."""

import regex

from amends.channels.limits import Units
from amends.channels.measure import length

_SENTENCE = regex.compile(r"\n+|(?<=[.!?…][\"'»”’)\]]*)[ \t]+(?=[\p{Lu}\p{Lt}\p{So}\"'«“‘(\[¿¡•-])")
"""Where one ends and the next begins; a line's end too. After «art. 5» or «kr. 490» no capital follows."""
_WORD = regex.compile(r"\s+")
_LETTER = regex.compile(r"\X")
"""What a reader takes for one: a base with its combining marks, an emoji with all its parts."""


def split(text: str, limit: int, units: Units) -> list[str]:
    """The text in as few parts of at most `limit` as such cuts allow. Blanks at a cut are dropped, nothing else. A text
    of blanks has no parts."""
    left, parts = text.strip(), []
    while left and length(left, units) > limit:
        fits = _fitting(left, limit, units)
        at = _last(_SENTENCE, left, fits) or _last(_WORD, left, fits) or fits
        parts.append(left[:at].rstrip())
        left = left[at:].lstrip()
    return [*parts, left] if left else parts


def _fitting(text: str, limit: int, units: Units) -> int:
    """How many characters of it, whole letters, are at most `limit` long; at least one letter's."""
    at, taken = 0, 0
    for letter in _LETTER.finditer(text):
        taken += length(letter[0], units)
        if taken > limit:
            break
        at = letter.end()
    return at or _in_a_letter(text, limit, units)


def _in_a_letter(text: str, limit: int, units: Units) -> int:
    """For one letter with more marks than a whole message holds: between its characters."""
    at = 1
    while at < len(text) and length(text[: at + 1], units) <= limit:
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
