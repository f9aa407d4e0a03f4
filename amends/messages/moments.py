"""Instants as a customer reads them, in the merchant's zone; in English where there is no other, as sentences are."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, get_day_names

from amends.orders import durations

_LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}
_DAYS = {"en": "EEEE d MMMM", "nl": "EEEE d MMMM", "nb": "EEEE d. MMMM"}
"""Whole words: what Babel has for a day of the week and a month is «za 14 nov» in Dutch."""
_LENGTHS = {
    "en": {"day": ("day", "days"), "week": ("week", "weeks"), "month": ("month", "months"), "year": ("year", "years")},
    "nl": {"day": ("dag", "dagen"), "week": ("week", "weken"), "month": ("maand", "maanden"), "year": ("jaar", "jaar")},
    "nb": {"day": ("dag", "dager"), "week": ("uke", "uker"), "month": ("måned", "måneder"), "year": ("år", "år")},
}
_WORKING = frozenset(range(5))
_TIMES = {"en": "%H:%M", "nl": "%H.%M", "nb": "%H.%M"}
_AT = {"en": ", {}", "nl": " om {} uur", "nb": " kl. {}"}
_FROM_TO = {"en": "{}–{}", "nl": "{}–{} uur", "nb": "kl. {}–{}"}
_DURING = {"en": ", {}", "nl": ", {}", "nb": " {}"}


def moment(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day and a time of day: Wednesday 25 November, 23:59; woensdag 25 november om 23.59 uur."""
    return f"{day(instant, zone, language)}{at(instant.astimezone(zone).time(), language)}"


def day(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day: Wednesday 25 November."""
    return format_date(instant.astimezone(zone), _DAYS.get(language, _DAYS["en"]), locale=locale_of(language))


def dated(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day with its year: Wednesday 25 November 2026."""
    return f"{day(instant, zone, language)} {instant.astimezone(zone).year}"


def lasting(duration: str, language: str) -> str:
    """A length of the contract: 6 months; 6 maanden."""
    count, unit = durations.read(duration)
    one, many = _LENGTHS.get(language, _LENGTHS["en"])[unit]
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
    return f"{format_skeleton('yEEEEdMMMM', local, locale=locale_of(language))}, {local:%H:%M:%S %Z}"


def at(clock: time, language: str) -> str:
    """A time of day as it follows a day: «, 23:59», « om 23.59 uur»."""
    return _AT.get(language, _AT["en"]).format(_time(clock, language))


def during(start: time, end: time, language: str) -> str:
    """From one time of day to another, as it follows a day: «, 12.00–18.00 uur»."""
    return _DURING.get(language, _DURING["en"]).format(_from_to(start, end, language))


def _from_to(start: time, end: time, language: str) -> str:
    return _FROM_TO.get(language, _FROM_TO["en"]).format(_time(start, language), _time(end, language))


def _time(clock: time, language: str) -> str:
    return clock.strftime(_TIMES.get(language, _TIMES["en"]))


def locale_of(language: str) -> str:
    """Of a language of ours, for Babel."""
    return _LOCALES.get(language, "en_GB")
