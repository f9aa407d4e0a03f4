"""A case that is put off leaves the tabs of work to do, and hides neither a customer nor a promise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.cases.handoff import hand_off
from amends.db.tables import ConversationRow
from amends.desk.queries.counting import counts
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.desk.snoozing import LONGEST, Snoozing
from amends.errors import CannotBeDone, Conflict, NotFound
from tests.desk_core.scene import ANNA, BO, NOW, SUSAN


@pytest.fixture
def snoozing(desk):
    return Snoozing(desk.context)


def listed(desk, view, actor=ANNA):
    with desk.database.read() as session:
        found, total = queue(session, actor, Filters(view=view), desk.now, 0, 50)
        assert total == len(found) == counts(session, actor, desk.now)[view]
    return [each.number for each in found]


def test_it_is_elsewhere_until_its_time_and_then_back(desk, snoozing):
    number, other = desk.case(), desk.case(issue="outage")
    desk.case_actions.claim(ANNA, number)
    snoozing.snooze(ANNA, number, desk.now + timedelta(hours=4))
    assert listed(desk, "todo") == [other]
    assert (listed(desk, "mine"), listed(desk, "snoozed")) == ([], [number])
    assert number in listed(desk, "open")
    desk.later(hours=4)
    assert listed(desk, "mine") == [number]
    assert listed(desk, "snoozed") == []


def test_it_is_back_as_soon_as_the_customer_writes(desk, snoozing):
    number = desk.case()
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1))
    assert listed(desk, "free") == []
    desk.later(minutes=1)
    desk.customer(desk.talk(number).id, "Are you there?")
    assert listed(desk, "free") == [number]


def test_it_is_back_when_the_answer_is_due(desk, snoozing):
    number = desk.case()
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=10))
    desk.later(days=3)
    assert listed(desk, "todo") == [number]


def test_it_is_taken_up_before_its_time(desk, snoozing):
    number = desk.case()
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1))
    snoozing.wake(BO, number)
    snoozing.wake(BO, number)
    assert listed(desk, "todo") == [number]
    assert desk.told(number)[-2:] == ["snoozed", "woken"]


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), NOW + LONGEST + timedelta(seconds=1)])
def test_a_time_that_is_over_or_too_far_ahead_is_refused(desk, snoozing, until):
    number = desk.case()
    with pytest.raises(CannotBeDone):
        snoozing.snooze(ANNA, number, until)
    assert listed(desk, "todo") == [number]


def test_a_closed_case_is_not_put_off_and_nobody_puts_off_another_merchants(desk, snoozing):
    number = desk.case()
    with pytest.raises(NotFound):
        snoozing.snooze(replace(ANNA, merchants=frozenset({"itnet"})), number, desk.now + timedelta(hours=1))
    desk.case_actions.close(SUSAN, number)
    with pytest.raises(CannotBeDone):
        snoozing.snooze(ANNA, number, desk.now + timedelta(hours=1))


def test_it_is_back_when_the_customer_writes_in_another_chat_about_it(desk, snoozing):
    number, other = desk.case(), desk.chat()
    with desk.database.begin() as session:
        session.get_one(ConversationRow, other).case_id = desk.row(number).id
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1))
    assert (listed(desk, "todo"), listed(desk, "snoozed")) == ([], [number])
    desk.later(minutes=1)
    desk.customer(other, "Are you there?")
    assert (listed(desk, "todo"), listed(desk, "snoozed")) == ([number], [])


def test_it_is_back_whenever_it_comes_to_a_person(desk, snoozing):
    number = desk.case()
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1))
    with desk.database.begin() as session:
        case = desk.row(number, session)
        hand_off(session, case, case.due_at, "worker", desk.now)
    assert listed(desk, "todo") == [number]


def test_what_the_customer_wrote_unseen_is_not_put_off(desk, snoozing):
    number, seen = desk.case(), desk.now
    desk.later(seconds=1)
    desk.customer(desk.talk(number).id, "It works again!")
    desk.later(seconds=1)
    with pytest.raises(Conflict):
        snoozing.snooze(ANNA, number, desk.now + timedelta(days=1), seen=seen)
    assert listed(desk, "todo") == [number]
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1), seen=desk.now)
    assert listed(desk, "todo") == []
