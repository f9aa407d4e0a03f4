"""Second thoughts in words: what was done is to be undone, what was wished is wished no more, a yes is taken back."""

import re

from amends.reading import yes_no
from amends.reading.plain_language import folded, says_wait, words
from amends.reading.thresholds import STORY_WORDS
from amends.reading.wishes import keeps_the_order

_BACK_ON = re.compile(
    r"\b(?:(?:turn|switch|put) (?:it|that|my \w+|the \w+) back"
    r"|(?:get|want|have) (?:it|my (?:order|service|subscription)) back"
    r"|reactivate|reinstate|restore|(?:zet|zetten) (?:\w+ ){1,3}?(?:weer|terug) aan|weer (?:aanzetten|activeren)"
    r"|teruggedraaid|terug ?draaien|(?:hem|het|die) (?:\w+ )?terug|slå (?:den|det) på|aktiver\w* (?:den|det) igjen"
    r"|likevel (?:ha|beholde) (?:den|det)|ha (?:den|det) (?:tilbake|likevel)|gjøres om)\b"
)
"""What was ended is to be as it was before."""


_DROPS_IT = (
    r"(?:never ?mind|forget (?:it|about it)|not after all|i changed my mind|changed my mind"
    r"|i dont want (?:it|to)(?: any ?more)?"
    r"|toch (?:maar )?niet|laat maar(?: zitten)?|liever (?:toch )?niet|vergeet het(?: maar)?|ik heb me bedacht"
    r"|likevel ikke|ikke likevel|glem det|(?:bare )?la (?:det )?være|jeg ombestemte meg|jeg har ombestemt meg)"
)
_NOT_AFTER_ALL = re.compile(
    r"\W*(?:(?:no|nah|nee|nei|oh|ah|ok|actually|sorry|hm+|well|nou|ja|yes|wait)\W+){0,3}"
    rf"{_DROPS_IT}(?:\W+{_DROPS_IT})*"
    r"(?:\W+(?:thanks|thank you|then|please|bedankt|hoor|dan|takk|da|likevel))*\W*"
)
"""What was only wished is wished no more."""
_TAKES_YES_BACK = re.compile(
    r"\b(?:changed my mind|take (?:my|the|that) yes back|take back (?:my|the) yes|no longer want"
    r"|leave (?:it|everything) as"
    r"|do(?: not|n.?t) (?:do|want) (?:it|that|the refund)|ask me first|bedacht|toch (?:maar )?niet|laat (?:maar|het zo)"
    r"|vraag het (?:me|mij) eerst|ombestemt|likevel ikke|vil ikke (?:ha|lenger)|la det være|spør meg først)\b"
)


def wants_it_back_on(text: str) -> bool:
    """Whether a short `text` would have what was ended be as it was before."""
    return len(words(text)) < STORY_WORDS and _BACK_ON.search(" ".join(words(text))) is not None


def drops_the_wish(text: str) -> bool:
    """Whether `text` says that nothing is wanted after all, and nothing else."""
    return _NOT_AFTER_ALL.fullmatch(folded(text).replace("'", "")) is not None


def takes_yes_back(text: str) -> bool:
    """Whether `text` would have a yes that was given beforehand not count."""
    plain = " ".join(folded(text).split())
    says_no = yes_no.answer(text) is False or keeps_the_order(text) or says_wait(text)
    return says_no or _TAKES_YES_BACK.search(plain) is not None
