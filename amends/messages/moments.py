"""Instants as a customer reads them, in the merchant's zone; in English where there is no other, as sentences are."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, get_day_names, get_timezone_name

from amends.languages import LANGUAGES, Moments
from amends.orders import durations

_WORKING = frozenset(range(5))


def moment(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day and a time of day: Wednesday 25 November, 23:59; woensdag 25 november om 23.59 uur."""
    return f"{day(instant, zone, language)}{at(instant.astimezone(zone).time(), language)}"


def day(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day: Wednesday 25 November."""
    return format_date(instant.astimezone(zone), _form(language).day, locale=locale_of(language))


def dated(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day with its year: Wednesday 25 November 2026."""
    return f"{day(instant, zone, language)} {instant.astimezone(zone).year}"


def lasting(duration: str, language: str) -> str:
    """A length of the contract: 6 months; 6 maanden."""
    count, unit = durations.read(duration)
    one, many = (LANGUAGES.get(language) or LANGUAGES["en"]).lengths[unit]
    return f"{count} {one if count == 1 else many}"


def working_days_later(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """That many days from Monday to Friday after `instant`, as they are counted in `zone`; holidays count as well."""
    later = instant.astimezone(zone)
    while days > 0:
        later += timedelta(days=1)
        days -= later.weekday() in _WORKING
    return later


def deadline(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment that may be more than a year ahead: Friday 10 December 2027, 23:59."""
    return f"{dated(instant, zone, language)}{at(instant.astimezone(zone).time(), language)}"


def hours(days: tuple[int, ...], opens: time, closes: time, language: str) -> str:
    """Weekdays (Monday is 0) with a time from and to: Monday–Friday 09:00–16:00."""
    names = get_day_names("wide", locale=locale_of(language))
    ordered = sorted(days)
    row = len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1))
    said = f"{names[ordered[0]]}–{names[ordered[-1]]}" if row else ", ".join(names[day] for day in ordered)
    return f"{said} {_from_to(opens, closes, language)}"


def stamp(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A date and time that stands for itself years later: Sunday 22 November 2026, 05:40:27 CET."""
    local = instant.astimezone(zone)
    day = format_skeleton("yEEEEdMMMM", local, locale=locale_of(language))
    return f"{day}, {local:%H:%M:%S} {_zone_name(local, language)}"


def _zone_name(local: datetime, language: str) -> str:
    """As the language abbreviates it: CET, in German MEZ. Where it only has a distance, as the zone does itself."""
    name = get_timezone_name(local, width="short", locale=locale_of(language))
    return name if name.isalpha() else f"{local:%Z}"


def at(clock: time, language: str) -> str:
    """A time of day as it follows a day: «, 23:59», « om 23.59 uur»."""
    return _form(language).at.format(_time(clock, language))


def during(start: time, end: time, language: str) -> str:
    """From one time of day to another, as it follows a day: «, 12.00–18.00 uur»."""
    return _form(language).during.format(_from_to(start, end, language))


def _from_to(start: time, end: time, language: str) -> str:
    return _form(language).from_to.format(_time(start, language), _time(end, language))


def _time(clock: time, language: str) -> str:
    return clock.strftime(_form(language).time)


def locale_of(language: str) -> str:
    """Of a language of ours, for Babel."""
    return (LANGUAGES.get(language) or LANGUAGES["en"]).locale


def _form(language: str) -> Moments:
    return (LANGUAGES.get(language) or LANGUAGES["en"]).moments
