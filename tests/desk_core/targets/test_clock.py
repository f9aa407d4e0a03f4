"""The time for a reply: runs in desk hours, stands still when it should, and loses nothing on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.desk.targets.clock import ReplyClock, Waits, begun
from amends.merchants import desk_hours
from tests.desk_core.scene import MERCHANTS

NORRNET = MERCHANTS["norrnet"].merchant  # Monday to Friday, 9 to 16, Oslo
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given UTC
GAPS = st.lists(st.timedeltas(timedelta(0), timedelta(days=4)), min_size=2, max_size=9)
MINUTES = st.integers(1, 2400)
ALMOST = timedelta(seconds=1)


def oslo(*when):
    return datetime(*when, tzinfo=NORRNET.zone)


def moments(start, gaps):
    at = start
    for gap in gaps:
        at += gap
        yield at


def test_it_is_due_after_so_many_minutes_of_desk_time():
    clock = begun(Waits.FIRST, oslo(2026, 11, 27, 15, 30), 60)  # a Friday
    assert clock.due(NORRNET) == oslo(2026, 11, 30, 9, 30)
    assert not clock.is_missed(NORRNET, oslo(2026, 11, 30, 9, 30))
    assert clock.is_missed(NORRNET, oslo(2026, 11, 30, 9, 31))


def test_while_it_stands_still_nothing_is_due_and_nothing_runs():
    stopped = begun(Waits.NEXT, oslo(2026, 11, 24, 10), 60).stopped(NORRNET, oslo(2026, 11, 24, 10, 20))
    assert stopped.due(NORRNET) is None
    assert not stopped.is_missed(NORRNET, oslo(2026, 12, 24))
    assert stopped.running(oslo(2026, 11, 25, 9)).due(NORRNET) == oslo(2026, 11, 25, 9, 40)


def test_what_is_put_off_runs_again_at_its_time_or_when_somebody_writes_before():
    clock = begun(Waits.NEXT, oslo(2026, 11, 24, 10), 60).put_off(
        NORRNET, oslo(2026, 11, 24, 10, 20), oslo(2026, 11, 26, 9)
    )
    assert clock.due(NORRNET) == oslo(2026, 11, 26, 9, 40)
    assert clock.used_by(NORRNET, oslo(2026, 11, 25, 12)) == 20
    assert clock.running(oslo(2026, 11, 25, 12)).due(NORRNET) == oslo(2026, 11, 25, 12, 40)
    assert clock.running(oslo(2026, 11, 26, 10)) == clock, "it ran already"


def test_what_was_over_before_it_stood_still_is_over_when_it_runs_again():
    late = begun(Waits.FIRST, oslo(2026, 11, 24, 9), 30).stopped(NORRNET, oslo(2026, 11, 24, 11))
    assert late.is_missed(NORRNET, oslo(2026, 11, 24, 11))
    again = late.running(oslo(2026, 11, 25, 10))
    assert again.due(NORRNET) == oslo(2026, 11, 25, 10)
    assert again.is_missed(NORRNET, oslo(2026, 11, 25, 10))


def test_another_length_keeps_what_has_run():
    clock = begun(Waits.FIRST, oslo(2026, 11, 24, 10), 120).stopped(NORRNET, oslo(2026, 11, 24, 10, 20))
    assert clock.within(30).running(oslo(2026, 11, 24, 11)).due(NORRNET) == oslo(2026, 11, 24, 11, 10)


@given(MOMENTS, MINUTES)
def test_one_that_never_stops_is_due_as_a_promise_is(start, minutes):
    assert begun(Waits.FIRST, start, minutes).due(NORRNET) == desk_hours.due(NORRNET, start, minutes)


@given(MOMENTS, MINUTES, GAPS)
def test_stopping_and_running_at_one_instant_changes_nothing(start, minutes, gaps):
    clock = begun(Waits.FIRST, start, minutes)
    due = clock.due(NORRNET)
    for at in moments(start, gaps):
        if at >= due:
            break
        clock = clock.stopped(NORRNET, at).running(at)
    assert abs(clock.due(NORRNET) - due) < ALMOST


@given(MOMENTS, MINUTES, GAPS)
def test_all_desk_time_but_that_of_the_pauses_is_what_it_takes(start, minutes, gaps):
    clock, paused, stopped_at = begun(Waits.FIRST, start, minutes), 0.0, None
    for at in moments(start, gaps):
        if stopped_at is None:
            if clock.due(NORRNET) <= at:
                break
            clock, stopped_at = clock.stopped(NORRNET, at), at
        else:
            clock = clock.running(at)
            paused += desk_hours.minutes_between(NORRNET, stopped_at, at)
            stopped_at = None
    if stopped_at is not None:
        assert clock.due(NORRNET) is None
        return
    ran = desk_hours.minutes_between(NORRNET, start, clock.due(NORRNET)) - paused
    assert ran == pytest.approx(minutes, abs=0.02)


@given(MOMENTS, MINUTES, st.timedeltas(timedelta(0), timedelta(days=2)), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_putting_off_is_the_same_as_standing_still_until_then(start, minutes, before, during):
    at, until = start + before, start + before + during
    clock = begun(Waits.FIRST, start, minutes)
    assert clock.put_off(NORRNET, at, until) == clock.stopped(NORRNET, at).running(until)


@given(MOMENTS, MINUTES, MINUTES, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_longer_time_is_never_due_sooner(start, minutes, more, ran):
    clock = begun(Waits.FIRST, start, minutes).stopped(NORRNET, start + ran).running(start + ran)
    assert clock.within(minutes + more).due(NORRNET) >= clock.due(NORRNET)


@given(MOMENTS, MINUTES, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_it_is_missed_exactly_from_when_it_is_due(start, minutes, after):
    clock = begun(Waits.FIRST, start, minutes)
    at = start + after
    assert clock.is_missed(NORRNET, at) == (at > clock.due(NORRNET))


def test_one_that_stood_still_is_not_woken_by_putting_it_off():
    still = ReplyClock(Waits.NEXT, oslo(2026, 11, 24, 9), 60, used=5.0)
    assert still.put_off(NORRNET, oslo(2026, 11, 24, 10), oslo(2026, 11, 25, 10)) == still
