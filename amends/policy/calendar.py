"""Days as the law and the merchants count them: in the policy's time zone, without weekends and public holidays.

Public holidays come from the library `holidays`, category public. The end of a day is 23:59:59
(docs/decision-table.md, part 1).
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SATURDAY = 5
DECEMBER = 12


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant in `zone`."""
    return instant.astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """23:59:59 of `day` in `zone`."""
    return datetime.combine(day, time(23, 59, 59), zone)


def is_working_day(day: date, country: str) -> bool:
    """Monday to Friday and no public holiday of `country` (ISO 3166, two letters)."""
    return day.weekday() < SATURDAY and day not in _holidays(country, day.year)


def is_holiday(day: date, country: str) -> bool:
    """A public holiday of `country`, on whatever day of the week."""
    return day in _holidays(country, day.year)


def business_day_after(day: date, days: int, country: str) -> date:
    """The `days`-th business day after `day`; the day itself never counts."""
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, country):
            days -= 1
    return day


def end_of_business_day(now: datetime, days: int, zone: ZoneInfo, country: str) -> datetime:
    """The end of the `days`-th business day after the day of `now` in `zone`."""
    return end_of_day(business_day_after(local_date(now, zone), days, country), zone)


def same_or_next_working_day(day: date, country: str) -> date:
    """`day`, or the next working day where it is none (Regulation 1182/71, article 3(4))."""
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def months_later(day: date, months: int) -> date:
    """The same day of the month, or that month's last where it has no such day (Regulation 1182/71, article 3(2))."""
    years, month = divmod(day.month - 1 + months, DECEMBER)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def whole_months(first: date, last: date) -> int:
    """How many calendar months fit between two days; 0 where `last` is earlier."""
    months = max((last.year - first.year) * DECEMBER + last.month - first.month, 0)
    return months if months == 0 or months_later(first, months) <= last else months - 1


@cache
def has_holidays(country: str) -> bool:
    """Whether the public holidays of `country` are known."""
    from holidays import list_supported_countries  # noqa: PLC0415

    return country in list_supported_countries(include_aliases=False)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    # Loaded when first asked for: the library takes longer to start than most commands run.
    from holidays import PUBLIC, country_holidays  # noqa: PLC0415

    return frozenset(country_holidays(country, years=year, categories=(PUBLIC,)))
