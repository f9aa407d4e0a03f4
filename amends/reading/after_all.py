"""What was declined, wanted after all. Nothing is done on these words: the question is put again."""

import re

from amends.reading import yes_no
from amends.reading.acts import Meant
from amends.reading.heard import Heard
from amends.reading.issues import SIBLINGS, issue_of
from amends.reading.plain_language import folded, words
from amends.reading.thresholds import LONG_STORY_WORDS, NAMES_A_PROBLEM, STATES_WORDS
from amends.reading.yes_no_phrases import THANKS

_AFTER_ALL = re.compile(
    r"\b(?:after all|anyway|changed my mind|second thoughts?|do it then|go ahead then"
    r"|toch (?:maar )?(?:wel|doen|graag|annuleren|opzeggen|terug\w*|die|het geld|dat)"
    r"|(?:doe|wil) (?:het |dat |ik )?(?:het )?toch"
    r"|bij nader inzien|bedacht|likevel|allikevel|ombestem\w*|jo,? gjør det|gjør det da)\b"
)


_NO_BEFORE = re.compile(
    r"^\W*(?:(?:h+m+|oh|ah|eh|um|well|actually|sorry|wait|nou|tja|wacht|vent|ja)\W+)*(?:no|nah|nope|nee|neen|nei)\W+"
    r"(?=(?:wait\W+|wacht\W+|vent\W+)?(?:ok|okay|oke|oké|okei|yes|yeah|do|go|cancel|please|ja|jo|doe|toch|wel|greit|gjør|avbestill)\b)"
)
"""A no that takes the no before it back: «hmm no, ok, do cancel it after all»."""
_KEEPS = re.compile(r"\b(?:keep\w*|leave|hou|houd|houden|behoud\w*|laat|behold\w*|beholde|la)\b")
_AGREES = frozenset({
    "ok", "okay", "okey", "oke", "oké", "okei", "alright", "fine", "yes", "yeah", "yep", "sure", "well", "goed",
    "prima",
    "nou", "ja", "vooruit", "greit", "jo", "da", "fint",
})  # fmt: skip
_WISHES = frozenset({"affirm", "request_refund", "choose"})
_DIGITS = re.compile(r"\d")


def wants_after_all(heard: Heard) -> bool:
    """Whether `heard` says in so many words that what was declined is wanted."""
    plain = _plain(heard)
    return _may_be(plain) and _AFTER_ALL.search(plain) is not None and _KEEPS.search(plain) is None


def gives_in(heard: Heard, issue: str | None) -> bool:
    """Whether `heard`, said right after the no, takes what was put for the problem `issue`: a yes, or words that begin
    with an «ok» and go on with the amount or the wish."""
    plain = _plain(heard)
    return _may_be(plain) and (yes_no.answer(plain) is True or _goes_on(plain, issue, heard))


def _plain(heard: Heard) -> str:
    return _NO_BEFORE.sub("", folded(heard.said.text))


def _may_be(plain: str) -> bool:
    said = words(plain)
    return len(said) <= LONG_STORY_WORDS and not yes_no.NEGATIONS & set(said)


def _goes_on(plain: str, issue: str | None, heard: Heard) -> bool:
    said = words(plain)
    if "?" in plain or len(said) < STATES_WORDS or said[0] not in _AGREES or heard.meant is not Meant.STATED:
        return False
    if _KEEPS.search(plain):
        return False
    if _DIGITS.search(plain):  # whatever the amount is: the same proposal is put, and nothing is done
        return True
    named = issue_of(heard.intent)
    wishes = heard.intent in _WISHES or (named is not None and issue in SIBLINGS.get(named, (named,)))
    return wishes and heard.confidence >= NAMES_A_PROBLEM and not any(thanks in plain for thanks in THANKS)
