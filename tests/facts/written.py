"""Facts in one line each, as the table beside this file has them."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from amends.facts import words
from amends.facts.amounts import Amount
from amends.facts.reading import Kind, Moment, Reading

_PARTS = {hours: name for name, hours in words.HOURS_OF_PART.items()}


def written(moment: Moment | None) -> str:
    """«2026-11-27T20:00», «2026-11-20/2026-11-27», «2026-04», «a|b» of two readings, «a..» of what goes on since."""
    if moment is None:
        return ""
    if moment.impossible:
        return "impossible"
    told = "|".join(_reading(each) for each in moment.readings)
    return ("unsure " if moment.doubted and len(moment.readings) == 1 else "") + told + (".." if moment.since else "")


def _reading(reading: Reading) -> str:
    start, last = reading.start, reading.end - timedelta(minutes=1)
    if reading.kind is Kind.INSTANT:
        return _instant(start)
    if reading.kind is Kind.DAY:
        return f"{start:%Y-%m-%d}"
    if reading.kind is Kind.PART:
        midnight = datetime.combine(start, time.min, start.tzinfo)
        hours = ((start - midnight) // timedelta(hours=1), (reading.end - midnight) // timedelta(hours=1))
        return f"{start:%Y-%m-%d} {_PARTS[hours]}"
    if reading.kind is Kind.SPAN:
        return f"{_end(start)}/{_end(last if last.time() == time(23, 59) else reading.end)}"
    return _vague(reading, last)


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _end(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}" if moment.time() in {time.min, time(23, 59)} else _instant(moment)


def _vague(reading: Reading, last: datetime) -> str:
    start = reading.start
    if start.day == 1 and (last + timedelta(minutes=1)).day == 1:
        return f"{start:%Y-%m}" if last.month == start.month else f"{start:%Y}"
    if start.weekday() == 0 and (last.date() - start.date()).days == 6:
        return f"{start:%G-W%V}"
    return "vague"


def amount(told: str) -> Amount:
    """Of «12.50 EUR», or of «12.50» without a currency."""
    value, _, currency = told.partition(" ")
    return Amount(Decimal(value), currency or None)
