"""A choice named in the customer's own words: the remedy that an option stands for, or which of two kindred problems.

A choice can move money, so what is said around an option may only be what changes nothing of it.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from amends.reading import yes_no
from amends.reading.plain_language import folded, words
from amends.reading.thresholds import LONG_STORY_WORDS

_REMEDIES: Mapping[str, re.Pattern[str]] = {
    "full_refund": re.compile(
        r"\b(?:(?:full |complete |the )*refund(?:ed)?|reimburse(?:d|ment)?"
        r"|(?:all |the |my |of )*(?:money|cash)(?: back)?|(?:pay|paid|give|send) (?:me )?(?:it |everything |all )*back"
        r"|everything back|(?:volledige )?terugbetal\w*|terugstort\w*|(?:alles |het |mijn |al |m n )*geld(?: \w*terug)?"
        r"|(?:betaal|stort|geef)(?: het| alles| mij| me| maar)* terug|alles terug"
        r"|(?:full |hele )?refusjon(?:en)?|refunder\w*|tilbakebetal\w*|(?:alle )?peng(?:er|ene)(?: mine)?(?: tilbake)?"
        r"|betal(?:e|t)?(?: det| alt| meg)* tilbake|alt tilbake)\b"
    ),
    "wait": re.compile(
        r"\b(?:(?:ill|i will|i can|can|id rather|prefer to|rather|choose to|to) wait|waiting|keep waiting"
        r"|(?:af)?wachten|wacht (?:ik )?(?:het )?(?:wel|nog|liever|af)|ik wacht|vente"
        r"|(?:jeg|da) venter|venter heller)\b"
    ),
    "service_credit": re.compile(
        r"\b(?:(?:service )?credits?|store credit|tegoed|tilgodehavende|kreditt?)\b"
    ),
    "replacement": re.compile(
        r"\b(?:replace(?:ment|d|)?|(?:the )?right one|vervang\w*|erstatning\w*|bytte?)\b"
    ),
}  # fmt: skip
"""How customers name what an option stands for."""
_SAID_AROUND = (
    "i id ill im we would like rather want prefer choose pick take give go with for to have get a an the my me it that"
    " this of please pls thanks thank you then just simply now all back instead really actually well ok okay so yes"
    " yeah option one first second mine again"
    " ik wil zou graag liever kies neem doe geef wel mij me mijn het de een die dat dan maar toch gewoon nu terug"
    " alstublieft alsjeblieft aub bedankt hebben krijgen voor ja dus eigenlijk gaan optie m n"
    " jeg vil ha gjerne heller helst velger tar gi meg min mitt mine den det en et da bare nå tilbake takk for få til"
    " alternativet egentlig så og"
)
_AROUND = frozenset(_SAID_AROUND.split())
"""What is said around a choice and changes nothing of it."""
_BEGINS_ANEW = frozenset(
    {"i", "id", "ill", "just", "give", "pay", "ik", "geef", "doe", "dan", "jeg", "gi", "da", "bare"}
)
"""After a leading no, these begin what is wanted in its place."""
_REAL = frozenset(
    ["real", "actual", "proper", "cash", "only", "want", "echt", "echte", "gewoon", "alleen", "hoef", "ekte", "bare"]
)
_INSTEAD_OF = re.compile(
    r"\b(?:not|no|dont want|do not want|instead of|rather than|and not|geen|niet|en geen|in plaats van"
    r"|ikke(?: ha)?|og ikke|i stedet for|istedenfor)(?: (?:a|the|any|some|een|het|dat|noe|et))?"
    r" (?:(?:service |store )?credits?|vouchers?|tegoed(?:bon)?|bon|tilgodehavende|kreditt?|gavekort)\b"
)
"""What is not wanted in the place of money."""
_TWICE = (
    r"(?:twice|two times|2x|2 times|double|again|dubbel|twee ?(?:keer|maal)|2 ?(?:keer|maal)|nog een keer|to ganger"
    r"|2 ganger|dobbelt?)"
)
_ORDERED = r"(?:order(?:ed)?|placed|bought|purchased|besteld?|bestelling|gekocht|bestil(?:te|t|ling)|kjøp(?:te|t))"
_CHARGED = (
    r"(?:charged?|billed|debited|paid|payments?|deducted|afgeschreven|afschrijving|betaald?|betaling|belast|geïncasseerd"
    r"|belastet|betal(?:t|te|ing)|trukket|trekk)"
)
_KINDRED: Mapping[str, re.Pattern[str]] = {
    "duplicate_order": re.compile(
        rf"\b{_ORDERED}\b(?:\W+\w+){{0,4}}?\W+{_TWICE}\b|\b{_TWICE}\W+(?:\w+\W+){{0,2}}?{_ORDERED}\b"
    ),
    "duplicate_payment": re.compile(
        rf"\b{_CHARGED}\b(?:\W+\w+){{0,4}}?\W+{_TWICE}\b|\b{_TWICE}\W+(?:\w+\W+){{0,2}}?{_CHARGED}\b"
    ),
    "cash_out_credit": re.compile(
        r"\b(?:pa(?:y|id|ying)(?: \w+)? out|payout|cash(?:ed)?(?: \w+)? out|withdraw (?:my |the )?(?:credit|balance)"
        r"|uit(?:be)?taald?|uitbetal\w*|uitgekeerd|uitkeren|utbetal\w*|ta ut)\b"
    ),
    "expired_credit": re.compile(
        r"\b(?:expired?|expires|expiry|lapsed|ran out|verlopen|verloopt|vervallen|vervalt|utløp\w*|gått ut|gikk ut)\b"
    ),
}  # fmt: skip
"""How customers say which of two problems they mean that one word may stand for."""

_ASKS_ADVICE = re.compile(
    r"\b(?:recommend\w*|advi[sc]e|suggest\w*|what should i|what would you"
    r"|which (?:one |of them |option )?(?:is|would|should)"
    r"|what(?:s| is|) the difference|whats? (?:is )?better|up to you|you (?:choose|decide)"
    r"|raad\w*|aanrad\w*|raden|advies|adviseer\w*|wat zou (?:u|jij|je)|wat is (?:het beste|beter|handig\w*|slim\w*)"
    r"|welke (?:is|zou)|wat (?:moet|kan) ik (?:het beste )?(?:kiezen|doen)|verschil"
    r"|kies(?:t)? (?:u|jij) maar|zeg jij het maar"
    r"|anbefal\w*|råd|hva (?:bør|burde|skal) jeg|hva ville du|hva er (?:best|lurest|forskjellen)"
    r"|forskjell\w*|velg du)\b"
)


def asks_for_advice(text: str) -> bool:
    """Whether `text`, said to a choice, asks which to take or how its options differ."""
    said = words(text)
    return len(said) <= LONG_STORY_WORDS and _ASKS_ADVICE.search(" ".join(said)) is not None


def named_options(text: str, buttons: Sequence[tuple[str, str]]) -> list[str]:
    """The payloads, of those behind `buttons`, of the one remedy that `text` asks for and says nothing else; empty
    where it names none or several, denies one, or adds a condition."""
    said = words(text)
    if said and said[0] in yes_no.NEGATIONS and (_BEGINS_ANEW & set(said[1:2]) or _no_and_more(text)):
        said = said[1:]
    if not said or yes_no.NEGATIONS & set(said):
        return []
    plain = " ".join(said)
    named = [remedy for remedy, pattern in _REMEDIES.items() if pattern.search(plain)]
    if len(named) != 1 or not set(_REMEDIES[named[0]].sub(" ", plain).split()) <= _AROUND:
        return []
    return [behind for _, behind in buttons if f'"{named[0]}:' in behind or f'"{named[0]}"' in behind]


def rather_has_money(text: str) -> bool:
    """Whether `text`, said to an offer of something else, asks for money in its place, or says that it does not want
    the credit: «no, real money, not credit»."""
    plain = " ".join(words(text))
    around = _INSTEAD_OF.sub(" ", plain)
    if around == plain and yes_no.NEGATIONS & set(plain.split()[1:]):
        return False
    rest = _REMEDIES["full_refund"].sub(" ", around)
    return rest != plain and set(rest.split()) <= _AROUND | _REAL | {"no", "nee", "nei"}


def which_of(text: str, issues: Collection[str]) -> str | None:
    """The one of `issues` that `text` speaks of in so many words; None where it names none of them, or several."""
    plain = folded(text)
    named = [issue for issue in issues if issue in _KINDRED and _KINDRED[issue].search(plain)]
    return named[0] if len(named) == 1 else None


def _no_and_more(text: str) -> bool:
    no, comma, _ = text.partition(",")
    return bool(comma) and len(words(no)) == 1
