"""Desk time: minutes that pass only while somebody is at the merchant's desk. Pure.

Days and hours are the merchant's, in its zone; public holidays of its country do not count. An hour that the change to
or from summer time skips or repeats counts as it passes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from amends.policy.calendar import is_holiday, local_date
from amends.policy.policy import Merchant


def is_open(merchant: Merchant, now: datetime) -> bool:
    """Whether somebody is at the desk at that instant."""
    return any(opens <= now < closes for opens, closes in _shifts(merchant, now, 1))


def due(merchant: Merchant, now: datetime, minutes: int) -> datetime:
    """The instant at which `minutes` of desk time have passed since `now`; in UTC.

    It always comes: DeskHours refuses a desk that never opens, and no country has a weekday that is always a holiday.
    """
    return due_after(merchant, now, timedelta(minutes=minutes))


def due_after(merchant: Merchant, now: datetime, left: timedelta) -> datetime:
    """The same for any length of desk time but a negative one."""
    shifts = _shifts(merchant, now)
    while True:
        opens, closes = next(shifts)
        begins = max(opens, now)
        if begins < closes and left <= closes - begins:
            return begins + left
        left -= max(closes - begins, timedelta(0))


def next_morning(merchant: Merchant, now: datetime, days: int = 1) -> datetime:
    """When the desk opens first, `days` days from now or later; in UTC."""
    shifts = _shifts(merchant, now + timedelta(days=days))
    return next(shifts)[0]


def minutes_between(merchant: Merchant, start: datetime, end: datetime) -> float:
    """How much desk time passed from `start` to `end`; 0 where `end` is earlier."""
    days = (local_date(end, merchant.zone) - local_date(start, merchant.zone)).days + 1
    passed = timedelta(0)
    for opens, closes in _shifts(merchant, start, max(days, 0)):
        passed += max(min(closes, end) - max(opens, start), timedelta(0))
    return passed.total_seconds() / 60


def _shifts(merchant: Merchant, start: datetime, days: int | None = None) -> Iterator[tuple[datetime, datetime]]:
    """When the desk is open, on the day of `start` and the following ones (`days` in all, else without end), in UTC."""
    first = local_date(start, merchant.zone)
    for day in (first + timedelta(days=n) for n in (count() if days is None else range(days))):
        if day.weekday() in merchant.desk.days and not is_holiday(day, merchant.country):
            opens = datetime.combine(day, merchant.desk.opens, merchant.zone).astimezone(UTC)
            yield opens, datetime.combine(day, merchant.desk.closes, merchant.zone).astimezone(UTC)
