"""The sample: of everyone's conversations some, and the same for everybody who asks."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from amends.desk.quality.sampling import BOT, Finished, sample

CLOSED = datetime(2026, 11, 25, 9, tzinfo=UTC)
ONE = Finished(1, "AM-0000001", "norrnet", "outage", "resolved", "en", "web", CLOSED, BOT)


def many(how_many, whose=BOT, channel="web", since=0):
    return [
        replace(ONE, case_id=n, number=f"AM-{n:07}", whose=whose, channel=channel)
        for n in range(since, since + how_many)
    ]


def test_the_same_seed_draws_the_same_whatever_order_they_come_in():
    found = many(200)
    assert sample(found, 10, "a week") == sample(reversed(found), 10, "a week")
    assert sample(found, 10, "a week") != sample(found, 10, "another week")


def test_everyone_has_some_however_many_the_bot_has():
    found = many(300) + many(3, "ag_anna", since=300) + many(2, "ag_bo", since=310) + many(1, "ag_cy", since=320)
    drawn = Counter(each.whose for each in sample(found, 10, "a week"))
    assert drawn == {BOT: 4, "ag_anna": 3, "ag_bo": 2, "ag_cy": 1}


def test_each_channel_of_somebody_has_some():
    found = many(100) + many(2, channel="telegram", since=100) + many(1, channel="email", since=110)
    drawn = Counter(each.channel for each in sample(found, 6, "a week"))
    assert drawn == {"web": 3, "telegram": 2, "email": 1}


def test_there_are_never_more_than_there_are():
    assert len(sample(many(3), 10, "a week")) == 3
    assert sample([], 10, "a week") == []
