"""Instants: always with a time zone. The clock is passed in, so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def parse(text: str) -> datetime:
    """An RFC 3339 instant with its offset. ValueError on anything else, a naive one included."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no offset from UTC")
    return instant
