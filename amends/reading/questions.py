"""What a text asks for or about after a decision or a proposal: more than was decided, why, when, how much."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from amends.reading.plain_language import folded, words
from amends.reading.thresholds import BEFORE_A_QUESTION_WORDS, STORY_WORDS


class Question(StrEnum):
    """What is asked; the first that a text asks counts."""

    GOODWILL = "goodwill"
    WHY = "why"
    WHEN = "when"
    HOW_MUCH = "how_much"
    EFFECT = "effect"  # what becomes of the service, and is asked of a proposal alone


_HALF = (
    r"(?:give me|pay(?: me)?|refund(?: me)?|just|only|at least|what about|how about|settle for|maybe) (?:the )?half"
    r"(?! (?:an?|past|hour|day|the time|of the time))|half of (?:it|the (?:money|amount|price))|half (?:back|then)"
    r"|de helft(?! van de (?:tijd|dag))|halvparten(?! av (?:tiden|dagen))"
)
_BARGAINS = re.compile(rf"\b(?:{_HALF})\b")
"""A part of what was asked for, offered as a bargain."""
_ASKS: Mapping[Question, re.Pattern[str]] = {
    Question.GOODWILL: re.compile(
        r"\b(?:good ?will|gesture|courtesy|coulance|goede wil|tegemoetkom\w*|gebaar|kulanse|velvilje|godvilje"
        r"|plaster på såret|compensat\w+|compenseer\w*|kompens\w+"
        r"|(?:give|geef|gi) (?:me|mij|meg) (?:\w+ ){0,5}(?:then|dan|da)"
        r"|just this once|(?:an?|one|any)(?: \w+)? exception|uitzondering"
        r"|unntak|coulant\w*|have mercy|begging you|vær så snill"
        r"|just (?:this |the )?once|only this once|this one time|deze ene keer|(?:alleen|maar) (?:deze|één) keer"
        r"|(?:als[jt]\w*blieft|toe),? (?:één|een|deze) keer|bare denne (?:ene )?gangen|denne ene gangen|kom (?:op|nou)"
        r"|(?<!\w )come on|oh come on|kom igjen|toe nou|pretty please|i beg(?: of)? you|ik smeek"
        r"|(?:one|een|één) (?:time )?exception|for (?:én|en) gangs skyld|voor (?:één|een) keer|kom (?:op|igjen) da"
        r"|passed away|funeral|overleden|begrafenis|gestorven|gikk bort|begravelse"
        r"|(?:mother|mom|mum|father|dad|wife|husband|son|daughter|brother|sister|mor|far|kone|mann|bror|søster)"
        r"(?: (?:has|just|is|min|er))* (?:died|dead|død|døde)"
        r"|in (?:the )?hospital|in het ziekenhuis|på sykehus\w*"
        rf"|{_HALF}"
        r"|(?:at least|just) give me|geef (?:me|mij) (?:dan|toch|gewoon|tenminste)|gi meg (?:da|bare|i det minste))\b"
    ),
    Question.WHY: re.compile(r"\b(?:why|how come|waarom|hoezo|hoe komt het|hvorfor|hvordan kan det)\b"),
    Question.WHEN: re.compile(
        r"\b(?:when|how long|how soon|wanneer|hoe lang|hoelang|når|hvor (?:lenge|lang tid|fort))\b"
    ),
    Question.HOW_MUCH: re.compile(r"\b(?:how much|what amount|hoeveel|welk bedrag|hvor mye|hvilket beløp)\b"),
}
_URGES = re.compile(r"\b(?:(?:oh )?come on|kom (?:op|nou|igjen)(?: da)?|toe nou)\b")
_STORY = re.compile(r"\b(?:compens\w+|kompens\w+)\b")
"""What may be asked for in a longer text for a loss of its own."""
_BARE = re.compile(
    r"\W*(?:(?:oh|but|ah|ach|maar|men|å)\W+)?(?:please|pls|als[jt]\w*blieft|asjeblieft|aub|vær så snill|ver så snill)"
    r"(?:\W+(?:please|dan|da|toch|nou|nå|oh))*\W*",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:what (?:happens|will happen|would happen|becomes?) (?:then|to|with|of)|what then|will (?:i"
    r"|my \w+) (?:lose|still)"
    r"|wat gebeurt er|wat dan|wat is er dan|ben ik (?:het|hem|die|alles) dan kwijt"
    r"|hva skjer|hva da|mister jeg)\b"
)
_COST = re.compile(
    r"\b(?:what (?:does|will|would) (?:it|that|this) cost|cost me|any (?:fee|cost)|wat kost|kost (?:het|dat|me)|kosten"
    r"|hva koster|koster (?:det|noe)|gebyr)\b"
)


def asked_about(text: str) -> Question | None:
    """What a text asks of a decision; None where it asks nothing."""
    plain = folded(text)
    for kind, pattern in _ASKS.items():
        found = pattern.search(plain)
        begins = found is not None and len(plain[: found.start()].split()) <= BEFORE_A_QUESTION_WORDS
        if found is not None and (begins or "?" in plain or kind is Question.GOODWILL):
            return kind
    return None


def asked_of_proposal(text: str) -> Question | None:
    """The same of what is proposed."""
    plain = folded(text)
    if "?" in plain and _EFFECT.search(plain):
        return Question.EFFECT
    return Question.HOW_MUCH if "?" in plain and _COST.search(plain) else asked_about(text)


def pleads(text: str) -> bool:
    """Whether `text` asks for more than was decided, out of goodwill. A longer one that asks for compensation may tell
    of a loss, which is a claim."""
    if _BARE.fullmatch(unicodedata.normalize("NFKC", text)):
        return True
    if asked_about(text) is not Question.GOODWILL:
        return False
    return len(words(text)) < STORY_WORDS or _STORY.search(text.casefold()) is None


def only_urges(text: str) -> bool:
    """Whether all that pleads in `text` is a «come on», which may as well be said to have one hurry."""
    return pleads(text) and not pleads(_URGES.sub(" ", folded(text)))


def bargains(text: str) -> bool:
    """Whether `text` offers to take a part of what was asked for."""
    return _BARGAINS.search(folded(text)) is not None
