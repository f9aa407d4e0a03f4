"""Whether an order to do something is negated: «do not cancel it», «annuleer mijn bestelling alsjeblieft niet».

English and Norwegian forbid before the verb or right after it, Dutch and Norwegian at the end of the clause. A negation
of anything else in the clause forbids nothing: «annuleer de bestelling die ik niet heb gekregen».
"""

import re

from amends.claims.slips import Slips
from amends.reading.plain_language import folded

_CLAUSE = re.compile(
    r"[.!?,;:()\n]+|\s[-–—]+\s|\b(?:but|because|maar|want(?= (?:het|hij|ik|de|die|dat|er|zij|ze|we|wij|mijn)\b)"
    r"|omdat|men|fordi)\b"
)
_WORD = re.compile(r"[^\s,;:()]+")
_NEGATIONS = frozenset(
    [
        "not",
        "dont",
        "don't",
        "don’t",
        "never",
        "no",
        "nor",
        "without",
        "niet",
        "nooit",
        "geen",
        "nie",
        "niks",
        "zonder",
        "ikke",
        "ikkje",
        "aldri",
        "ingen",
        "uten",
    ]
)
_DONT = re.compile(r"d+o*n+o?['’;]*t+['’]?|do['’]nt|dotn")
"""«don't» with a slip of the finger."""
_SHORTEST = Slips(
    ("not", "niet", "ikke"),
    others=("no", "non", "nor", "now", "nog", "noe", "nod", "nt", "net", "nett", "nut", "nit", "nat", "note", "noot",
            "nie", "niets", "niek", "neef", "ikk", "ike", "nu"),
)  # fmt: skip
_HEADLESS = {word[1:]: word for word in ("not", "niet", "ikke")} | {"ont": "not", "inet": "niet", "kike": "ikke"}
"""«I do ot want to cancel»: the shortest negations with a slip, the first letter lost or behind the second."""
_AT_THE_END = frozenset(["not", "niet", "nooit", "nie", "ikke", "ikkje", "aldri"])
_BEFORE = 4
"""So many words may stand between a negation and the verb that it negates."""
_GOES_ON = frozenset(
    [
        "so",
        "and",
        "then",
        "please",
        "if",
        "when",
        "need",
        "needed",
        "works",
        "work",
        "working",
        "arrived",
        "received",
        "used",
        "en",
        "dus",
        "graag",
        "dan",
        "als",
        "aub",
        "svp",
        "alstublieft",
        "alsjeblieft",
        "werkt",
        "ontvangen",
        "gekregen",
        "nodig",
        "og",
        "så",
        "da",
        "hvis",
        "vennligst",
        "virker",
        "fungerer",
        "fått",
        "mottatt",
        "trenger",
        "lenger",
    ]
)
"""With one of these between, the negation belongs to what was said before: «does not work so cancel it»."""
_DESCRIBES = frozenset(
    [
        "virker",
        "virket",
        "fungerer",
        "funker",
        "kommer",
        "starter",
        "werkt",
        "werkte",
        "gaat",
        "lukt",
        "komt",
        "start",
        "works",
        "work",
        "working",
        "is",
        "was",
        "er",
        "var",
    ]
)
"""Verbs that a negation after them describes: «det virker ikke avbestill den»."""
_OF_ITS_OWN = frozenset(
    [
        "die",
        "dat",
        "wat",
        "welke",
        "wie",
        "ik",
        "hij",
        "zij",
        "ze",
        "we",
        "wij",
        "omdat",
        "want",
        "werkt",
        "doet",
        "is",
        "was",
        "heb",
        "hebben",
        "had",
        "wil",
        "kan",
        "kon",
        "zou",
        "moet",
        "als",
        "of",
        "som",
        "jeg",
        "vi",
        "han",
        "hun",
        "virker",
        "fungerer",
        "er",
        "har",
        "hadde",
        "vil",
        "kan",
        "kunne",
        "skal",
        "fordi",
        "hvis",
        "om",
        "which",
        "that",
        "who",
        "i",
        "he",
        "she",
        "they",
        "works",
        "does",
        "is",
        "was",
        "have",
        "had",
        "will",
        "can",
        "could",
        "should",
        "if",
    ]
)
"""What begins or bears a clause of its own, which a negation at its end belongs to."""
_PRONOUNS = frozenset(
    ["het", "dat", "dit", "deze", "die", "den", "det", "dem", "denne", "dette", "it", "this", "that", "them"]
)
_COURTESIES = frozenset(
    [
        "please",
        "pls",
        "thanks",
        "thank",
        "you",
        "now",
        "yet",
        "today",
        "alstublieft",
        "alsjeblieft",
        "aub",
        "svp",
        "graag",
        "bedankt",
        "dank",
        "u",
        "je",
        "hoor",
        "nu",
        "nog",
        "toch",
        "vandaag",
        "meer",
        "takk",
        "vennligst",
        "vær",
        "så",
        "snill",
        "nå",
        "da",
        "ennå",
        "er",
        "lenger",
    ]
)

_LEAST = 5
"""Of so few letters one is too many to be wrong."""
_INITIALS = "abcork"
_VERBS = Slips(
    ("cancel", "cancelling", "refund", "annuleer", "annuleren", "opzeggen", "beëindig", "beëindigen", "terugbetalen",
     "avbestill", "avbestille", "avbestiller", "kanseller", "kansellere", "kansellerer", "refundere"),
    others=("canceled", "refunds", "refunded"),
)  # fmt: skip
"""With one slip of the finger they forbid as well: «amnuleer mijn bestelling niet»."""


def denies(text: str, act: str) -> bool:
    """Whether some clause of `text` negates the verb that the pattern `act` matches."""
    verb = re.compile(act)
    plain = folded(text).replace("a.u.b.", "aub")
    clauses = (_words(clause) for clause in _CLAUSE.split(plain))
    return any(_is(verb, word) for words in clauses for at, word in enumerate(words) if _negated(words, at))


def _is(verb: re.Pattern[str], word: str) -> bool:
    """Whether it is the verb, with one slip of the finger at most: the first letter counts as well."""
    if verb.fullmatch(word):
        return True
    mended = (_VERBS.mend(initial + word[1:]) for initial in _INITIALS)
    return len(word) > _LEAST and any(verb.fullmatch(each) for each in mended)


def _words(clause: str) -> list[str]:
    """Without order numbers and addresses, which stand anywhere; a negation with a slip in it as it is meant."""
    found = (word.strip("\"'«»“”*_") for word in _WORD.findall(clause))
    plain = (word for word in found if word and "@" not in word and not any(c.isdigit() for c in word))
    return [_HEADLESS.get(word) or _SHORTEST.mend(word) for word in plain]


def _negated(words: list[str], verb: int) -> bool:
    return _forbidden_before(words, verb) or _forbidden_after(words[verb + 1 :])


def _forbidden_before(words: list[str], verb: int) -> bool:
    for at in range(verb - 1, max(-1, verb - _BEFORE - 1), -1):
        if words[at] in _NEGATIONS or _DONT.fullmatch(words[at]):
            return at == 0 or words[at - 1] not in _DESCRIBES or words[at] in {"no", "geen", "ingen"}
        if words[at] in _GOES_ON:
            return False
    return False


def _forbidden_after(rest: list[str]) -> bool:
    at = next((at for at, word in enumerate(rest) if word in _AT_THE_END), None)
    if at is None:
        return False
    between = rest[1:at] if rest[0] in _PRONOUNS else rest[:at]
    return not _OF_ITS_OWN & set(between) and (not between or set(rest[at + 1 :]) <= _COURTESIES)
