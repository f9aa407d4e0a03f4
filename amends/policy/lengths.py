"""Lengths of time as a policy writes them, and spans of the records to hold them against. Pure.

Between two moments, whole days, weeks, months and years count by dates in the merchant's zone, whatever the hour, and
hours by the clock. A span that is no distance of two moments (a downtime) counts by the clock alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from amends.policy import calendar

UNITS = ("hours", "days", "weeks", "months", "years")
BY_CLOCK = ("hours", "days", "weeks")
"""The units that are as long every time."""
_MONTHS = {"months": 1, "years": 12}
_HOURS = {"hours": 1, "days": 24, "weeks": 7 * 24}


@dataclass(frozen=True)
class Length:
    """`30 days`. `unit` is one of UNITS."""

    count: int
    unit: str

    def after(self, day: date) -> date:
        """The day that lies so much later; for every unit but hours. The last day of time where none does."""
        try:
            if self.unit in _MONTHS:
                return calendar.months_later(day, self.count * _MONTHS[self.unit])
            return day + self.by_clock
        except (ValueError, OverflowError):
            return date.max

    @property
    def by_clock(self) -> timedelta:
        """For the units of BY_CLOCK."""
        return timedelta(hours=self.count * _HOURS[self.unit])

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


@dataclass(frozen=True)
class Span:
    """From `start` to `end`, negative where the end comes first. `zone`: whose dates count; None: the clock does."""

    start: datetime
    end: datetime
    zone: ZoneInfo | None = None

    @property
    def days(self) -> int:
        """Between the two dates; of a span by the clock, whole days."""
        if self.zone is None:
            return (self.end - self.start) // timedelta(days=1)
        return (calendar.local_date(self.end, self.zone) - calendar.local_date(self.start, self.zone)).days

    def against(self, length: Length) -> int:
        """-1, 0 or 1: shorter than `length`, as long, or longer."""
        if self.zone is None or length.unit == "hours":
            passed, wanted = self.end - self.start, length.by_clock
            return (passed > wanted) - (passed < wanted)
        day, limit = calendar.local_date(self.end, self.zone), length.after(calendar.local_date(self.start, self.zone))
        return (day > limit) - (day < limit)

    def is_turned(self, unit: str) -> bool:
        """Whether the end comes before the start, measured as `against` measures lengths of this unit."""
        if self.zone is None or unit == "hours":
            return self.end < self.start
        return self.days < 0

    def __str__(self) -> str:
        if self.zone is None:
            return f"{(self.end - self.start) / timedelta(hours=1):.1f} hours"
        return f"{self.days} days"
