"""Instants as a customer reads them, in the merchant's zone; in English where there is no other, as sentences are."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, get_day_names

_LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}
_DAYS = {"en": "EEEE d MMMM", "nl": "EEEE d MMMM", "nb": "EEEE d. MMMM"}
"""Whole words: what Babel has for a day of the week and a month is «za 14 nov» in Dutch."""
_WORKING = frozenset(range(5))


def moment(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day and a time of day: Wednesday 25 November, 23:59."""
    local = instant.astimezone(zone)
    return f"{day(instant, zone, language)}, {format_datetime(local, 'HH:mm', locale=locale_of(language))}"


def day(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day: Wednesday 25 November."""
    return format_date(instant.astimezone(zone), _DAYS.get(language, _DAYS["en"]), locale=locale_of(language))


def dated(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day with its year: Wednesday 25 November 2026."""
    return f"{day(instant, zone, language)} {instant.astimezone(zone).year}"


def working_days_later(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """That many days from Monday to Friday after `instant`, as they are counted in `zone`; holidays count as well."""
    later = instant.astimezone(zone)
    while days > 0:
        later += timedelta(days=1)
        days -= later.weekday() in _WORKING
    return later


def deadline(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment that may be more than a year ahead: Friday 10 December 2027, 23:59."""
    local = instant.astimezone(zone)
    return f"{day(instant, zone, language)} {local:%Y}, {local:%H:%M}"


def hours(days: tuple[int, ...], opens: time, closes: time, language: str) -> str:
    """Weekdays (Monday is 0) with a time from and to: Monday–Friday 09:00–16:00."""
    names = get_day_names("wide", locale=locale_of(language))
    ordered = sorted(days)
    row = len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1))
    said = f"{names[ordered[0]]}–{names[ordered[-1]]}" if row else ", ".join(names[day] for day in ordered)
    return f"{said} {opens:%H:%M}–{closes:%H:%M}"


def stamp(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A date and time that stands for itself years later: Sunday 22 November 2026, 05:40:27 CET."""
    local = instant.astimezone(zone)
    return f"{format_skeleton('yEEEEdMMMM', local, locale=locale_of(language))}, {local:%H:%M:%S %Z}"


def locale_of(language: str) -> str:
    """Of a language of ours, for Babel."""
    return _LOCALES.get(language, "en_GB")
