"""The time that a reply may take, as it runs down: in desk hours, and not while it is stopped. Pure.

It runs from the moment a customer waits for a person. It stops while the case waits for something else than a person,
and until a case that was put off is back. It ends with the reply, or with the case.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.labels import Labelled
from amends.merchants import desk_hours
from amends.policy.policy import Merchant


class Waits(Labelled):
    """For what the customer waits."""

    FIRST = "first", "first reply"
    NEXT = "next", "next reply"


@dataclass(frozen=True)
class ReplyClock:
    """`minutes` of desk time in all, of which `used` had passed when it last stopped. It runs `since` then, which may
    be an instant to come; None: it stands still."""

    waits: Waits
    begun_at: datetime
    minutes: int
    used: float = 0.0
    since: datetime | None = None

    def used_by(self, merchant: Merchant, at: datetime) -> float:
        """Minutes of desk time that have run at that instant."""
        if self.since is None:
            return self.used
        return self.used + desk_hours.minutes_between(merchant, self.since, at)

    def due(self, merchant: Merchant) -> datetime | None:
        """When its time is over; from when it runs, where it was over before. None while it stands still."""
        if self.since is None:
            return None
        left = timedelta(minutes=self.minutes - self.used)
        return self.since if left <= timedelta(0) else desk_hours.due_after(merchant, self.since, left)

    def is_missed(self, merchant: Merchant, at: datetime) -> bool:
        """Whether its time was over before that instant."""
        due = self.due(merchant)
        return round(self.used, 6) > self.minutes or (due is not None and due < at)

    def stopped(self, merchant: Merchant, at: datetime) -> "ReplyClock":
        return replace(self, used=self.used_by(merchant, at), since=None)

    def running(self, at: datetime) -> "ReplyClock":
        """From then on, if it does not run earlier: what it would wait for has come."""
        return self if self.since is not None and self.since <= at else replace(self, since=at)

    def put_off(self, merchant: Merchant, at: datetime, until: datetime) -> "ReplyClock":
        """It stands still from `at` `until` then. One that stood still goes on doing so."""
        return self if self.since is None else replace(self.stopped(merchant, at), since=until)

    def within(self, minutes: int) -> "ReplyClock":
        """With another length; what has run stays."""
        return replace(self, minutes=minutes)


def begun(waits: Waits, at: datetime, minutes: int) -> ReplyClock:
    """One that begins to run."""
    return ReplyClock(waits, at, minutes, since=at)
