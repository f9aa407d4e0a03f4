"""When something happened that a customer tells of: it lies behind them, within what the order's records know of it.

What is read wrong here decides about money, so it is certain or the customer is asked; docs/decisions/0026 has the
reasons.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from amends.facts.reading import Kind, Moment, Reading
from amends.orders.order import Order

SLACK = timedelta(minutes=5)
"""A clock that is so much ahead of ours is right."""
A_DAY = timedelta(days=1)
MOST_DAYS = 7
"""What is longer is no choice between a few days."""


def happened(moment: Moment | None, now: datetime) -> Moment | None:
    """What `moment` says of something that was: the readings that do not lie ahead. It is doubted where others did, and
    where it lasts for days. None where nothing is left. `now` is in the merchant's zone."""
    if moment is None:
        return None
    past = tuple(reading for reading in moment.readings if _is_past(reading, now))
    if not past:
        return None
    long = any(reading.kind is Kind.SPAN and reading.end - reading.start > A_DAY for reading in past)
    return replace(moment, readings=past, doubted=moment.doubted or len(past) < len(moment.readings) or long)


def choices(moment: Moment, now: datetime, placed_at: datetime | None, most: int) -> tuple[Reading, ...]:
    """Between what the customer may choose, at most so many: the readings, and of a few days each one, the latest of
    them. Nothing before the order was placed can have happened to it."""
    found = dict.fromkeys(each for reading in moment.readings for each in _single(reading, now))
    held = [each for each in found if placed_at is None or each.end.date() >= placed_at.astimezone(now.tzinfo).date()]
    vague = all(reading not in moment.readings for reading in held)
    return tuple(held[-most:] if vague else held[:most])


def instant_of(reading: Reading, now: datetime, order: Order | None, kind: str) -> datetime:
    """The instant that stands for a reading of what happened: within an incident of `kind` that the records know in it,
    otherwise the middle, or now where that is still to come."""
    if reading.kind is Kind.INSTANT:
        return min(reading.start, now)
    known = recorded(reading, now, order, kind)
    if known is not None:
        return known
    start, end = (each.astimezone(now.tzinfo).replace(tzinfo=None) for each in (reading.start, reading.end))
    return min((start + (end - start) / 2).replace(tzinfo=now.tzinfo), now)


def recorded(reading: Reading, now: datetime, order: Order | None, kind: str) -> datetime | None:
    """When in a reading that is no instant the records know an incident of `kind`; None where they know none."""
    if reading.kind is Kind.INSTANT:
        return None
    for incident in order.incidents if order else ():
        until = incident.resolved_at or now
        if incident.kind == kind and incident.started_at < reading.end and until >= reading.start:
            return max(reading.start, incident.started_at.astimezone(now.tzinfo))
    return None


def _is_past(reading: Reading, now: datetime) -> bool:
    return reading.start <= (now + SLACK if reading.kind is Kind.INSTANT else now)


def _single(reading: Reading, now: datetime) -> list[Reading]:
    """The reading itself, or each day of one that lasts for a few; none of a longer one."""
    if reading.kind is not Kind.VAGUE and reading.end - reading.start <= A_DAY:
        return [reading]
    first, last = reading.date, min(reading.end - timedelta(microseconds=1), now).date()
    if (last - first).days >= MOST_DAYS:
        return []
    days: list[date] = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return [Reading.day(now, day) for day in days]
