"""The customer of a case, and all that their merchant knows of them."""

from dataclasses import replace

import pytest

from amends.desk.queries.customer import customer_of
from amends.errors import NotFound
from tests.desk_core.scene import ANNA, SUSAN
from tests.remedies.scene import EMAIL


def look(desk, number, actor=ANNA):
    with desk.database.read() as session:
        return customer_of(session, actor, number)


def test_all_of_their_cases_orders_and_conversations_are_there(desk):
    first = desk.reviewed()
    desk.case_actions.close(SUSAN, first)
    desk.later(days=1)
    second = desk.case(issue="outage")
    found = look(desk, first)
    assert (found.email, found.more) == (EMAIL, False)
    assert [each.number for each in found.cases] == [second, first]
    assert [(each.number, each.cases) for each in found.orders] == [(desk.order.number, 2)]
    assert found.orders[0].product
    assert {each.case for each in found.talks} == {first, second}
    assert found.channels == ["web"]
    assert sum(each.entries for each in found.talks) == len(desk.events(first)) + len(desk.events(second))
    assert found.results[found.cases[1].id].outcome


def test_a_case_that_is_matched_with_nobody_stands_alone(desk):
    desk.case()
    alone = desk.case(issue="outage", verified=False)
    found = look(desk, alone)
    assert (found.email, [each.number for each in found.cases]) == (None, [alone])


def test_another_merchants_staff_sees_none_of_it(desk):
    with pytest.raises(NotFound):
        look(desk, desk.case(), replace(ANNA, merchants=frozenset({"itnet"})))
