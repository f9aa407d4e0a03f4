"""Pieces of a text put together to moments: a day and its time of day, a span, one of two, the one that corrects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from amends.claims.corrections import CORRECTS, DENIES
from amends.facts import words
from amends.facts.clocks import Clock, Part
from amends.facts.days import Day
from amends.facts.reading import Kind, Moment, Reading
from amends.facts.scanner import TAKEN

_GLUE = re.compile(
    r"[\s,()]*(?:(?:at|on|in|the|of|around|about|approx\.?|approximately|by|between|from|just|already|somewhere|"
    r"om|rond|omstreeks|tegen|op|de|den|d\.|tussen|van|vanaf|ongeveer|al|ergens|mellom|fra|frå|i|på|kl\.?|klokk[ae]n?|"
    r"ca\.?|circa|ved|rundt|omkring|tiden|early|late|laat|vroeg|sent|tidlig|seint|'s|utpå)[\s,()]*)*"
)
_TO = re.compile(
    r"[\s,]*(?:-|to|until|till|tot(?: en met)?|t/m|til(?: og med)?|through)\s*(?:the |de |den |op |på )?(?:kl\.? ?)?"
)
_AND = re.compile(r"[\s,]*(?:and|en|og|&)\s*(?:the |de |den |op |på |on )?")
_OR = re.compile(
    r"[\s,]*(?:or|of|eller|maybe|perhaps|misschien|kanskje|/)[\s,]*(?:(?:the|de|den|maybe|op|på|on|was it) )*"
)
_FROM = re.compile(r"(?<!\w)(?:from|van|vanaf|fra|frå|between|tussen|mellom)(?: the| de| den)? ?$")
_ENDED = re.compile(r"[.!?](?: |$)")
_BETWEEN = re.compile(r"(?<!\w)(?:between|tussen|mellom)(?!\w)")
_SINCE = re.compile(
    r"(?<!\w)(?:since|sinds|siden|sidan|vanaf|as of)"
    r"(?: (?:the|de|den|about|around|ca\.?|circa|kl\.?|om|op|last|early))* ?$"
)


@dataclass(frozen=True)
class Group:
    """What stands together in a text, and is one moment."""

    at: int
    to: int
    days: tuple[Day, ...] = ()
    weekday: tuple[Day, int] | None = None
    part: str | None = None
    clock: Clock | None = None
    after: tuple[str, ...] = field(default=())


Piece = Day | tuple[Day, int] | Part | Clock


def grouped(text: str, pieces: Sequence[Piece]) -> list[Group]:
    """The pieces of one moment each, in the order of the text."""
    groups: list[Group] = []
    for piece in sorted(pieces, key=lambda each: _place(each).at):
        if groups and _GLUE.fullmatch(text[groups[-1].to : _place(piece).at].replace(TAKEN, "")):
            joined = _with(groups[-1], piece)
            if joined is not None:
                groups[-1] = joined
                continue
        place = _place(piece)
        alone = _with(Group(place.at, place.to), piece)
        assert alone is not None
        groups.append(alone)
    return _tidied(text, groups)


def _place(piece: Piece) -> Day | Part | Clock:
    return piece[0] if isinstance(piece, tuple) else piece


def _with(group: Group, piece: Piece) -> Group | None:
    """The group with one piece more; None where it has such a one."""
    group = replace(group, to=max(group.to, _place(piece).to))
    if isinstance(piece, tuple):
        exact = any(day.readings and day.readings[0].kind is Kind.INSTANT for day in group.days)
        return None if group.weekday or exact else replace(group, weekday=piece)
    if isinstance(piece, Day):
        week = group.weekday is None and any(_is_week(day) for day in (*group.days, piece))
        return None if group.days and not week else replace(group, days=(*group.days, piece))
    if isinstance(piece, Part):
        return None if group.part else replace(group, part=piece.name)
    return None if group.clock else replace(group, clock=piece)


def _is_week(day: Day) -> bool:
    return bool(day.readings) and day.readings[0].kind is Kind.VAGUE


def _tidied(text: str, groups: list[Group]) -> list[Group]:
    """A time of day that stands apart goes to the one day that has none; a weak one, and a part of any day, to none."""
    timed = [group for group in groups if not (group.days or group.weekday)]
    days = [group for group in groups if group not in timed]
    timed = [
        group for group in timed if group.clock and (not group.clock.weak or group.part or group.clock.said.get("uur"))
    ]
    lacking = [group for group in days if group.clock is None]
    if len(timed) == 1 and len(days) == 1 and lacking and (lacking[0].part is None or timed[0].part is None):
        [own], [day] = timed, lacking
        if not _weak(own) or not _ENDED.search(text[min(own.to, day.to) : max(own.at, day.at)]):
            return [replace(day, clock=own.clock, part=day.part or own.part)]
    return sorted((*days, *(group for group in timed if not _weak(group))), key=lambda group: group.at)


def _weak(group: Group) -> bool:
    return group.clock is not None and group.clock.weak and group.part is None


def moments_of(text: str, groups: Sequence[Group], now: datetime, language: str) -> list[tuple[Group, Moment]]:
    """What the groups say, spans and alternatives joined, those that are denied or corrected left out."""
    found: list[tuple[Group, Moment]] = []
    groups = _with_days(text, groups)
    for group in groups:
        moment = _moment(text, group, now, language)
        if found and (joined := _joined(text, found[-1], (group, moment))):
            found[-1] = joined
        else:
            found.append((group, moment))
    corrected = [
        place
        for place, (group, _) in enumerate(found[1:], start=1)
        if CORRECTS.search(text[found[place - 1][0].to : group.at])
    ]
    if corrected:
        found = found[corrected[-1] :]
    stated = [each for each in found if not DENIES.search(text[: each[0].at])]
    return stated or found


def _with_days(text: str, groups: Sequence[Group]) -> list[Group]:
    """The day of one end of a span counts for the other, which has a time of day alone."""
    known = list(groups)
    for place, (first, second) in enumerate(pairwise(groups)):
        if not (_TO.fullmatch(text[first.to : second.at]) or _AND.fullmatch(text[first.to : second.at])):
            continue
        if not (second.days or second.weekday):
            known[place + 1] = replace(second, days=first.days, weekday=first.weekday, part=second.part or first.part)
        elif not (first.days or first.weekday):
            known[place] = replace(first, days=second.days, weekday=second.weekday, part=first.part or second.part)
    return known


def _joined(text: str, before: tuple[Group, Moment], after: tuple[Group, Moment]) -> tuple[Group, Moment] | None:
    (first, one), (second, other) = before, after
    between, whole = text[first.to : second.at], replace(first, to=second.to)
    span = _TO.fullmatch(between) or (
        _AND.fullmatch(between) and _BETWEEN.search(text[max(0, first.at - 12) : second.at])
    )
    if span and one.readings and other.readings:
        return whole, _span(one, other)
    if _OR.fullmatch(between):
        return whole, Moment((*one.readings, *other.readings))
    return None


def _span(one: Moment, other: Moment) -> Moment:
    start, end = one.readings[0], other.readings[0]
    doubted = one.ambiguous or other.ambiguous or end.end < start.start
    kind = Kind.VAGUE if Kind.VAGUE in {start.kind, end.kind} else Kind.SPAN
    return Moment((Reading(start.start, max(start.start, end.end), kind),), doubted=doubted)


def _moment(text: str, group: Group, now: datetime, language: str) -> Moment:
    since = any(day.since for day in group.days) or bool(_SINCE.search(text[: group.at]))
    readings, doubted = _days_of(group, now)
    if not readings and (group.days or group.weekday):
        return Moment(())
    if group.clock is not None:
        return _at_a_time(group, group.clock, readings, now, language, since, doubted)
    hours = [day.vague_hour for day in group.days if day.vague_hour is not None and day.vague_hour < 24]
    if hours and readings:
        start = readings[0].start.replace(hour=0, minute=0)
        if group.weekday and group.weekday[0].readings:
            start = group.weekday[0].readings[0].start
        readings = (*readings, Reading.instant(start + timedelta(hours=hours[0])))
    if group.part is not None:
        parts = [each for day in readings for each in _part_of(day, group.part)]
        begun = [each for each in parts if each.start <= now]
        # Who says «this morning» before six means the hours before it.
        early = [replace(each, start=_midnight(each)) for each in parts if group.part == words.MORNING]
        readings = tuple(begun or [each for each in early if each.start <= now] or parts)
    return Moment(tuple(dict.fromkeys(readings)), since, doubted)


def _days_of(group: Group, now: datetime) -> tuple[tuple[Reading, ...], bool]:
    """The days that the group may mean, and whether there is a doubt."""
    doubted = any(day.doubted for day in group.days)
    if group.weekday is None:
        if not group.days:
            return (Reading.day(now, now.date()),), False
        exact = [day for day in group.days if not _is_week(day)] or list(group.days)
        return exact[0].readings, doubted
    named, wanted = group.weekday
    if not group.days:
        return named.readings, False
    dates = group.days[0].readings
    if _is_week(group.days[0]):
        days = [each.date + timedelta(days=away) for each in dates for away in range((each.end - each.start).days)]
        fitting = [day for day in days if day.weekday() == wanted]
        return tuple(Reading.day(now, day) for day in fitting), len(fitting) != len(dates)
    fitting_dates = tuple(day for day in dates if day.date.weekday() == wanted)
    if fitting_dates:
        return fitting_dates, False
    return ((*dates, *named.readings), True) if dates else ((), False)


def _part_of(day: Reading, part: str) -> tuple[Reading, ...]:
    """The part of that day; the night of a day is the one that ended on it, or the one that began on it."""
    if day.kind is not Kind.DAY:
        return (day,)
    first, last = words.HOURS_OF_PART[part]
    found = Reading(day.start + timedelta(hours=first), day.start + timedelta(hours=last), Kind.PART)
    if part == words.NIGHT:
        day_after = timedelta(days=1)
        return found, Reading(found.start + day_after, found.end + day_after, Kind.PART)
    return (found,)


def _midnight(reading: Reading) -> datetime:
    return reading.start.replace(hour=0, minute=0)


def _at_a_time(
    group: Group, clock: Clock, days: tuple[Reading, ...], now: datetime, language: str, since: bool, doubted: bool
) -> Moment:
    if any(day.kind is not Kind.DAY for day in days):  # «2 hours ago at 10»
        return Moment(days, since, doubted=True)
    times = clock.times(group.part, language)
    starts = [_at(day.date, each, now) for day in days for each in times]
    if clock.until is not None:
        ends = clock.ends(group.part, language)
        spans = [
            Reading(_at(day.date, first, now), _at(day.date, last, now), Kind.SPAN)
            for day in days for first in times for last in _later(first, ends)
        ]  # fmt: skip
        return Moment(tuple(spans), since, doubted)
    if not (group.days or group.weekday) and starts and all(each > now for each in starts):
        starts = [each for start in starts for each in (start - timedelta(days=1), start)]
        doubted = True
    past = [each for each in starts if each <= now]
    today = all(day.date == now.date() for day in days)
    starts = past if today and past else starts
    readings = tuple(Reading.instant(each) for each in dict.fromkeys(starts))
    if clock.guessed or (clock.weak and _apart(clock, group)):
        readings, doubted = (*days, *readings), True
    return Moment(readings, since, doubted)


def _later(first: timedelta, ends: tuple[timedelta, ...]) -> list[timedelta]:
    """The first end after the beginning: «from 2 to 4» takes less than half a day, «from 22:00 to 02:00» a night."""
    return sorted(end if end > first else end + timedelta(days=1) for end in ends)[:1]


def _apart(clock: Clock, group: Group) -> bool:
    return clock.to < group.at or clock.at > group.to


def _at(day: date, clock: timedelta, now: datetime) -> datetime:
    """By the clock on the wall: on the day of a change of the hour, too."""
    return datetime.combine(day, time.min, now.tzinfo) + clock
