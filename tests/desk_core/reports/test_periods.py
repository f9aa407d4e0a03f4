"""Weeks and months by the desk's own clock, also where it is changed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.desk.reports.periods import Every, Period, next_at, over_by

OSLO = ZoneInfo("Europe/Oslo")


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "now", "goes_out"),
    [
        (Every.WEEK, at(2026, 11, 24, 10), at(2026, 11, 30, 6)),
        (Every.WEEK, at(2026, 11, 30, 5, 59), at(2026, 11, 30, 6)),
        (Every.WEEK, at(2026, 11, 30, 6), at(2026, 12, 7, 6)),
        (Every.WEEK, at(2026, 3, 27, 12), at(2026, 3, 30, 5)),  # summer time has begun on the 29th
        (Every.WEEK, at(2026, 11, 29, 23, 30), at(2026, 11, 30, 6)),  # it is Monday in Oslo already
        (Every.MONTH, at(2026, 11, 24, 10), at(2026, 12, 1, 6)),
        (Every.MONTH, at(2026, 12, 31, 23, 30), at(2027, 1, 1, 6)),
        (Every.MONTH, at(2027, 1, 31, 12), at(2027, 2, 1, 6)),
    ],
)
def test_it_goes_out_on_the_first_morning_after(every, now, goes_out):
    assert next_at(every, now, OSLO) == goes_out


@pytest.mark.parametrize(
    ("every", "now", "first", "last"),
    [
        (Every.WEEK, at(2026, 11, 30, 6), date(2026, 11, 23), date(2026, 11, 29)),
        (Every.WEEK, at(2026, 12, 3, 6), date(2026, 11, 23), date(2026, 11, 29)),
        (Every.MONTH, at(2026, 12, 1, 6), date(2026, 11, 1), date(2026, 11, 30)),
        (Every.MONTH, at(2027, 3, 1, 6), date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_it_is_about_the_last_one_that_is_over(every, now, first, last):
    assert over_by(every, now, OSLO) == Period(first, last)


def test_a_week_in_which_the_clock_changes_has_an_hour_less():
    since, until = Period(date(2026, 3, 23), date(2026, 3, 29)).instants(OSLO)
    assert (until.astimezone(UTC) - since.astimezone(UTC)).total_seconds() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "16 to 22 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November to 6 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 to 3 January 2027"),
    ],
)
def test_it_is_named_as_people_name_it(first, last, words):
    assert Period(first, last).in_words == words
