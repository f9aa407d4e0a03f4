"""When something happened, out of a customer's words: "yesterday at 3 pm", "gisteren 15:00", "21. november".

What is read wrong here decides about money, so it is certain or the customer is asked again.
docs/decisions/0026 has the reasons.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amends import addresses
from amends.facts import words
from amends.facts.amounts import AMOUNT
from amends.facts.clocks import take_clocks, take_parts, take_ranges
from amends.facts.days import take_dates
from amends.facts.joining import Piece, grouped, moments_of
from amends.facts.periods import take_periods
from amends.facts.reading import Kind, Moment, Reading
from amends.facts.relative import take_relative, take_weekdays, take_weeks
from amends.facts.scanner import Scanner
from amends.facts.spelling import mended
from amends.orders.order import Order

SLACK = timedelta(minutes=5)
"""A clock that is so much ahead of ours is right."""
_NUMBERS = re.compile(r"(?<!\w)[a-z]{1,4}[-_.#]?\d{4,}(?!\w)|https?://\S+")


def find_moments(text: str, language: str, now: datetime) -> list[Moment]:
    """Every moment that `text` names, in the order of the text; those that are denied or corrected are left out.

    `now` is in the merchant's zone; `language` is how to read what the languages write alike («6/2», «half 9»).
    """
    scanner = _scanner(text)
    pieces: list[Piece] = [
        *take_relative(scanner, now),
        *take_ranges(scanner),
        *take_dates(scanner, now, language),
        *take_weeks(scanner, now),
        *take_weekdays(scanner, now),
        *take_periods(scanner, now),
        *take_parts(scanner),
        *take_clocks(scanner),
    ]
    groups = grouped(scanner.text, pieces)
    return [moment for _, moment in moments_of(scanner.text, groups, now, language)]


def _scanner(text: str) -> Scanner:
    scanner = Scanner(addresses.without(text))
    scanner.text = mended(scanner.text)
    for written, spelled_out in words.SPELLED_OUT:
        scanner.text = written.sub(spelled_out, scanner.text)
    scanner.rest = scanner.text
    scanner.take(_NUMBERS)
    scanner.take(AMOUNT)
    return scanner


def read_moment(
    text: str, language: str, now: datetime, zone: ZoneInfo, order: Order | None, kind: str
) -> datetime | None:
    """The past instant that `text` names, in the merchant's zone; None where it names none, one still to come, one
    that the calendar does not have, or what may be read in two ways.

    A day without a time of day means the whole day, and a part of the day the whole part: where the order's records
    know an incident of `kind` in it, the moment is within that; otherwise it is the middle (or now, if that is
    still to come).
    """
    local = now.astimezone(zone).replace(microsecond=0)
    moments = find_moments(text, language, local)
    if not moments:
        return local if words.NOW.search(Scanner(text).text) else None
    reading = moments[0].certain if len(moments) == 1 else None
    if reading is None or reading.kind is Kind.SPAN:
        return None
    moment = reading.start if reading.kind is Kind.INSTANT else _within(reading, local, order, kind)
    return None if moment is None or moment > local + SLACK else min(moment, local)


def _within(reading: Reading, local: datetime, order: Order | None, kind: str) -> datetime | None:
    if reading.start > local:
        return None
    for incident in order.incidents if order else ():
        until = incident.resolved_at or local
        if incident.kind == kind and incident.started_at < reading.end and until >= reading.start:
            return max(reading.start, incident.started_at.astimezone(local.tzinfo))
    wall = reading.start.replace(tzinfo=None)
    middle = (wall + (reading.end.replace(tzinfo=None) - wall) / 2).replace(tzinfo=local.tzinfo)
    return min(middle, local)
