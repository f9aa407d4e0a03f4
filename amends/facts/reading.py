"""When something was, as far as words tell it: the ways to understand them, and whether one of them is certain."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """How exact a reading is. VAGUE is a week, a month, «a few days ago»: more than one would decide on."""

    INSTANT = "instant"
    PART = "part"
    DAY = "day"
    SPAN = "span"
    VAGUE = "vague"


@dataclass(frozen=True)
class Reading:
    """One way to understand when: from `start` until before `end`, by the clock on the merchant's wall; of an instant
    both are the same."""

    start: datetime
    end: datetime
    kind: Kind

    @classmethod
    def instant(cls, moment: datetime) -> Self:
        return cls(moment, moment, Kind.INSTANT)

    @classmethod
    def days(cls, now: datetime, first: date, last: date, kind: Kind = Kind.VAGUE) -> Self:
        """From the first day to the last one, both whole, in the zone of `now`."""
        start = datetime.combine(first, time.min, now.tzinfo)
        return cls(start, datetime.combine(last, time.min, now.tzinfo) + timedelta(days=1), kind)

    @classmethod
    def day(cls, now: datetime, day: date) -> Self:
        return cls.days(now, day, day, Kind.DAY)

    @property
    def date(self) -> date:
        """The day on which it begins."""
        return self.start.date()


@dataclass(frozen=True)
class Moment:
    """What a text says of one moment. `readings` are the ways to understand it, the likeliest first: none where the
    calendar has no such day or hour. `since`: from then until now. `doubted`: better asked although there is one."""

    readings: tuple[Reading, ...]
    since: bool = False
    doubted: bool = False

    @property
    def certain(self) -> Reading | None:
        """The one reading that needs no question."""
        if len(self.readings) != 1 or self.doubted or self.readings[0].kind is Kind.VAGUE:
            return None
        return self.readings[0]

    @property
    def impossible(self) -> bool:
        """Whether there is no such day or hour: «31 November»."""
        return not self.readings

    @property
    def ambiguous(self) -> bool:
        """Whether it has to be asked which of the readings is meant, or whether the one is."""
        return len(self.readings) > 1 or (self.doubted and bool(self.readings))

    @property
    def vague(self) -> bool:
        """Whether it is clear, but no exact day: «in April», «last week»."""
        return len(self.readings) == 1 and not self.doubted and self.readings[0].kind is Kind.VAGUE
