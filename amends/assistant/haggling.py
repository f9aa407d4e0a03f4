"""Whether a text haggles about an amount that was offered or granted, or does not believe it: it asks for more, names
another sum, or says that it is not enough. Nothing of it is a yes, and no new problem is told."""

import re

from amends.assistant import plain_language
from amends.assistant.thresholds import LONG_STORY_WORDS

_MONEY = (
    r"(?:\d+(?: \d+)?(?: (?:euros?|eur|kr|kroner|nok|dollars?|usd))?|euros?|kroner|money|interest|more|refund|all of it"
    r"|everything|geld|rente|meer|alles|de rest|het hele bedrag|penger|pengene|renter|mer|alt|resten|hele beløpet)"
)
_NAMES_MONEY = re.compile(rf"\b{_MONEY}\b")
_NOT_ENOUGH = re.compile(
    r"\b(?:not (?:nearly |even )?enough|isnt (?:\w+ )?enough|too little|too low|so little|more than that"
    r"|is that (?:all|it)|thats (?:all|nothing|peanuts|a joke)|niet genoeg|te weinig|te laag|zo weinig|meer dan dat"
    r"|is dat alles"
    r"|dat is niks|schijntje|ikke nok|for lite|for lavt|så lite|mer enn det|er det alt|det er ingenting|småpenger)\b"
)
_DISBELIEF = re.compile(
    r"\b(?:are you (?:serious|kidding|joking)|youre (?:kidding|joking)|you (?:must be|are) (?:kidding|joking)"
    r"|you (?:cant|cannot|dont) (?:be serious|mean)|seriously|no way|dat meen (?:je|jij|u) niet"
    r"|meen (?:je|u) (?:dat|niet)"
    r"|je meent het niet|serieus|maak je een grap|grapje|det mener du ikke|mener du det"
    r"|seriøst|du tuller|tuller du"
    r"|kødder du|du kødder)\b"
)
_DESERVES = re.compile(
    r"\b(?:should (?:at least )?(?:get|have|receive|be (?:paid|given))"
    r"|(?:should|ought to) (?:have )?(?:got|gotten|received)|deserve|entitled to"
    r"|(?:want|need|expect|expected) (?:at least )?(?:more|\d+|interest|all of it|everything|the rest)"
    r"|recht op|(?:moet|hoor|zou|wil|verdien)\b(?: \w+){0,5}? (?:krijgen|hebben|ontvangen)"
    r"|(?:ik )?wil (?:meer|\d+|alles)|burde (?:\w+ )?(?:få|fått|ha)|bør (?:\w+ )?(?:få|ha)|krav på|rett (?:på|til)"
    r"|fortjener"
    r"|vil ha (?:mer|\d+|alt|resten|renter)|skulle (?:\w+ )?(?:få|fått|hatt))\b"
)
_BIDS = re.compile(
    r"^(?:(?:no|nee|nei|ok|okay|well|come on|kom op|kom nou|kom igjen|please|then|and|en|og|nah|hm|ah|but|maar"
    r"|men) ){0,3}"
    r"(?:(?:can|could|will|would) (?:you|u) |kan (?:je|u|du) |kun je |kunt u )?"
    r"(?:make (?:it|that)|give me|gimme|how about|what about|pay(?: me)?|lets say|do|at least|try"
    r"|doe(?: er)?(?: dan)?(?: toch)?(?: maar)?|geef(?: me| mij)?(?: maar| dan| er)?|maak er(?: maar)?|wat dacht je van"
    r"|er|zeg|minstens|gi meg(?: heller)?|gjøre? det til|si|hva med|betal(?: meg)?(?: heller)?|minst|ta) "
    r"(?:(?:at least|just|minstens|maar|gewoon|bare|minst|of|van|a|er|eller) )?\d+(?: \d+)?"
    r"(?: (?:euros?|eur|kr|kroner|nok|dollars?|usd|bucks|van|then|dan|da|instead|please|at least|heller|i stedet|ervan"
    r"|back|terug|tilbake))*$"
)
_BARE_SUM = re.compile(r"^(?:(?:only|just|maar|slechts|bare|kun) )?\d+(?: \d+)?(?: (?:euros?|eur|kr|kroner|nok))?$")


def haggles(text: str) -> bool:
    """Whether `text`, said of an amount that was offered or granted, would have another one or cannot believe it."""
    said = plain_language.words(text.replace("€", " "))
    if text.startswith("/") or not said or len(said) > LONG_STORY_WORDS:
        return False
    plain = " ".join(said)
    if _NOT_ENOUGH.search(plain) or _BIDS.search(plain) or _DISBELIEF.search(plain):
        return True
    doubts = "??" in text or ("?" in text and said[0] in {"only", "just", "maar", "slechts", "bare", "kun"})
    if doubts and _BARE_SUM.search(plain):
        return True
    return _DESERVES.search(plain) is not None and names_money(text)


def names_money(text: str) -> bool:
    """Whether `text` speaks of a sum, or of more."""
    return _NAMES_MONEY.search(" ".join(plain_language.words(text.replace("€", " ")))) is not None
