"""Until when a case can be put off, as a person chooses it."""

from datetime import datetime, timedelta

from amends import clock
from amends.errors import CannotBeDone
from amends.merchants import desk_hours
from amends.policy.policy import Merchant

SNOOZES = (
    ("1h", "for an hour"),
    ("4h", "for four hours"),
    ("morning", "until the next desk day"),
    ("3d", "for three days"),
    ("1w", "for a week"),
)
_HOURS = {"1h": 1, "4h": 4}
_DAYS = {"morning": 1, "3d": 3, "1w": 7}


def until_of(key: str, merchant: Merchant, now: datetime) -> datetime:
    """The instant that is meant; what lasts for days ends when the desk opens. CannotBeDone for none of them."""
    if key in _HOURS:
        return now + timedelta(hours=_HOURS[key])
    if key in _DAYS:
        return desk_hours.next_morning(merchant, now, _DAYS[key])
    raise CannotBeDone("Choose until when.")


def seen_of(typed: str) -> datetime | None:
    """When what the form stands beside was read."""
    return clock.parse(typed) if clock.is_instant(typed) else None
