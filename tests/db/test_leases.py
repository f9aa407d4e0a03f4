"""One holder at a time; who comes too late holds nothing, and takes nothing from the next."""

from datetime import UTC, datetime, timedelta

import pytest

from amends.db.channel_tables import ChannelRow
from amends.db.leases import LEASE, Leased

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
PLACES = Leased(ChannelRow.id, ChannelRow.listened_until)
SECOND = timedelta(seconds=1)


@pytest.fixture
def session(database):
    with database.begin() as session:
        session.add(ChannelRow(id="ch_a", merchant="norrnet", kind="telegram", name="a", sealed="", created_at=NOW))
        session.flush()
        yield session


def test_a_row_has_one_holder(session):
    assert PLACES.take(session, "ch_a", NOW) is not None
    assert PLACES.take(session, "ch_a", NOW + LEASE - SECOND) is None


def test_a_row_is_free_again_when_its_holder_died(session):
    PLACES.take(session, "ch_a", NOW)
    assert PLACES.take(session, "ch_a", NOW + LEASE) is not None


def test_a_row_is_free_at_once_when_it_is_released(session):
    PLACES.take(session, "ch_a", NOW).release(session)
    assert PLACES.take(session, "ch_a", NOW) is not None


def test_a_renewed_row_is_held_from_then_on(session):
    lease = PLACES.take(session, "ch_a", NOW)
    assert lease.renew(session, NOW + LEASE - SECOND)
    assert PLACES.take(session, "ch_a", NOW + LEASE) is None


def test_who_comes_too_late_neither_holds_nor_frees_what_another_has(session):
    late = PLACES.take(session, "ch_a", NOW)
    PLACES.take(session, "ch_a", NOW + LEASE)
    assert not late.renew(session, NOW + LEASE + SECOND)
    late.release(session)
    assert PLACES.take(session, "ch_a", NOW + LEASE + SECOND) is None


def test_there_is_nothing_to_hold_where_there_is_no_row(session):
    assert PLACES.take(session, "ch_b", NOW) is None
