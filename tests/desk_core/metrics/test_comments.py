"""Whoever supervises reads what customers wrote, for every one of them is told that it is read."""

from datetime import timedelta

import pytest

from amends.db.desk_tables import SatisfactionRow
from amends.desk.metrics.comments import comments
from amends.errors import NotPermitted
from tests.desk_core.scene import ANNA, NOW, SUSAN

DAY = timedelta(days=1)
OURS = frozenset({"norrnet"})


def rated(desk, issue, score, comment, at):
    number = desk.reviewed(issue=issue)
    row = desk.row(number)
    with desk.database.begin() as session:
        session.add(SatisfactionRow(case_id=row.id, merchant=row.merchant, score=score, comment=comment, at=at))
    return number


def read(desk, actor=SUSAN, since=NOW - DAY, until=NOW + DAY, at_most=9):
    with desk.database.read() as session:
        return comments(session, actor, OURS, since, until, at_most)


def test_the_newest_words_come_first_with_their_case_and_score(desk):
    old = rated(desk, "outage", 1, "Nobody called", NOW)
    rated(desk, "not_activated", 5, None, NOW)
    new = rated(desk, "duplicate_payment", 4, "Fine", NOW + timedelta(hours=1))
    found, every = read(desk)
    assert [(each.number, each.score, each.text) for each in found] == [(new, 4, "Fine"), (old, 1, "Nobody called")]
    assert every == 2
    assert [each.number for each in read(desk, at_most=1)[0]] == [new]
    assert read(desk, until=NOW + timedelta(minutes=1)) == ([found[1]], 1)


def test_an_agent_does_not_read_them_all(desk):
    with pytest.raises(NotPermitted):
        read(desk, actor=ANNA)
