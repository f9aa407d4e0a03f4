"""Days of a desk as instants: they begin and end in its own time zone. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def instants(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first instant of the first day on, up to that of the day after the last one."""
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
