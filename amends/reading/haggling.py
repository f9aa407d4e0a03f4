"""Whether a text haggles about an amount that was offered or granted, or does not believe it: it asks for more, names
another sum, or says that it is not enough. Nothing of it is a yes, and no new problem is told."""

import re

from amends.reading import plain_language
from amends.reading.thresholds import LONG_STORY_WORDS, STORY_WORDS

_UNIT = r"euros?|eur|kr|kron[eo]r|nok|sek|dkk|chf|dollars?|usd"
_MONEY = (
    rf"(?:\d+(?: \d+)?(?: (?:{_UNIT}))?|euros?|kron[eo]r|money|interest|more|refund|all of it"
    r"|everything|amount|sum|bedrag|beløpet|geld|rente|meer|alles|de rest|het hele bedrag|penger|pengene|renter"
    r"|mer|alt|resten|hele beløpet)"
)
_NAMES_MONEY = re.compile(rf"\b{_MONEY}\b")
_NOT_ENOUGH = re.compile(
    r"\b(?:not (?:nearly |even )?enough|isnt (?:\w+ )?enough|too little|too low|so little|more than that"
    r"|less than|expected more|hoped for more"
    r"|(?:is|its|thats) (?:a joke|ridiculous|laughable)|slaat nergens op|minder dan|meer verwacht|meer gehoopt"
    r"|mindre enn"
    r"|(?:forventet|håpet på) mer|latterlig lite|belachelijk weinig"
    r"|is that (?:all|it)|thats (?:nothing|peanuts)|niet genoeg|te weinig|te laag|zo weinig|meer dan dat$"
    r"|is dat alles"
    r"|dat is niks|schijntje|ikke nok|for lite|for lavt|så lite|mer enn det$|er det alt|det er ingenting|småpenger"
    r"|(?:only|just) (?:the )?half|maar de helft|(?:bare|kun) halvparten)\b"
)
_DISBELIEF = re.compile(
    r"\b(?:are you (?:serious|kidding|joking)|youre (?:kidding|joking)|you (?:must be|are) (?:kidding|joking)"
    r"|you (?:cant|cannot|dont) (?:be serious|mean)|dat meen (?:je|jij|u) niet"
    r"|meen (?:je|u) (?:dat|niet)"
    r"|je meent het niet|maak je een grap|grapje|det mener du ikke|mener du det"
    r"|du tuller|tuller du"
    r"|kødder du|du kødder)\b"
)
_DESERVES = re.compile(
    r"\b(?:should (?:at least )?(?:get|receive|be (?:paid|given))"
    r"|(?:should|ought to) (?:have )?(?:got|gotten|received)|deserve|entitled to"
    rf"|(?:want|need|expect|expected) (?:at least )?(?:more|\d+(?: (?:{_UNIT}))?$|interest|all of it"
    r"|everything|the rest)"
    r"|recht op (?!14|\d+ dagen|bedenk)|(?:moet|hoor|verdien)\b(?: \w+){0,5}? (?:krijgen|hebben|ontvangen)"
    r"|(?:ik )?wil (?:meer|\d+|alles)|burde (?:\w+ )?(?:få|fått|ha)|bør (?:\w+ )?(?:få|ha)|krav på|rett (?:på|til)"
    r"|fortjener|want (?:the|my) (?:full|whole) (?:amount|sum)|wil (?:het )?(?:hele|volledige) bedrag"
    r"|vil ha (?:hele|det fulle) beløpet"
    r"|vil ha (?:mer|\d+|alt|resten|renter)|skulle (?:\w+ )?(?:få|fått))\b"
)
_BIDS = re.compile(
    r"^(?:(?:no|nee|nei|ok|okay|well|come on|kom op|kom nou|kom igjen|please|then|and|en|og|nah|hm|ah|but|maar"
    r"|men) ){0,3}"
    r"(?:(?:can|could|will|would) (?:you|u) |kan (?:je|u|du) |kun je |kunt u )?"
    r"(?:make (?:it|that)|give me|gimme|how about|what about|pay(?: me)?|lets say|do|at least|try"
    r"|doe(?: er)?(?: dan)?(?: toch)?(?: maar)?|geef(?: me| mij)?(?: maar| dan| er)?|maak er(?: maar)?|wat dacht je van"
    r"|er|zeg|minstens|gi meg(?: heller)?|gjøre? det til|si|hva med|betal(?: meg)?(?: heller)?|minst|ta) "
    r"(?:(?:at least|just|minstens|maar|gewoon|bare|minst|of|van|a|er|eller) )?\d+(?: \d+)?"
    rf"(?: (?:{_UNIT}|bucks|van|then|dan|da|instead|please|at least|heller|i stedet|ervan"
    r"|back|terug|tilbake))*$"
)
_BARE_SUM = re.compile(rf"^(?:(?:only|just|maar|slechts|bare|kun) )?\d+(?: \d+)?(?: (?:{_UNIT}))?$")


_A_BIT_MORE = re.compile(
    r"\b(?:can|could|cant|kan|kun|kunt|kunnen|get|krijg|få|give|geef|gi)\b(?: \w+){0,6}? (?:a (?:bit"
    r"|little) more|some more"
    r"|(?:iets|wat|een beetje) meer|litt mer|noe mer)\b"
)
_TELLS = re.compile(r"\b(?:tell|say|explain|know|info\w*|vertel\w*|uitleg\w*|weten|fortell\w*|forklar\w*|vite)\b")
_THE_REST = re.compile(
    r"\b(?:the rest|the remaining|the other (?:half|\d+)|de rest|de andere (?:helft|\d+)|resten|den andre halvparten"
    r"|de andre \d+)\b"
)


def asks_for_the_rest(text: str) -> bool:
    """Whether a short question asks where the rest of the money is."""
    said = plain_language.words(text)
    return "?" in text and len(said) < STORY_WORDS and _THE_REST.search(" ".join(said)) is not None


def haggles(text: str) -> bool:
    """Whether `text`, said of an amount that was offered or granted, would have another one or cannot believe it."""
    said = plain_language.words(text.replace("€", " "))
    if text.startswith("/") or not said or len(said) > LONG_STORY_WORDS:
        return False
    plain = " ".join(said)
    if _NOT_ENOUGH.search(plain) or _BIDS.search(plain) or _DISBELIEF.search(plain):
        return True
    if _A_BIT_MORE.search(plain) and _TELLS.search(plain) is None:
        return True
    doubts = "??" in text or ("?" in text and said[0] in {"only", "just", "maar", "slechts", "bare", "kun"})
    if doubts and _BARE_SUM.search(plain):
        return True
    return _DESERVES.search(plain) is not None and names_money(text)


def names_money(text: str) -> bool:
    """Whether `text` speaks of a sum, or of more."""
    return _NAMES_MONEY.search(" ".join(plain_language.words(text.replace("€", " ")))) is not None
