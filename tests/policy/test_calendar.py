"""Business days, ends of days and months, in the policy's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.policy import calendar

OSLO = ZoneInfo("Europe/Oslo")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "days", "zone", "country", "end"),
    [
        ("2026-11-22T10:31:00+01:00", 3, OSLO, "NO", "2026-11-25T23:59:59+01:00"),  # a Sunday
        ("2026-11-19T23:30:00+00:00", 1, OSLO, "NO", "2026-11-23T23:59:59+01:00"),  # Friday already in Oslo
        ("2026-05-13T12:00:00+02:00", 3, OSLO, "NO", "2026-05-19T23:59:59+02:00"),  # Ascension, then a weekend
        ("2026-04-24T12:00:00+02:00", 1, AMSTERDAM, "NL", "2026-04-28T23:59:59+02:00"),  # King's Day
        ("2026-04-24T12:00:00+02:00", 1, OSLO, "NO", "2026-04-27T23:59:59+02:00"),  # which Norway does not keep
        ("2026-10-23T12:00:00+02:00", 1, OSLO, "NO", "2026-10-26T23:59:59+01:00"),  # clocks go back in between
    ],
)
def test_business_days_skip_weekends_and_the_countrys_holidays(now, days, zone, country, end):
    assert calendar.end_of_business_day(at(now), days, zone, country) == at(end)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(day, months, later):
    assert calendar.months_later(day, months) == later


def test_a_day_off_gives_way_to_the_next_working_day():
    assert calendar.same_or_next_working_day(date(2026, 12, 25), "NO") == date(2026, 12, 28)
    assert calendar.same_or_next_working_day(date(2026, 12, 28), "NO") == date(2026, 12, 28)
