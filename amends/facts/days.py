"""Which days a text names: «yesterday», «3. november», «21-11-2026», «forrige tirsdag», «3 dagen geleden»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from amends.facts import words
from amends.facts.ahead import looks_ahead
from amends.facts.calendar import dated, day_in, nth_of_month, past_first
from amends.facts.reading import Reading
from amends.facts.scanner import TAKEN, Scanner

_DONE = (
    "bought|ordered|paid|charged|delivered|sent|besteld|betaald|gekocht|afgeschreven|geleverd|verzonden|bestilte?|bestilt|"
    "betalte?|betalt|trukket|kjøpte?|kjøpt|levert|sendt"
)
"""«betalt 25.11»: what is done on a day."""
_START = (
    rf"(?:^\W*|(?<![\w.,:/€$-])(?=(?:1[3-9]|2\d|3[01])(?:/|-\d\d(?!\w))|\d?\d/0\d|0\d/|\d?\d\.[01]\d\.(?!\d))|{TAKEN}[\s,:]*|(?<=[(\[])|(?P<lead>(?<!\w)(?:on|the|op|på|den|de|d\.|dd\.?|d\.d\.|since|sinds|siden|sidan|"
    r"from|fra|frå|vanaf|van|av|of|dato|datum|date|dated|both|både|og|and|en|to|til|tot|between|tussen|mellom|per|rond|"
    rf"{_DONE})[\s,:]+))"
)
_STOP = rf"(?=[\s.,;!?)]*(?:$|{TAKEN}|at\b|om\b|kl|rond\b|around\b|\d{{1,2}}[:.]\d\d))"
_NO_COUNT = (
    r"(?!\s*(?:%|x\b|dagen|days?|dager|dagar|uur|uren|hours?|timer|weeks?|we?ken|uker|keer|times|ganger|minut\w*|min\b|"
    r"maanden|months|måneder|mnd|jaar|years?|år|stuks?|stk|pcs|of the|van de|av de|"
    r"[gmkt]b|[gm]hz|[mg]bit\w*|mbps|kvm|m2|cm|mm|kg|stars?|sterren))"
)
_SUFFIX = r"(?:st|nd|rd|th|ste|de|e|\.)?"
_YEAR = (
    r"(?:,?\s*(?P<y>(?:19|20)\d\d)(?![\d:])|,?\s*'(?P<yy>\d\d)\b"
    r"|(?P<odd>\s+\d\d(?!\d|[:.,]\d|\s*(?:uur|u\b|h\b|[ap]\.?m\b|o'clock|kr|eur|€|%))))?"
)
"""`odd` are two digits that may be a year or an hour."""
_ISO = re.compile(r"(?<![\d.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])(?:t(?=\d))?")
_FULL = re.compile(
    r"(?<![\d./-])(?P<d>\d{1,2})(?P<mark>[./-]) ?(?P<m>\d{1,2})(?:(?P=mark)|-) ?"
    r"(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])\.?(?!\d)"
)
_DAY_MONTH = re.compile(rf"(?<![\d.,:/-])(?P<d>\d{{1,2}}){_SUFFIX}[ -]?(?:of )?(?P<m>{words.MONTH})(?!\w)\.?{_YEAR}")
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<m>{words.MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\w){_NO_COUNT}{_YEAR}"
)
_SEVERAL = re.compile(
    rf"(?<![\d.,:/-])(?P<d>\d{{1,2}}){_SUFFIX}"
    rf"(?: ?(?P<link>-|or|of|eller|and|en|og|to|til|tot|t/m|through|als|&|/|,) ?)"
    rf"(?:the |de |den |op |på )?(?=\d{{1,2}}{_SUFFIX} ?(?:of )?(?P<m>{words.MONTH})(?!\w)(?:,? (?P<y>(?:19|20)\d\d))?)"
)
"""The first day of «3 or 4 November», which has its month from the second."""
_NTH = re.compile(
    r"(?<!\w)(?:(?:the |(?<=day ))(?P<en>\d{1,2})(?:st|nd|rd|th)|de (?P<nl>\d{1,2})(?:ste|de|e)"
    r"|(?:den |(?<=dag )|(?<=dag den ))(?P<nb>\d{1,2})(?:\.|(?<=n \d)|(?<=n \d\d)))(?![\w:/]|\.?\d)"
    r"(?! (?:time|keer|gang|attempt|try|poging|forsøk|of|maand|month))"
)
_ALONE = re.compile(rf"(?<!\w)(?<=dag )(?<!middag )(?P<d>\d{{1,2}})(?!\d){_STOP}")
"""«søndag 15»: the fifteenth, or three in the afternoon."""
_SHORT = re.compile(
    rf"{_START}(?P<d>\d{{1,2}})(?P<mark>[./-])(?P<m>0?[1-9]|1[0-2])(?P<dot>\.?)(?![\d/]|[.:,-]\d|\w){_NO_COUNT}"
    rf"(?P<end>[\s.,;!?)]*(?:$|{TAKEN}|at\b|om\b|kl|rond\b|around\b|\d{{1,2}}[:.]\d\d))?"
)

_MONTH_FIRST = re.compile(rf"{_START}(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])(?![\d/]|[.:,-]\d|\w){_NO_COUNT}")
"""«11/24», which can only be the American way."""
_OF_A_CLOCK = re.compile(r"(?<!\w)(?:kl\.?|klokk[ae]n?|at|om|rond|rundt|omkring|omstreeks) ?$")


@dataclass(frozen=True)
class Day:
    """Where in the text a day is named, and which it may be; none where the calendar has none."""

    at: int
    to: int
    readings: tuple[Reading, ...]
    doubted: bool = False
    since: bool = False
    vague_hour: int | None = None
    """The number that may be an hour instead of a part of the date."""


def take_dates(text: Scanner, now: datetime, language: str) -> Iterator[Day]:
    """Days that are named by their number."""

    def found(match: re.Match[str], days: list[date], doubted: bool = False, hour: int | None = None) -> Day:
        start = match.start("d") if "d" in match.re.groupindex else match.start()
        return Day(start, match.end(), tuple(Reading.day(now, day) for day in days), doubted, vague_hour=hour)

    def ahead(match: re.Match[str]) -> bool:
        return looks_ahead(text.text, match.start())

    today = now.date()
    for match in text.take(_ISO):
        yield found(match, dated(int(match["y"]), int(match["m"]), int(match["d"])))
    for match in text.take(_FULL):
        year, month, day = _year(match["y"]), int(match["m"]), int(match["d"])
        yield found(match, dated(year, month, day) or dated(year, day, month), doubted=month > 12)
    for match in text.take(_SEVERAL):
        days = day_in(
            _year(match["y"]) if match["y"] else None, words.MONTHS[match["m"]], int(match["d"]), today, ahead(match)
        )
        yield Day(match.start(), match.end("link") - len(match["link"]), tuple(Reading.day(now, day) for day in days))
    for shape in (_DAY_MONTH, _MONTH_DAY):
        for match in text.take(shape):
            said = match["y"] or match["yy"]
            days = day_in(_year(said) if said else None, words.MONTHS[match["m"]], int(match["d"]), today, ahead(match))
            yield found(match, days, doubted=bool(match["odd"]), hour=int(match["odd"]) if match["odd"] else None)
    for match in text.take(_NTH):
        yield found(match, nth_of_month(int(match["en"] or match["nb"] or match["nl"]), today, ahead(match)))
    for match in _shorts(text):
        yield found(match, *_short(match, today, language, ahead(match)))
    for match in text.take(_MONTH_FIRST):
        yield found(match, day_in(None, int(match["m"]), int(match["d"]), today, ahead(match)))
    for match in text.take(_ALONE):
        yield found(match, nth_of_month(int(match["d"]), today), doubted=True, hour=int(match["d"]))


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _shorts(text: Scanner) -> list[re.Match[str]]:
    """Such as «24/11» that are no fraction, no version and no «24/7»."""
    sure = [match for match in _SHORT.finditer(text.rest) if _is_a_date(match)]
    text.blot((match.start("d"), match.end("dot")) for match in sure)
    return sure


def _is_a_date(match: re.Match[str]) -> bool:
    if (match["d"], match["m"]) == ("24", "7"):
        return False
    if match["mark"] == "." and _OF_A_CLOCK.search(match.string[: match.start("d")]):
        return False
    if match["mark"] == "." and not match["dot"]:
        return match["end"] is not None or match["lead"] is not None
    return True


def _short(match: re.Match[str], today: date, language: str, ahead: bool) -> tuple[list[date], bool]:
    """The days, and whether it is better asked: «8.10» is ten past eight as well, and the English write «6/2» both
    ways."""
    first, second = int(match["d"]), int(match["m"])
    days = past_first(second, first, today, ahead)
    lead = (match["lead"] or "").strip(" ,:")
    if match["mark"] == "." and not match["dot"] and len(match["m"]) == 2 and second % 5 == 0:
        return days, lead not in {"den", "op", "på", "on", "datum", "dato"}
    if match["mark"] == "/" and language == "en" and first <= 12 and first != second:
        return days[:1] + past_first(first, second, today, ahead)[:1], False
    return days, False
