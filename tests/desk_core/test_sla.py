"""Desk time passes only while the merchant's desk is open, in its zone, without its holidays."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.desk import sla
from amends.policy.policy import DeskHours
from tests.desk_core.scene import MERCHANTS

NORRNET = MERCHANTS["norrnet"].merchant  # Monday to Friday, 9 to 16, Oslo
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given UTC
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
    assert sla.due(NORRNET, asked, minutes) == due


def test_the_desk_is_open_from_its_first_minute_and_closed_from_its_last():
    assert not sla.is_open(NORRNET, oslo(2026, 11, 24, 8, 59, 59))
    assert sla.is_open(NORRNET, oslo(2026, 11, 24, 9, 0))
    assert not sla.is_open(NORRNET, oslo(2026, 11, 24, 16, 0))
    assert not sla.is_open(NORRNET, oslo(2026, 12, 25, 10, 0))


@given(MOMENTS, MINUTES)
def test_exactly_the_promised_desk_time_lies_between(start, minutes):
    due = sla.due(NORRNET, start, minutes)
    assert due >= start
    assert sla.minutes_between(NORRNET, start, due) == pytest.approx(minutes)


@given(MOMENTS, MINUTES, MINUTES)
def test_more_minutes_are_never_due_earlier(start, some, more):
    assert sla.due(NORRNET, start, some) <= sla.due(NORRNET, start, some + more)


@given(MOMENTS, st.integers(0, 100_000), st.integers(0, 100_000))
def test_desk_time_adds_up(start, first, second):
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = sla.minutes_between(NORRNET, start, middle) + sla.minutes_between(NORRNET, middle, end)
    assert parts == pytest.approx(sla.minutes_between(NORRNET, start, end))
    assert sla.minutes_between(NORRNET, end + timedelta(minutes=1), start) == 0


def test_a_desk_that_never_opens_is_refused():
    never = replace(NORRNET, desk=DeskHours((), time(9), time(16)))
    with pytest.raises(ValueError, match="does not open"):
        sla.due(never, oslo(2026, 11, 24, 10, 0), 1)
