"""Days by their numbers in the calendar, and which year is meant where none is said."""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2000, 2099
NEAR_FUTURE = timedelta(days=92)
"""A day without a year that lies so little ahead may be meant as the coming one."""


def dated(year: int, month: int, day: int) -> list[date]:
    """That day, or none where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def past_first(month: int, day: int, today: date, ahead: bool = False) -> list[date]:
    """The latest such day, and after it the coming one where that is near. `ahead`: the coming one alone."""
    this_year = dated(today.year, month, day)
    if this_year and this_year[0] <= today:
        return dated(today.year + 1, month, day) if ahead and this_year[0] < today else this_year
    if ahead and this_year:
        return this_year
    earlier = (found for back in range(1, 9) for found in dated(today.year - back, month, day))
    past = [found for found in (next(earlier, None),) if found]
    return past + this_year if this_year and this_year[0] - today < NEAR_FUTURE else past


def day_in(year: int | None, month: int, day: int, today: date, ahead: bool = False) -> list[date]:
    """The days that a day of a month may be, with or without its year."""
    return past_first(month, day, today, ahead) if year is None else dated(year, month, day)


def nth_of_month(day: int, today: date, ahead: bool = False) -> list[date]:
    """The latest day of a month with that number; `ahead`: the coming one."""
    if ahead:
        first = today.replace(day=1) if day > today.day else last_of(today) + timedelta(days=1)
        return dated(first.year, first.month, day)
    if day <= today.day:
        return dated(today.year, today.month, day)
    month_before = today.replace(day=1) - timedelta(days=1)
    return dated(month_before.year, month_before.month, day)


def month_of(number: int, today: date, ahead: bool = False) -> list[tuple[date, date]]:
    """First and last day of the latest month with that number, and of the coming one where it is near."""
    return [(first, last_of(first)) for first in past_first(number, 1, today, ahead)]


def last_of(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
