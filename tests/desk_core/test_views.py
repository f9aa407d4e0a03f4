"""Lists of the queue under a name: one's own, or a whole desk's; and the orders that a list can have."""

from dataclasses import replace

import pytest

from amends.db.tables import AuditRow
from amends.desk.prepared.views import LONGEST_NAME, MOST, Views, of_person
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.errors import CannotBeDone, InvalidMessage, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, BO, SUSAN


@pytest.fixture
def views(desk):
    return Views(desk.context)


def names(desk, actor):
    with desk.database.read() as session:
        return [each.name for each in of_person(session, actor)]


def test_ones_own_is_nobody_elses_and_a_desks_is_everybodys_there(desk, views):
    views.save(ANNA, "Late ones", {"view": "late", "sort": "oldest", "q": ""})
    views.save(SUSAN, "Outages", {"issue": "outage"}, "norrnet")
    assert names(desk, ANNA) == ["Late ones", "Outages"]
    assert names(desk, BO) == ["Outages"]
    assert names(desk, replace(BO, merchants=frozenset({"itnet"}))) == []
    with desk.database.read() as session:
        assert of_person(session, ANNA)[0].query == {"view": "late", "sort": "oldest"}


def test_only_who_leads_gives_one_to_a_desk_or_takes_it_away(desk, views):
    with pytest.raises(NotPermitted):
        views.save(ANNA, "Mine", {}, "norrnet")
    with pytest.raises(NotFound):
        views.save(SUSAN, "Mine", {}, "elsewhere")
    shared = views.save(SUSAN, "Ours", {}, "norrnet")
    with pytest.raises(NotPermitted):
        views.remove(ANNA, shared)
    views.remove(SUSAN, shared)
    assert names(desk, ANNA) == []
    with desk.database.read() as session:
        found = [(row.action, row.actor) for row in session.query(AuditRow).order_by(AuditRow.seq)]
    assert found == [("view_shared", SUSAN.id), ("shared_view_removed", SUSAN.id)]


def test_nobody_removes_a_colleagues_own(desk, views):
    mine = views.save(ANNA, "Mine", {})
    for who in (BO, SUSAN):
        with pytest.raises(NotFound):
            views.remove(who, mine)
    views.remove(ANNA, mine)
    with pytest.raises(NotFound):
        views.remove(ANNA, mine)


def test_a_name_is_short_and_taken_once_and_there_are_so_many(desk, views):
    views.save(ANNA, "Mine", {})
    for name, fault in (("mine", CannotBeDone), ("x" * (LONGEST_NAME + 1), CannotBeDone), (" ", InvalidMessage)):
        with pytest.raises(fault):
            views.save(ANNA, name, {})
    for n in range(MOST - 1):
        views.save(ANNA, f"View {n}", {})
    with pytest.raises(CannotBeDone, match="enough"):
        views.save(ANNA, "One more", {})


def test_a_list_has_the_order_that_is_asked_for(desk):
    first = desk.case()
    desk.later(minutes=1)
    second = desk.case(issue="outage", verified=False)
    desk.case_actions.claim(ANNA, second)
    orders = {"": [first, second], "oldest": [first, second], "newest": [second, first], "customer": [first, second],
              "status": [first, second], "with": [second, first]}  # fmt: skip
    for sort, expected in orders.items():
        with desk.database.read() as session:
            found, _ = queue(session, ANNA, Filters(sort=sort), desk.now, 0, 50)
        assert [each.number for each in found] == expected, sort


def test_what_was_searched_for_is_not_kept(desk, views):
    with pytest.raises(CannotBeDone, match="search"):
        views.save(ANNA, "Kari", {"q": "kari@example.com"})
    assert names(desk, ANNA) == []
