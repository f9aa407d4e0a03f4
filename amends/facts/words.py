"""The words for days and times of day, in English, Dutch and Norwegian at once: customers mix them."""

import re

from babel.dates import get_day_names, get_month_names

from amends.facts.numbers import ARTICLES, HOURS, SPELLED

LOCALES = ("en_GB", "nl_NL", "nb_NO", "nn_NO")
MONTHS = {
    name.rstrip(".").casefold(): number
    for locale in LOCALES
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, "format", locale).items()
} | {"sept": 9, "okt": 10, "sep": 9, "nov": 11, "des": 12, "dec": 12, "mrt": 3, "jan": 1, "febr": 2}
WEEKDAYS = {
    name.casefold(): number for locale in LOCALES for number, name in get_day_names("wide", "format", locale).items()
} | {"lordag": 5, "sondag": 6, "sundag": 6}
SHORT_DAYS = {"mon": 0, "tues": 1, "tue": 1, "wed": 2, "thurs": 3, "thu": 3, "fri": 4, "man": 0, "tirs": 1, "ons": 2,
              "tors": 3, "fre": 4, "tirsd": 1, "onsd": 2, "torsd": 3}  # fmt: skip
"""Believed right beside a date or a time of day, and some of them after «since», «on» and the like."""


def any_of(words: str) -> re.Pattern[str]:
    """Any of the words, standing alone."""
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def one_of(names: dict[str, int]) -> str:
    """Any of the names, the longest first."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


MONTH = one_of(MONTHS)
FULL_MONTH = one_of({name: number for name, number in MONTHS.items() if len(name) > 4 and name != "march"})
"""Such as are nothing else: «may», «mars» and «march» are words of their own."""
WEEKDAY = one_of(WEEKDAYS)
NUMBER = one_of({name: number for name, number in SPELLED.items() if number <= 31} | ARTICLES)
HOUR = rf"(?:\d{{1,2}}|{one_of(HOURS)})"


def number(said: str) -> float:
    """Of digits («2», «1,5») or of one of NUMBER."""
    known = SPELLED.get(said, ARTICLES.get(said))
    return float(said.replace(",", ".")) if known is None else known


NOW = any_of(r"right now|just now|now|nu|net nu|zojuist|daarnet|nå|nettopp|akkurat")
"""Said when it was asked for. In a longer text «now» says nothing of when."""
JUST_NOW = any_of(
    r"just now|zojuist|zonet|daarnet|nettopp|nett no|van net|"
    r"net(?= (?:pas |even )?(?:besteld|gekocht|betaald|afgesloten|aangeschaft))"
)
MORNING, AFTERNOON, EVENING, NIGHT, LAST_NIGHT = "morning", "afternoon", "evening", "night", "last night"
HOURS_OF_PART = {MORNING: (6, 12), AFTERNOON: (12, 18), EVENING: (18, 24), NIGHT: (0, 6), LAST_NIGHT: (18, 30)}
"""From and until which hour of its day a part of the day goes. Last night began yesterday."""
PARTS = {
    LAST_NIGHT: any_of("lastnight"),
    MORNING: any_of(
        r"(?:in the )?morning|'?s (?:ochtends|morgens)|(?:in de )?ochtend|(?:om |på )?"
        r"(?:morgenen|morgonen|formiddagen)|formiddag|morges|morgon|tidlig"
    ),
    AFTERNOON: any_of(
        r"(?:in the )?afternoon|'?s middags|(?:in de )?middag|(?:om |på )?ettermiddagen|ettermiddag|(?:om |på )dagen"
    ),
    EVENING: any_of(r"(?:in the )?evening|(?:at )?night|'?s avonds|(?:in de )?avond|(?:om |på )?kvelden|kveld"),
    NIGHT: any_of(
        r"'?s nachts|(?:in de |midden in de )?nacht|(?:midt )?(?:om |på )?(?:natten|natta|natt)|"
        r"(?:in the )?middle of the night"
    ),
}
_GREETING = re.compile(
    r"(?<!\w)(?:good|goede[nr]?|goei?e|god|gode)[ -]?(?:morning|afternoon|evening|day|night|morgen|ochtend|middag|"
    r"avond|dag|kveld|morgon|formiddag|ettermiddag|natt|nacht)(?!\w)|"
    r"^(?:morgen|morning|dag|middag|avond|mogge)(?=[ ,!.]*$|[,!])"
)
SPELLED_OUT = (
    (_GREETING, "hello"),
    (any_of(r"half an hour|(?:een |en )?half ?uur|(?:en |ein )?halv ?time"), "30 min"),
    (any_of(r"(?:a )?quarter of an hour|(?:een )?kwartier|(?:et |eit )?kvarter"), "15 min"),
    (any_of(r"an hour and a half|anderhalf uur|(?:halvannen|halvanna|en og en halv) time"), "90 min"),
    (any_of(r"(?:a )?fortnight"), "14 days"),
    (any_of(r"(?:rond|tussen) de middag|midt på dagen"), "noon"),
    (re.compile(rf"(?<!\w)(gister|i ?går|i ?dag|today|vandaag|{WEEKDAY})(?:en)?s? ?morgen(?!\w)"), r"\1 ochtend"),
    (
        re.compile(
            rf"(?<!\w)((?:eer)?gister|{WEEKDAY})s?(ochtend|middag|avond|nacht|kveld|natt|ettermiddag|morgon)(?!\w)"
        ),
        r"\1 \2",
    ),
    (re.compile(r"(?<!\w)(over)?morgen(ochtend|middag|avond)(?!\w)"), r"\1morgen \2"),
    (
        any_of(
            "vanmorgen|vanochtend|i ?morges|i ?morgest|i ?formiddag|this morning|"
            "(?:today|vandaag|i ?dag) (?:morges|tidlig)"
        ),
        "today ochtend",
    ),
    (any_of("vanmiddag|i ?ettermiddag|this afternoon"), "today middag"),
    (any_of("vanavond|i ?kveld|this evening|tonight"), "today avond"),
    (any_of("vannacht|i ?natt"), "today nacht"),
    (any_of("last night"), "yesterday lastnight"),
    (any_of("gister"), "gisteren"),
)
"""What one word says in two: a day, and a part of it. And greetings, which say nothing of when."""
