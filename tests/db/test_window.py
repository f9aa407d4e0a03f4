"""So many within a time that moves along, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from amends.db.account_tables import SignInTryRow
from amends.db.window import Window

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TIMES = select(SignInTryRow.at).where(SignInTryRow.email_hash == "this")


def wait(database, most, *seconds_ago, email="this"):
    with database.begin() as session:
        for ago in seconds_ago:
            at = NOW - timedelta(seconds=ago)
            session.add(SignInTryRow(email_hash=email, address_hash="there", at=at))
        session.flush()
        return Window(most, timedelta(minutes=1)).wait(session, TIMES, NOW)


@pytest.mark.parametrize(
    ("ago", "seconds"),
    [
        ((), 0),
        ((10,), 0),
        ((10, 40), 20),
        ((10, 40, 59), 1),
        ((10, 59.5), 1),
        ((10, 59.999999), 1),
        ((10, 60), 0),
        ((0, 0), 60),
        ((10, 40.5), 20),
    ],
    ids=str,
)
def test_there_is_room_again_when_the_oldest_that_counts_is_out_of_it(database, ago, seconds):
    assert wait(database, 2, *ago) == seconds


def test_who_waits_as_long_as_told_finds_room(database):
    told = wait(database, 2, 10, 40.5)
    with database.read() as session:
        assert Window(2, timedelta(minutes=1)).wait(session, TIMES, NOW + timedelta(seconds=told)) == 0


def test_others_do_not_count(database):
    assert wait(database, 1, 1, email="another") == 0


def test_a_limit_of_none_never_has_room(database):
    assert wait(database, 0) == 60
