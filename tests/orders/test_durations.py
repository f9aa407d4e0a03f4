"""Lengths of the contract, counted from a day and told in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.messages.moments import lasting
from amends.orders import durations


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-30", "P30D", "2026-12-30"),
        ("2026-11-30", "P2W", "2026-12-14"),
        ("2027-01-31", "P1M", "2027-02-28"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2026-11-30", "P15M", "2028-02-29"),
        ("2028-02-29", "P1Y", "2029-02-28"),
        ("2026-12-01", "P1M", "2027-01-01"),
    ],
    ids=["days", "weeks", "a short month", "a leap year", "over a year", "no leap year", "over new year"],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(start: str, duration: str, end: str) -> None:
    assert durations.day_after(date.fromisoformat(start), duration) == date.fromisoformat(end)


def test_the_time_of_day_stays() -> None:
    moment = datetime(2026, 10, 1, 9, 30, tzinfo=ZoneInfo("Europe/Oslo"))
    assert durations.after(moment, "P1M") == datetime(2026, 11, 1, 9, 30, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.mark.parametrize("text", ["", "P", "P0D", "P1H", "PT1H", "P1Y2M", "1M", "P-1D", "P10000D", "P1M "])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        durations.read(text)


@pytest.mark.parametrize(
    ("duration", "language", "words"),
    [
        ("P1M", "en", "1 month"), ("P6M", "en", "6 months"), ("P1D", "nl", "1 dag"), ("P30D", "nl", "30 dagen"),
        ("P2Y", "nl", "2 jaar"), ("P1W", "nb", "1 uke"), ("P3M", "nb", "3 måneder"), ("P3M", "sv", "3 månader"),
        ("P30D", "nb", "30 dager"), ("P1Y", "de", "1 Jahr"), ("P3M", "fi", "3 months"),
    ],
)  # fmt: skip
def test_it_is_told_as_people_say_it(duration: str, language: str, words: str) -> None:
    assert lasting(duration, language) == words
