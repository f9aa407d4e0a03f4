"""Instants: always with a time zone. The clock is passed in, so that a test can set it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 1900, 2999
SKEW = timedelta(seconds=5)
"""How far the clocks of two machines may be apart. What one of them noted and lies farther ahead than it can was noted
before a clock was put back."""


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def parse(text: str) -> datetime:
    """An RFC 3339 instant with its offset, of the years 1900 to 2999: farther ones run out of calendar in a sum of
    days. ValueError on anything else, a naive one included."""
    if not _RFC_3339.fullmatch(text):
        raise ValueError(f"{text!r} is not an RFC 3339 instant with an offset")
    instant = datetime.fromisoformat(text.upper())
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"{text} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return instant


def is_instant(text: str) -> bool:
    """Whether `parse` takes it."""
    try:
        parse(text)
    except ValueError:
        return False
    return True
