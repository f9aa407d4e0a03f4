"""Things that a text may speak of, each known by a few words: an e-mail of ours, a clause, another order, a sum."""

import re
from decimal import Decimal

from amends.claims.corrections import CORRECTS
from amends.reading.plain_language import folded

_ASKS_MAIL = re.compile(r"\b(?:what|which|wat|welke?|hva|hvilken)\b.*\b(?:e-?mails?|mails?|mailtje|e-?post(?:en)?)\b")
_MAIL_CAME = re.compile(
    r"\b(?:receiv\w+|got|get|sent|send|say|says|was|ontvang\w*|kreeg|gekregen|gestuurd|stuurde\w*|stond|staat"
    r"|mottok|mottatt|fikk|fått|sendt|sendte|sto|står)\b"
)
_VALUES = {
    "company_registration": re.compile(
        r"^\W*(?:(?:\w+\W+){0,8}?(?:org\w*|kvk\w*|foretak\w*|company|registration|registered|bedrijf\w*"
        r"|handelsregister\w*|virksomhet\w*|brreg|chamber)\b.*?|(?:(?:it|its|is|s|the|number|nr|het|nummer|det|er|den)\W+){0,4})"
        r"(?:no\W*)?(?<!\d)(?:\d{3}[ .]?\d{3}[ .]?\d{3}|\d{8})(?!\d)"
    ),
}
"""Missing items that a number can stand for, and how it is written: nine digits in Norway, eight in the Netherlands."""
_CLAUSE = re.compile(
    r"(?:§§?|\b(?:clauses?|sections?|paragraphs?|articles?|artikel|paragraaf|bepaling|voorwaarde|paragraf|punkt|punt"
    r"|vilkår|klausul))\s*((?:eu\.)?\d{1,2}[a-z]?)\b"
)
_DOES_NOT_KNOW = re.compile(
    r"\b(?:(?:do not|don.?t|dont|can.?t|cannot|cant) (?:\w+ ){0,2}?(?:know|have|remember|recall|find)|no (?:idea|clue)"
    r"|lost (?:it|that|the|my)|forg[oe]t(?:ten)?"
    r"|(?:weet|heb|vind|ken|herinner)\b(?: \w+){0,4}? (?:niet|geen)|geen idee|(?:kwijt|vergeten)"
    r"|(?:vet|har|husker|finner|kjenner)\b(?: \w+){0,3}? (?:ikke|ingen|inget)|ikke peiling|aner ikke|glemt|mistet)\b"
)
_OTHER = re.compile(
    r"\b(?:other|another|second|next|also|too|as well|andere?|tweede|volgende|ook"
    r"|annen|annet|andre|neste|også|i tillegg)\b"
)
"""What sets one more order beside the first."""
_AND = re.compile(r"\b(?:and|en|og)\b|[,&+]")
_INSTEAD = re.compile(r"\b(?:instead|rather than|in plaats|i stedet|istedenfor|isteden)\b")
_ANOTHER = re.compile(r"\b(?:other|another|second|andere?|tweede|annen|annet|andre)\b")
"""What speaks of another order than this."""
_TAKEN_AGAIN = re.compile(
    r"\b(?:charged|billed|debited|deducted|took|taken|again|twice|afgeschreven|weer|opnieuw|dubbel|trukket|belastet|igjen"
    r"|dobbelt)\b"
)
_SUM = re.compile(r"(?<![\d.,])\d{1,9}(?:[.,]\d{1,2})?(?![\d.,]*\d)")


def asks_what_was_mailed(text: str) -> bool:
    """Whether `text` asks what came by e-mail."""
    plain = folded(text)
    return _ASKS_MAIL.search(plain) is not None and _MAIL_CAME.search(plain) is not None


def gives(item: str, text: str) -> bool:
    """Whether `text` holds the number that stands for the missing `item`; False where no number does."""
    return item in _VALUES and _VALUES[item].search(folded(text)) is not None


def clause(text: str) -> str | None:
    """The clause that `text` names by its number."""
    found = _CLAUSE.search(folded(text))
    return None if found is None else found[1]


def does_not_know(text: str) -> bool:
    """Whether `text` says that its writer does not know what was asked for."""
    return _DOES_NOT_KNOW.search(" ".join(folded(text).split())) is not None


def sets_beside(text: str) -> bool:
    """Whether `text` sets one more order beside the first."""
    return _OTHER.search(folded(text)) is not None


def joins(text: str) -> bool:
    """Whether `text` joins two things."""
    return _AND.search(folded(text)) is not None


def puts_right(text: str) -> bool:
    """Whether `text` puts one thing in the place of another."""
    plain = folded(text)
    return CORRECTS.search(plain) is not None or _INSTEAD.search(plain) is not None


def speaks_of_another(text: str) -> bool:
    """Whether `text` speaks of another order than this."""
    return _ANOTHER.search(folded(text)) is not None


def tells_of_taking(text: str) -> bool:
    """Whether `text` tells that money was taken, perhaps once more."""
    return _TAKEN_AGAIN.search(folded(text)) is not None


def sums(text: str) -> tuple[Decimal, ...]:
    """Every number in `text` that may be a sum."""
    return tuple(Decimal(number.replace(",", ".")) for number in _SUM.findall(text))
