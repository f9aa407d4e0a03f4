"""Days told from today: «yesterday», «for tre dager siden», «al een week», «last Tuesday», «on Black Friday»."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.easter import easter

from amends.facts import words
from amends.facts.ahead import looks_ahead
from amends.facts.calendar import past_first
from amends.facts.days import Day
from amends.facts.reading import Kind, Reading
from amends.facts.scanner import TAKEN, Scanner

_N = rf"(?:\d{{1,3}}(?:[.,]5)?|{words.NUMBER})"
_SHORT_UNIT = (
    r"(?:minut\w*|min(?:s|\.)?|hours?|hrs?|uur(?:tje)?|uren|timer?|timar|days?|dag(?:en|er|ar)?|"
    r"weeks?|we?ken|uker?|veker?)"
)
_LONG_UNIT = r"(?:months?|maand(?:en)?|mnd|måned(?:er)?|månad(?:er|ar)?|years?|jaar|år)"
_UNIT = rf"(?:{_SHORT_UNIT}|{_LONG_UNIT}(?! (?:terug|back)))"
_OR = r" ?(?:-|or|of|eller|à|to|til|tot) ?"
_AGO = re.compile(
    rf"(?:(?:for|since|sinds|over|about|ongeveer|zo'n|ca\.?|circa|omtrent) ){{0,3}}"
    rf"(?<![\w.,:/-])(?P<n>{_N})(?:{_OR}(?P<n2>{_N}))?"
    rf"[ -]?(?P<unit>{_UNIT}) (?:ago|geleden|siden|sidan|terug|back)(?!\w)"
)
_LASTING = re.compile(
    r"(?<!\w)(?:(?P<sure>since|sinds|al|already|(?:for )?(?:the )?(?:last|past)|"
    r"(?:de )?(?:afgelopen|laatste)|(?:de |dei )?siste)"
    rf"|(?P<maybe>for|i|in|på)) (?:(?:over|about|al|ruim|bijna|nearly|almost|nesten) ){{0,3}}"
    rf"(?P<n>{_N}) (?P<unit>{_SHORT_UNIT})"
    r"(?P<now> (?:now|nå|no|al|already|lang|long|på rad|in a row))?(?!\w)"
)
_PERFECT = re.compile(r"(?<!\w)(?:has|have|hasn't|haven't|been|ikke|ikkje|ingen|geen|har)(?!\w)[^.!?]*$")
"""«It has been down for 3 days» and «ikke hatt nett på 3 dager» go on until now."""
_FEW = re.compile(
    r"(?<!\w)(?:(?:a )?(?:few|couple of|couple)|several|some|(?:een )?paar|enkele|(?:et |eit )?par|noen|nokre) "
    rf"(?P<unit>{_UNIT}) (?:ago|geleden|siden|sidan|terug|back)(?!\w)"
)
_NEAR = (
    (-2, words.any_of("(?:the )?day before yesterday|(?:de )?dag (?:voor|før|vóór) (?:gisteren|i ?går)|"
                      "(?:dagen )før i ?går|"
                      "eergist(?:eren|er)|(?:i ?)?for ?gårs|(?:i ?)?førre ?går|i ?føre ?går")),
    (-1, words.any_of("yesterday|gisteren|i ?går|i ?gaar|i ?gar")),
    (2, words.any_of("(?:the )?day after tomorrow|(?:i ?)?over ?morgen|i ?overmorgon")),
    (1, words.any_of("tomorrow|i ?morgen|i ?morgon|(?<!hver )(?<!elke )(?<!denne )(?<!på )(?<!om )(?<!tidlig )morgen")),
    (0, words.any_of("today|vandaag|i ?dag")),
)  # fmt: skip
_PAST = r"this past|past|afgelopen|voorbije|sist|siste"
_LAST = r"last|vorige|forrige|førre"
_NEXT = r"next|coming|volgende|komende|aanstaande|neste|kommende"
_WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?:(?P<past>{_PAST})|(?P<last>{_LAST})|(?P<next>{_NEXT})|"
    r"(?P<from>since|sinds|siden|sidan|from|fra|frå|vanaf)) )?"
    rf"(?<!every )(?<!each )(?<!elke )(?<!iedere )(?<!hver )(?<!kvar )"
    rf"(?P<day>{words.WEEKDAY})(?P<jl> jl\.?)?(?:'s)?(?!\w)"
    rf"|(?<!\w)(?P<short>{words.one_of(words.SHORT_DAYS)})\.?(?=,? ?{TAKEN})"
    r"|(?<!\w)(?:since|on|last|this|til|until|by) (?P<led>mon|tues?|wed|thurs?|thu|fri)\.?(?![\w'])"
    r"|(?<!\w)(?:siden|på|sist|siste|forrige|fra|til) (?P<led_nb>tirsd?|onsd?|torsd?|fre)\.?(?!\w)"
)
_WEEK = re.compile(
    rf"(?<!\w)(?:(?:of|in|i|from|fra|van|uit) )?(?:the )?"
    rf"(?:(?P<last>{_LAST}|previous)|(?P<this>this|deze|denne)|(?P<next>{_NEXT})) "
    r"(?:week|uken?|uka|veken?|veka)(?!\w)|(?<!\w)(?:week|uke|veke) (?P<number>[1-5]?\d)(?!\w)"
)
_WISH = r"(?<!merry )(?<!happy )(?<!fijne )(?<!vrolijk )(?<!god )(?<!gledelig )(?<!godt )(?<!gelukkig )"
_FEAST = {
    "new": words.any_of(_WISH + r"(?:new year(?:'?s)?(?: day)?|nieuwjaar(?:sdag)?|nyttår|1\. nyttårsdag)"),
    "eve": words.any_of(r"new year'?s eve|oudjaar(?:sdag)?|oudejaars(?:avond|dag)|nyttårsaften|nyttårsafta"),
    "christmas": words.any_of(
        _WISH + "(?:christmas(?: day)?|(?:eerste )?kerst(?:mis|dag)?|(?:første )?juledag|jul(?:a|en)?)"
    ),
    "christmas_eve": words.any_of("christmas eve|kerstavond|jul(?:aften|eaften|afta)"),
    "easter": words.any_of("easter(?: sunday)?|(?:eerste )?paas(?:dag|zondag)|pasen|(?:første )?påske(?:dag|n|a)?"),
    "black": words.any_of("black ?friday"),
}


def take_relative(text: Scanner, now: datetime) -> Iterator[Day]:
    """Days that are counted from today."""
    today = now.date()
    for match in text.take(_AGO):
        numbers = [words.number(said) for said in (match["n"], match["n2"]) if said]
        yield Day(*match.span(), tuple(_back(number, match["unit"], now) for number in sorted(numbers, reverse=True)))
    for match in _lasting(text):
        yield Day(*match.span(), (_back(words.number(match["n"]), match["unit"], now),), since=True)
    for match in text.take(_FEW):
        first, last = _back(6, match["unit"], now), _back(2, match["unit"], now)
        yield Day(*match.span(), (Reading(first.start, last.end, Kind.VAGUE),))
    for name in ("eve", "christmas_eve", "new", "christmas", "easter", "black"):
        for match in text.take(_FEAST[name]):
            yield Day(
                *match.span(),
                tuple(Reading.day(now, day) for day in _feast(name, today, looks_ahead(text.text, match.start()))),
            )
    for away, names in _NEAR:
        for match in text.take(names):
            yield Day(*match.span(), (Reading.day(now, today + timedelta(days=away)),))
    for match in text.take(words.JUST_NOW):
        yield Day(*match.span(), (Reading.instant(now),))


def _lasting(text: Scanner) -> list[re.Match[str]]:
    sure = [
        match
        for match in _LASTING.finditer(text.rest)
        if match["sure"] or match["now"] or _PERFECT.search(text.text[: match.start()])
    ]
    text.blot(match.span() for match in sure)
    return sure


def _back(number: float, unit: str, now: datetime) -> Reading:
    """So many units before now. Hours make an instant, days and weeks a day, longer ones nothing exact."""
    size = {"w": 7, "v": 7, "d": 1}.get(unit[0], 7 if unit.startswith("uk") else 0)
    if size:
        return Reading.day(now, now.date() - timedelta(days=round(number * size)))
    if unit.startswith(("month", "maand", "mnd", "mån", "year", "jaar", "år")):
        days = number * (30.44 if unit.startswith("m") else 365.25)
        around = now.date() - timedelta(days=round(days))
        some = timedelta(days=15 if unit.startswith("m") else 182)
        return Reading.days(now, around - some, min(around + some, now.date()))
    if unit.startswith("m"):
        return Reading.instant(now - timedelta(minutes=number))
    return Reading.instant(now - timedelta(hours=number))


def take_weekdays(text: Scanner, now: datetime) -> Iterator[tuple[Day, int]]:
    """Days of the week, and which of seven."""
    for match in text.take(_WEEKDAY):
        group = next(each for each in ("day", "short", "led", "led_nb") if match[each])
        wanted = (words.WEEKDAYS if group == "day" else words.SHORT_DAYS)[match[group]]
        days = _weekday(match, wanted, now.date(), looks_ahead(text.text, match.start()))
        start = match.start() if group == "day" and not match["from"] else match.start(group)
        yield Day(start, match.end(), tuple(Reading.day(now, day) for day in days)), wanted


def _weekday(match: re.Match[str], wanted: int, today: date, ahead: bool) -> list[date]:
    latest = today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    week = timedelta(days=7)
    if match["next"] or (ahead and not (match["past"] or match["last"] or match["jl"] or match["from"])):
        return [latest + week + (week if latest + week == today else timedelta())]
    if match["last"] and wanted < today.weekday():
        return [latest, latest - week]
    if wanted == today.weekday() and not (match["last"] or match["past"] or match["jl"] or match["from"]):
        return [latest, today]
    return [latest]


def take_weeks(text: Scanner, now: datetime) -> Iterator[Day]:
    """Whole weeks, from Monday to Sunday; this one until now."""
    monday = now.date() - timedelta(days=now.weekday())
    for match in text.take(_WEEK):
        if match["number"]:
            mondays = _week(int(match["number"]), now.date())
        else:
            mondays = [monday + timedelta(days=-7 if match["last"] else 7 if match["next"] else 0)]
        yield Day(*match.span(), tuple(Reading.days(now, first, first + timedelta(days=6)) for first in mondays))


def _week(number: int, today: date) -> list[date]:
    year = today.year if date.fromisocalendar(today.year, min(number, 52) or 1, 1) <= today else today.year - 1
    try:
        return [date.fromisocalendar(year, number, 1)]
    except ValueError:
        return []


def _feast(name: str, today: date, ahead: bool) -> list[date]:
    fixed = {"new": (1, 1), "eve": (12, 31), "christmas": (12, 25), "christmas_eve": (12, 24)}
    if name in fixed:
        return past_first(*fixed[name], today, ahead)
    moving = [_moving(name, today.year + years) for years in (-1, 0, 1)]
    return [next(day for day in moving if day > today)] if ahead else [[day for day in moving if day <= today][-1]]


def _moving(name: str, year: int) -> date:
    if name == "easter":
        sunday: date = easter(year)
        return sunday
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
