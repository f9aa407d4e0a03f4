"""Where in a reply the older message begins: the lines with which mail programs introduce what they quote.

English, Dutch, Norwegian, Swedish, Danish, German and French by name; the marker above our own messages, and an
address before a quotation, in any language. A sentence that only looks alike counts for nothing: an introduction names
an address in angle brackets, or a quotation follows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARKER = "##- ~~~~~~~~~~ -##"
"""Stands above what we write; whatever comes at and after it in an answer is a quotation."""
MOST_LINES = 20
"""Into so many lines an introduction may have been wrapped."""

_MARKER = re.compile(r"##-\s*~{3,}\s*-##")
_ADDRESS = re.compile(r"[<\[][^<>\[\]]*@[^<>\[\]]+")
"""Without its last bracket: where the line was broken before that, it looks like the mark of a quotation."""
_DATED = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b")
_DAY = r"(?:ma|di|wo|do|vr|za|zo|man|tirs?|ons|tors?|fre|lør|søn|mån|tis|lör|sön)\w*\.?,?"
_DATE = r"(?:\d{1,2}\.? \w{3,10}\.? \d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\b"
_DATED_NL, _DATED_NB = rf"(?:Op|(?:Op )?(?:{_DAY} )?{_DATE})", rf"(?:(?:Den|På) )?(?:{_DAY} )?(?:den )?{_DATE}"
_DATED_DE = r".{2,30}\b(?:19|20)\d{2}\b.{0,40}"
_INTRODUCTIONS = (
    re.compile(r"On\b.{3,300}\bwrote ?:", re.IGNORECASE),
    re.compile(rf"{_DATED_NL}.{{3,300}}\b(?:schreef\b.{{0,200}}|heeft\b.{{0,200}}\bgeschreven ?):", re.IGNORECASE),
    re.compile(rf"{_DATED_NB}.{{1,200}}\bskrev\b.{{0,200}}:", re.IGNORECASE),
    re.compile(r"Am\b.{3,300}\bschrieb\b.{0,200}:", re.IGNORECASE),
    re.compile(
        rf"[^<>\s][^<>]{{0,100}}<[^<>]+@[^<>]+>,? (?:schrieb am {_DATED_DE}|hat am {_DATED_DE}\bgeschrieben ?):",
        re.IGNORECASE,
    ),
    re.compile(r"Le\b.{3,300}\ba écrit ?:", re.IGNORECASE),
)
_VERB = re.compile(r"\b(?:wrote|schreef|geschreven|skrev|schrieb|écrit)\b", re.IGNORECASE)
_OPENER = re.compile(rf"(?:Op|Den|På)|(?:(?:Op|Den|På) )?{_DAY}(?: den)?", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"-{2,} ?(?:original message|oorspronkelijke? bericht|opprinnelig (?:melding|e-?post)|forwarded message|"
    r"ursprüngliche nachricht|ursprungligt meddelande|message d.origine|doorgestuurd bericht|videresendt melding)"
    r" ?-{2,}|"
    r"(?:begin forwarded message|begin doorgestuurd bericht|(?:start på )?videresendt melding) ?:",
    re.IGNORECASE,
)
_LABELS = {
    name: re.compile(rf"\W{{0,3}}(?:{words})\W{{0,3}}:.*", re.IGNORECASE)
    for name, words in {
        "from": "from|van|fra|från|von|de",
        "sent": "sent|date|verzonden|datum|sendt|dato|skickat|gesendet|envoyé",
        "to": "to|aan|til|till|an|à",
        "subject": "subject|onderwerp|emne|ämne|betreff|objet",
        "more": "cc|bcc|kopi|kopie|importance|urgentie|prioritet",
    }.items()
}


@dataclass(frozen=True)
class Quotation:
    """Lines `start` to `end` (not included) introduce it; `is_marked`: what follows has `>` before each line."""

    start: int
    end: int
    is_marked: bool


def first(lines: Sequence[str]) -> Quotation | None:
    """The first older message in `lines`; None where all of them were newly written."""
    bare = [unquoted(line) for line in lines]
    found = (_marker(lines, bare), _block(lines, bare), _introduction(lines, bare))
    return min((each for each in found if each is not None), key=lambda each: each.start, default=None)


def unquoted(line: str) -> str:
    """A line without `>` and the blanks around it."""
    return line.replace("\xa0", " ").lstrip("> \t").strip()


def is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _marker(lines: Sequence[str], bare: Sequence[str]) -> Quotation | None:
    """Our own line, with the quoted lines before it and what introduces them in whatever language."""
    at = next((n for n, line in enumerate(bare) if _MARKER.search(line)), None)
    if at is None:
        return None
    start = at
    while start and is_quoted(lines[start - 1]) and is_quoted(lines[at]):
        start -= 1
    above = start
    while above and not bare[above - 1]:
        above -= 1
    if above and bare[above - 1].endswith(":"):
        named = _with_address(bare, above)
        says_who = _DATED.search(bare[above - 1]) or _VERB.search(bare[above - 1])
        start = named if named is not None else above - 1 if says_who else start
    return Quotation(start, at + 1, is_quoted(lines[at]))


def _with_address(bare: Sequence[str], end: int) -> int | None:
    """Where the last lines before `end` begin that name an address in brackets."""
    for start in range(end - 1, max(-1, end - MOST_LINES), -1):
        if not bare[start]:
            return None
        found = _ADDRESS.search(" ".join(bare[start:end]))
        if found is not None:
            return start - 1 if found.start() == 0 and start and bare[start - 1] else start
    return None


def _block(lines: Sequence[str], bare: Sequence[str]) -> Quotation | None:
    """The lines From, Sent, To and Subject, in Outlook's order or in that of GMX, or a line that says what follows."""
    for n, line in enumerate(bare):
        if _SEPARATOR.fullmatch(line) or _is_block(bare, n):
            return Quotation(n, len(lines), is_marked=False)
    return None


def _is_block(bare: Sequence[str], at: int) -> bool:
    first = next((name for name in ("from", "sent") if _LABELS[name].fullmatch(bare[at])), None)
    if first is None:
        return False
    found, others = {first}, 0
    for line in [each for each in bare[at + 1 : at + MOST_LINES] if each]:
        label = next((name for name, pattern in _LABELS.items() if pattern.fullmatch(line)), None)
        others = others + 1 if label is None else 0
        if (label == "from" and label in found) or others > 3:  # another message begins, or nothing but words comes
            break
        found |= {label} if label else set()
        if found >= {"from", "sent"} and found & {"to", "subject"}:
            return True
    return False


def _introduction(lines: Sequence[str], bare: Sequence[str]) -> Quotation | None:
    """«On … wrote:» and its like, on however many lines."""
    for end, line in enumerate(bare):
        if not line.endswith(":"):
            continue
        for start in range(end, max(-1, end - MOST_LINES), -1):
            if not lines[start].strip():
                break
            said = " ".join(" ".join(bare[start : end + 1]).split())
            if _introduces(said) and (_ADDRESS.search(said) or _quotes(lines, bare, end + 1)):
                return Quotation(_opened(bare, start), end + 1, is_marked=True)
    return None


def _introduces(said: str) -> bool:
    return bool(_DATED.search(said) or _ADDRESS.search(said)) and any(
        pattern.fullmatch(said) for pattern in _INTRODUCTIONS
    )


def _opened(bare: Sequence[str], start: int) -> int:
    """The line before belongs to it where it holds nothing but its first word: «Den», «ons.»."""
    while start and bare[start - 1] and _OPENER.fullmatch(bare[start - 1]):
        start -= 1
    return start


def _quotes(lines: Sequence[str], bare: Sequence[str], at: int) -> bool:
    """Whether a quotation, or nothing more, stands from `at`."""
    following = next((n for n in range(at, len(lines)) if bare[n] or is_quoted(lines[n])), None)
    return following is None or is_quoted(lines[following]) or bool(_MARKER.search(bare[following]))
