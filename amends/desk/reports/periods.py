"""Weeks and months of a desk, in its own time zone, and when a report on one goes out. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amends.desk import days
from amends.labels import Labelled

GOES_OUT = time(7)
"""On the first morning after it, by the desk's own clock."""


class Every(Labelled):
    """The label is how often, as people read it."""

    WEEK = "week", "every week"
    MONTH = "month", "every month"


@dataclass(frozen=True)
class Period:
    """From its `first` day to its `last`, both of them in it."""

    first: date
    last: date

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From its first instant on, up to that of the next one."""
        return days.instants(self.first, self.last, zone)

    @property
    def in_words(self) -> str:
        """16 to 22 November 2026."""
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        begun = f"{self.first:%-d}" if same else f"{self.first:%-d %B}"
        if self.first.year != self.last.year:
            begun = f"{self.first:%-d %B %Y}"
        return f"{begun} to {self.last:%-d %B %Y}"


def next_at(every: Every, now: datetime, zone: ZoneInfo) -> datetime:
    """When the next one goes out, later than now."""
    begins = _begins(every, now.astimezone(zone).date())
    while (goes_out := datetime.combine(begins, GOES_OUT, zone)) <= now:
        begins = _following(every, begins)
    return goes_out


def over_by(every: Every, at: datetime, zone: ZoneInfo) -> Period:
    """The last one that was over at that instant."""
    begins = _begins(every, at.astimezone(zone).date())
    last = begins - timedelta(days=1)
    return Period(_begins(every, last), last)


def _begins(every: Every, day: date) -> date:
    return days.monday_of(day) if every is Every.WEEK else day.replace(day=1)


def _following(every: Every, begins: date) -> date:
    return begins + timedelta(days=7) if every is Every.WEEK else _begins(every, begins + timedelta(days=31))
