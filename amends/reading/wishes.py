"""Whether a text that speaks of cancelling asks for it. Nothing is ever cancelled without a yes; this spares the
customer a question that is beside the point, until the model tells how a thing is meant."""

import re

from amends.reading import negated_orders
from amends.reading.plain_language import folded, words
from amends.reading.thresholds import LONG_STORY_WORDS

_END = r"(?:cancel\w*|annul\w+|opzeg\w*|avbestill\w*|kanseller\w*|avslutt\w*)"
_PARTED = re.compile(r"\b(?:zeg|zegt|zeggen|si|sier)((?: (?!dat\b|at\b|het is\b)\w+){0,4}) (?:op|opp)\b")
"""The verb in two words, often with what it is about or its negation between: «si ikke opp», «zeg het niet op»."""
_NEARLY = re.compile(rf"\b(?:almost|nearly|bijna|nesten)\b(?: \w+){{0,2}}? {_END}\b")
_MAY_I = (
    "can", "could", "may", "would", "what happens", "what would happen", "am i able", "is it possible", "how do",
    "how can", "how would", "kan", "kunnen", "mag", "zou", "wat gebeurt er", "hoe kan", "is het mogelijk", "kunne",
    "får", "hva skjer", "er det mulig", "hvordan",
)  # fmt: skip
_WHOSE = ("my", "his", "her", "mijn", "zijn", "haar", "min", "mitt", "hans", "hennes")
_PEOPLE = (
    "brother", "sister", "friend", "wife", "husband", "mother", "father", "son", "daughter", "colleague", "neighbour",
    "neighbor", "broer", "zus", "vriend", "vriendin", "vrouw", "man", "moeder", "vader", "zoon", "dochter", "collega",
    "buurman", "buurvrouw", "bror", "søster", "venn", "venninne", "kone", "mor", "far", "sønn", "datter", "kollega",
    "nabo",
)  # fmt: skip
_ORDER = (
    r"(?:order|orders|subscription|service|contract|plan|package|bestelling\w*|abonnement\w*|dienst\w*|pakket|contract"
    r"|ordren?|bestilling\w*|tjeneste\w*|avtale\w*|pakke\w*)"
)
_KEEPS = re.compile(
    rf"\b(?:keep|keeping) (?:it|that|this|them|(?:(?:the|my|this|that) )?{_ORDER})\b"
    rf"|\b(?:leave|let) (?:it|the {_ORDER}|my {_ORDER}) (?:active|running|run|on|in place|as it is)\b"
    rf"|\b(?:hem|het|die|deze|dat|m|(?:de|het|mijn|deze|dit|dat) {_ORDER})\b"
    rf"(?: (?!tegen|op|dicht|in|aan|af)\w+){{0,3}}? (?:be)?houden\b"
    rf"|\b(?:be)?houd? (?:hem|het|die|deze|ze|m|(?:(?:de|het|mijn|deze|dit|dat) )?{_ORDER})\b"
    rf"|\blaat (?:(?:hem|het|die|deze|ze|(?:de|het|mijn) {_ORDER}|maar|gewoon|toch) )+(?:staan|doorlopen|lopen)\b"
    rf"|\bbehold(?:e|er)? (?:den|det|dem|denne|dette|{_ORDER}|(?:den|min|mitt) {_ORDER})\b"
    rf"|\b(?:den|det|{_ORDER})\b(?: \w+){{0,3}}? beholde\b|\bla (?:den|det|{_ORDER}) (?:stå|gå|løpe)\b"
)
_ANSWERS_FIRST = re.compile(r"^(?:no|nope|nah|nee|nei) (?=(?:i|ill|ik|jeg|keep|leave|let|laat|la|behold|houd)\b)")
"""The no of «no, I'll keep it» answers, and denies nothing of what follows."""
_DOES_NOT = re.compile(
    r"\b(?:not|dont|wont|cant|cannot|never|no|you|they|niet|geen|nooit|u|jullie|jij|je|ikke|aldri|ingen|du|dere|if|als"
    r"|hvis|unless|or|of|eller)\b"
)
"""«You can keep it» gives it up; a condition wishes nothing yet."""
_ASKS = re.compile(rf"^(?:\w+[,!.]? ){{0,3}}?(?:{'|'.join(_MAY_I)})\b.*\b{_END}\b")
_SUPPOSES = re.compile(
    rf"\b(?:if|suppose|supposing|when|als|stel(?: dat)?|wanneer|hvis|dersom|om|når) (?:i|we|ik|wij|jeg|vi)\b"
    rf"(?: \w+){{0,6}}? {_END}\b"
)
"""«If I wanted to cancel next month, could I?»"""
_OF_SOMEBODY = re.compile(rf"\b(?:{'|'.join(_WHOSE)}) (?:{'|'.join(_PEOPLE)})\b.*\b{_END}\b")


def keeps_the_order(text: str) -> bool:
    """Whether `text` denies that it wants to cancel, only asks about it, or tells of somebody else who does."""
    plain = _plain(text)
    asks = "?" in plain and (_ASKS.search(plain) or _SUPPOSES.search(plain))
    return bool(asks or denies_the_end(text) or keeps_it(text) or _OF_SOMEBODY.search(plain))


def denies_the_end(text: str) -> bool:
    """Whether `text` denies that it wants to cancel, or forbids it."""
    whole = _PARTED.sub(r"opzeggen\1", folded(text))
    return negated_orders.denies(whole, _END) or _NEARLY.search(_plain(text)) is not None


def keeps_it(text: str) -> bool:
    """Whether a short `text` would have the order go on: «I want to keep it»."""
    said = " ".join(words(text))
    if len(said.split()) > LONG_STORY_WORDS or re.search(rf"\b{_END}\b", said):
        return False
    said = _ANSWERS_FIRST.sub("", said)
    found = _KEEPS.search(said)
    return found is not None and _DOES_NOT.search(said[: found.end()]) is None


def asks_about_the_end(text: str) -> bool:
    """Whether `text` asks what would come of cancelling, or whether that can be done."""
    return _ASKS.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
