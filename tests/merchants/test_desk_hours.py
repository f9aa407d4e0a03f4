"""Desk time passes only while the merchant's desk is open, in its zone, without its holidays."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.merchants import desk_hours
from amends.policy.calendar import is_holiday
from amends.policy.policy import DeskHours
from tests.desk_core.scene import MERCHANTS

NORRNET = MERCHANTS["norrnet"].merchant  # Monday to Friday, 9 to 16, Oslo
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given UTC
YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
MINUTES = st.integers(0, 3000)


def oslo(*when):
    return datetime(*when, tzinfo=NORRNET.zone)


@pytest.mark.parametrize(
    ("asked", "minutes", "due"),
    [
        (oslo(2026, 11, 24, 10, 0), 120, oslo(2026, 11, 24, 12, 0)),
        (oslo(2026, 11, 24, 15, 0), 120, oslo(2026, 11, 25, 10, 0)),
        (oslo(2026, 11, 24, 14, 0), 120, oslo(2026, 11, 24, 16, 0)),
        (oslo(2026, 11, 24, 3, 0), 60, oslo(2026, 11, 24, 10, 0)),
        (oslo(2026, 11, 27, 15, 30), 60, oslo(2026, 11, 30, 9, 30)),
        (oslo(2026, 5, 15, 15, 30), 60, oslo(2026, 5, 18, 9, 30)),  # the 17th of May falls on a Sunday
        (oslo(2026, 12, 24, 15, 0), 120, oslo(2026, 12, 28, 10, 0)),
        (oslo(2027, 5, 14, 15, 0), 120, oslo(2027, 5, 18, 10, 0)),  # a Monday: no desk, and Whit Monday
        (oslo(2026, 3, 27, 15, 0), 120, oslo(2026, 3, 30, 10, 0)),  # over the change to summer time
    ],
)
def test_due_is_so_many_minutes_of_desk_time_later(asked, minutes, due):
    assert desk_hours.due(NORRNET, asked, minutes) == due


def test_the_desk_is_open_from_its_first_minute_and_closed_from_its_last():
    assert not desk_hours.is_open(NORRNET, oslo(2026, 11, 24, 8, 59, 59))
    assert desk_hours.is_open(NORRNET, oslo(2026, 11, 24, 9, 0))
    assert not desk_hours.is_open(NORRNET, oslo(2026, 11, 24, 16, 0))
    assert not desk_hours.is_open(NORRNET, oslo(2026, 12, 25, 10, 0))


@given(MOMENTS, MINUTES)
def test_exactly_the_promised_desk_time_lies_between(start, minutes):
    due = desk_hours.due(NORRNET, start, minutes)
    assert due >= start
    assert desk_hours.minutes_between(NORRNET, start, due) == pytest.approx(minutes)


@given(MOMENTS, MINUTES, MINUTES)
def test_more_minutes_are_never_due_earlier(start, some, more):
    assert desk_hours.due(NORRNET, start, some) <= desk_hours.due(NORRNET, start, some + more)


@given(MOMENTS, st.integers(0, 100_000), st.integers(0, 100_000))
def test_desk_time_adds_up(start, first, second):
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = desk_hours.minutes_between(NORRNET, start, middle) + desk_hours.minutes_between(NORRNET, middle, end)
    assert parts == pytest.approx(desk_hours.minutes_between(NORRNET, start, end))
    assert desk_hours.minutes_between(NORRNET, end + timedelta(minutes=1), start) == 0


@pytest.mark.parametrize(
    ("days", "opens", "closes"), [((), time(9), time(16)), ((0,), time(8), time(6)), ((0,), time(9), time(9))]
)
def test_a_desk_that_never_opens_cannot_be_made(days, opens, closes):
    with pytest.raises(ValueError, match="a desk"):
        DeskHours(days, opens, closes)


def test_of_the_shortest_desk_a_promise_comes_all_the_same():
    rare = replace(NORRNET, desk=DeskHours((0,), time(9), time(9, 1)))  # a minute each Monday
    assert desk_hours.due(rare, oslo(2026, 11, 24, 10, 0), 240) > oslo(2031, 1, 1)
    assert desk_hours.due(rare, oslo(2026, 11, 24, 10, 0), 2) == oslo(2026, 12, 7, 9, 1)


def test_no_country_has_a_weekday_that_is_always_a_holiday():
    """Or a desk that opens on that day alone never would, and nothing could be promised of it."""
    for country in holidays.list_supported_countries(include_aliases=False):
        free = {day.weekday() for day in YEAR if not is_holiday(day, country)}
        assert free == set(range(7)), country
