"""Lengths of time as the contract has them: ISO 8601 durations of one unit, `P30D`, `P2W`, `P6M` or `P1Y`. Pure."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

_SHAPE = re.compile(r"P([1-9][0-9]{0,3})([DWMY])")
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def read(duration: str) -> tuple[int, str]:
    """How many, and of which unit of UNITS. ValueError for another text."""
    found = _SHAPE.fullmatch(duration)
    if found is None:
        raise ValueError(f"{duration!r} is not a duration such as P30D or P6M")
    return int(found[1]), UNITS[found[2]]


def after(moment: datetime, duration: str) -> datetime:
    """The moment so much later, at the same time of day; in a month that is too short, on its last day."""
    day = day_after(moment.date(), duration)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def day_after(day: date, duration: str) -> date:
    """The day so much later."""
    count, unit = read(duration)
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
