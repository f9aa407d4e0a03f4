"""The six figures of a code in what a customer typed, told from dates and amounts."""

import re

from amends.claims.extract import without_case_numbers

MOST = 300
"""Characters of a message that may hold a code: more is a story, or a mail's footer after the first lines."""
_ALONE = re.compile(r"\d(?: ?\d){5}|\d{3}-\d{3}")
_FIGURES = re.compile(r"(?:\d[ .-]{0,2}){5}\d")
_AMONG_WORDS = re.compile(
    r"(?<!\w)(?<!\d[ .,/])(?<!\w-)(?:\d{6}|\d{3}[ -]{1,3}\d{3}|\d\d \d\d \d\d|\d(?: \d){5})(?![ .,/-]?\d)"
)
"""Not 12.05.26, nor 1 250.00, nor an order number."""
_AROUND = " \t\r\n.,:;!?…«»\"'“”‘’()<>*#"
_POLITE = frozenset({
    "alstublieft", "bedankt", "code", "dank", "de", "dette", "deze", "dit", "er", "hallo", "hei", "hello", "her",
    "here", "hi", "hier", "is", "it", "je", "kode", "koden", "mijn", "min", "my", "please", "s", "takk", "thank",
    "thanks", "that", "the", "this", "tusen", "u", "uw", "you",
})  # fmt: skip
"""What stands around a code that is given, and in no answer to something else."""


def read(text: str) -> str | None:
    """The code in a message that can be expected to hold one; None where there is none, or more than one."""
    head = _head(without_case_numbers(text))
    found = [head] if _FIGURES.fullmatch(head.strip(_AROUND)) else _AMONG_WORDS.findall(head)
    return (_digits(found[0]) if len(found) == 1 else None) or alone(text)


def alone(text: str) -> str | None:
    """The code in a message that is nothing else, or whose first line is; polite words may stand around it."""
    plain = without_case_numbers(text).strip()
    for given in (plain, plain.partition("\n")[0]):
        words = re.findall(r"[^\W\d_]+", given.casefold())
        figures = re.sub(r"[^\W\d_]+", "", given).strip(_AROUND)
        if len(given) <= MOST and _POLITE.issuperset(words) and _ALONE.fullmatch(figures):
            return _digits(figures)
    return None


def _head(text: str) -> str:
    """The first lines; nothing of a line that goes on for longer."""
    return text if len(text) <= MOST else text[:MOST].rpartition("\n")[0]


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))
