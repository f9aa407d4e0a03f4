"""Which times of day a text names: «8pm», «om 14 uur», «kl. 20», «half 9», «ti på ni», and which part of the day."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from amends.facts import words
from amends.facts.numbers import HOURS
from amends.facts.scanner import TAKEN, Scanner

_ENGLISH = ("at", "around", "about", "by", "until", "till", "between", "and", "to")
_BEFORE = (
    r"(?P<before>at|around|about|by|until|till|om|rond|omstreeks|tegen|vanaf|sinds|klokk[ae]n?|klokka|kl\.?|rundt|"
    r"omkring|ca\.?|circa|ved|siden|sidan|since|from|fra|frå|van|tot|til)"
)
_HALF_DAY = r"\s*(?P<half>[ap])\.?m\b\.?"
_H = rf"(?P<h>{words.HOUR})"
_SHARES = {"half past": 30, "half": -30, "halv": -30, "kwart over": 15, "kvart over": 15, "quarter past": 15,
           "kwart na": 15, "quarter after": 15, "kwart voor": -15, "kvart på": -15, "quarter to": -15}  # fmt: skip
_MINUTES = {"5": 5, "10": 10, "20": 20, "25": 25, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25, "vijf": 5,
            "tien": 10, "twintig": 20, "fem": 5, "ti": 10, "tjue": 20, "tjuge": 20}  # fmt: skip
_ENGLISH_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_UNIT = r"(?P<uur>(?:uur|u|h|o'clock)\b)(?! lang| later| gewacht| wachten| vooraf| van tevoren| per | durend)"
_NOON = words.any_of("(?:at )?(?:noon|midday)")
_MIDNIGHT = words.any_of("(?:at |om |ved )?(?:midnight|middernacht|midnatt)")
_TO_THE_MINUTE = re.compile(
    rf"(?:(?<!\w){_BEFORE}(?: |(?=\d)))?(?<![\w.,:/-])(?P<count>{'|'.join(_MINUTES)})(?P<word> minut\w*)? "
    rf"(?P<way>to|past|before|after|voor|over|på) (?:(?P<share>half|halv) )?{_H}(?![\w:]|[.,]\d)"
    rf"(?:{_HALF_DAY})?(?:\s*{_UNIT})?"
)
_SPOKEN = re.compile(
    rf"(?:(?<!\w){_BEFORE}(?: |(?=\d)))?(?<!\w)(?P<share>{'|'.join(_SHARES)}) {_H}(?!\w|[:.]\d)"
    rf"(?:{_HALF_DAY})?(?:\s*{_UNIT})?"
)
_CLOCK = re.compile(
    rf"(?:(?<!\w){_BEFORE}(?: |(?=\d)))?(?<![\d.,:/€$-])(?<![€$] )(?P<h>\d{{1,2}})"
    rf"(?P<colon>[:.]|(?<=\d)[uh](?=\d))(?P<m>\d\d)(?::\d\d)?"
    rf"(?![\d:]|[.,/-]\d|\s*(?:kr\b|€|eur|nok|[gmk]b|mbit|%))(?:{_HALF_DAY})?(?:\s*{_UNIT})?"
)
_FOUR = re.compile(r"(?<!\w)(?P<before>klokk[ae]n?|kl\.?) ?(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?!\w)")
_HALVED = re.compile(rf"(?:(?<!\w){_BEFORE}(?: |(?=\d)))?(?<![\w.,:/-])(?P<h>{words.HOUR}){_HALF_DAY}")
_HOUR = re.compile(rf"(?:(?<!\w){_BEFORE}(?: |(?=\d)))?(?<![\w.,:/-]){_H}\s*{_UNIT}")
_BARE = re.compile(
    rf"(?<!\w){_BEFORE}(?: |(?=\d)){_H}(?:-?tiden)?(?!\w|[.,:/-]\d|[ -]?(?:%|€|x\b))"
    rf"(?=(?P<end>[\s.,;!?)]*(?:$|{TAKEN}))?)"
)
_ADJACENT = re.compile(rf"(?<={TAKEN})[\s,]{{1,2}}(?P<h>\d{{1,2}})(?=[\s.,;!?)]*(?:$|{TAKEN}))")
"""«yesterday 20»: an hour, or none."""
_LINK = r"(?P<link>-|and|en|og|to|tot|til|until|till)"
_RANGE = re.compile(
    rf"(?:(?<!\w)(?P<lead>between|tussen|mellom|from|van|fra|frå) )?(?:(?P<kl>klokk[ae]n?|kl\.?) ?)?(?<![\w.,:/€-])"
    rf"(?P<h>\d{{1,2}})(?:(?:(?P<colon>[:u])|\.)(?P<m>\d\d))?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s*(?P<uur>uur|u\b|h\b))? ?{_LINK} ?"
    rf"(?:(?:klokk[ae]n?|kl\.?) ?)?(?P<h2>\d{{1,2}})(?:[:.u](?P<m2>\d\d))?(?![\d:]|[.,/-]\d|\s*(?:kr\b|€|eur|nok|%))"
    rf"(?:\s*(?P<half2>[ap])\.?m\b\.?)?(?:\s*(?P<uur2>uur|u\b|h\b|o'clock))?(?![\w])"
)
_FROM = ("since", "sinds", "siden", "sidan", "from", "fra", "frå", "vanaf", "van", "until", "till", "tot", "til", "to")
"""Read again where pieces are joined."""
_WEAK_LEADS = ("by", "about", "tot", "til", "to", "van", "ca", "ca.", "circa", "from", "fra", "frå")
_SURE_LEADS = ("kl", "kl.", "klokken", "klokka", "klokkan", "klokke")


@dataclass(frozen=True)
class Clock:
    """Where in the text a time of day is named, and its words. `weak`: it is one only right beside a day.
    `guessed`: even there it may be none."""

    at: int
    to: int
    said: Mapping[str, str | None]
    weak: bool = False
    guessed: bool = False
    until: Mapping[str, str | None] | None = None

    def times(self, part: str | None, language: str) -> tuple[timedelta, ...]:
        """What it may be since the midnight before `part`; none where a day has no such time."""
        return _times(self.said, part, language)

    def ends(self, part: str | None, language: str) -> tuple[timedelta, ...]:
        """The same of the end of «from 2 to 4»."""
        return _times(self.until, part, language) if self.until else ()


@dataclass(frozen=True)
class Part:
    """Where in the text a part of the day is named: a key of `words.HOURS_OF_PART`."""

    at: int
    to: int
    name: str


def take_parts(text: Scanner) -> Iterator[Part]:
    """The parts of the day that are named."""
    for name, names in words.PARTS.items():
        yield from (Part(*match.span(), name) for match in text.take(names))


def take_clocks(text: Scanner) -> Iterator[Clock]:
    """The times of day that are named."""
    yield from _ranges(text, beside_a_day=True)
    yield from (Clock(*match.span(), {"h": "12", "uur": "noon"}) for match in text.take(_NOON))
    yield from (Clock(*match.span(), {"h": "24", "uur": "midnight"}) for match in text.take(_MIDNIGHT))
    for shape in (_TO_THE_MINUTE, _SPOKEN, _CLOCK, _FOUR, _HALVED, _HOUR, _BARE, _ADJACENT):
        for match in text.take(shape):
            said = match.groupdict()
            start = match.end("before") + 1 if said.get("before") in _FROM else match.start()
            yield Clock(start, match.end(), said, _weak(shape, said), shape is _ADJACENT)


def take_ranges(text: Scanner) -> Iterator[Clock]:
    """«02:00-05:30», «fra 09.12 til 13.47», «tussen 14 en 16 uur»: such as are no dates."""
    yield from _ranges(text, beside_a_day=False)


def _ranges(text: Scanner, beside_a_day: bool) -> Iterator[Clock]:
    found = []
    for match in _RANGE.finditer(text.rest):
        said = match.groupdict()
        sure = any(said[name] for name in ("half", "half2", "uur", "uur2", "kl", "colon"))
        no_date = any(int(said[name] or 0) > 12 for name in ("m", "m2")) and beside(text, match)
        two_times = said["link"] in {"and", "en", "og"} and said["lead"] not in {"between", "tussen", "mellom"}
        if two_times or not (sure or no_date or (beside_a_day and said["lead"] and beside(text, match))):
            continue
        first = {
            "h": said["h"],
            "m": said["m"],
            "half": said["half"] or said["half2"],
            "uur": said["uur"] or said["uur2"],
        }
        last = {"h": said["h2"], "m": said["m2"], "half": said["half2"], "uur": said["uur2"]}
        for each in (first, last):
            each["before"] = "kl" if said["kl"] else said["lead"]
        found.append(match.span())
        yield Clock(*match.span(), first, until=last)
    text.blot(found)


def beside(text: Scanner, match: re.Match[str]) -> bool:
    """Whether something that was understood stands right beside it."""
    return text.rest[: match.start()].rstrip(" ,").endswith(TAKEN) or text.rest[match.end() :].lstrip(" ,").startswith(
        TAKEN
    )


def _weak(shape: re.Pattern[str], said: Mapping[str, str | None]) -> bool:
    if said.get("before") in _SURE_LEADS or said.get("half") or said.get("colon") == ":":
        return False
    if shape in {_TO_THE_MINUTE, _SPOKEN}:
        return shape is _TO_THE_MINUTE and (said["count"] or "").isdigit() and not (said["share"] or said["uur"])
    if said.get("before") or said.get("uur") == "o'clock":
        return said.get("before") in _WEAK_LEADS or (shape is _BARE and said.get("end") is None)
    return not (shape is _CLOCK and (said.get("colon") in {"u", "h"} or said.get("uur")))


def _times(said: Mapping[str, str | None], part: str | None, language: str) -> tuple[timedelta, ...]:
    written = said["h"] or ""
    hour, minute, share = HOURS.get(written) or int(written), int(said.get("m") or 0), said.get("share")
    if said.get("uur") in {"noon", "midnight"}:
        return (timedelta(hours=12),) if said["uur"] == "noon" else (timedelta(), timedelta(hours=24))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return ()
    english = _in_english(said, language)
    minutes = minute + (_SHARES.get(share, 0) if share else 0) + _to_the_minute(said)
    hours = _hours(said, hour, part, english and said.get("m") is None)
    if share == "half" and english:  # «half eight» is 7:30 to some and 8:30 to others
        return tuple(timedelta(hours=each, minutes=some) for each in hours for some in (30, -30))
    return tuple(timedelta(hours=each, minutes=minutes) for each in hours)


def _in_english(said: Mapping[str, str | None], language: str) -> bool:
    before, hour = said.get("before"), said["h"] or ""
    if said.get("uur") == "o'clock" or before in _ENGLISH:
        return True
    foreign = (
        (hour in HOURS and hour not in _ENGLISH_HOURS)
        or said.get("share") in {"halv", "kwart over", "kvart over", "kwart na", "kwart voor", "kvart på"}
        or said.get("way") in {"voor", "over", "på"}
        or said.get("uur") in {"uur", "u"}
        or (before is not None and before not in {"since", "from", "ca.", "ca", "circa"})
    )
    return language == "en" and not foreign


def _to_the_minute(said: Mapping[str, str | None]) -> int:
    count = _MINUTES.get(said.get("count") or "", 0)
    return -count if said.get("way") in {"to", "before", "voor", "på"} else count


def _hours(said: Mapping[str, str | None], hour: int, part: str | None, english: bool) -> tuple[int, ...]:
    if said.get("half"):
        return _of_half_day(hour, said["half"] == "p", part)
    if part is not None:
        return _of_part(hour, part)
    in_doubt = 12 if english else 6 if not (said["h"] or "").startswith("0") else 0
    if 1 <= hour <= in_doubt:
        return (hour, (hour + 12) % 24)
    return (hour,)


def _of_half_day(hour: int, afternoon: bool, part: str | None) -> tuple[int, ...]:
    if hour > 12 and afternoon:
        return (hour,)
    if not 1 <= hour <= 12 or part in ({words.MORNING, words.NIGHT} if afternoon else {words.AFTERNOON, words.EVENING}):
        return ()
    return (hour % 12 + (12 if afternoon else 24 if part == words.LAST_NIGHT else 0),)


def _of_part(hour: int, part: str) -> tuple[int, ...]:
    """The hour as it lies in that part of the day: 8 in the evening is 20."""
    first, last = {
        words.MORNING: (0, 12), words.AFTERNOON: (12, 18), words.EVENING: (17, 24), words.NIGHT: (0, 6),
        words.LAST_NIGHT: (18, 29),
    }[part]  # fmt: skip
    return tuple(each for each in (hour, hour + 12, hour + 24)
                 if first <= each <= last and (hour <= 12 or each != hour + 12))  # fmt: skip
