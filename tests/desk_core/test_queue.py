"""The queue: what stands in which tab, counted as it is listed."""

from dataclasses import replace
from datetime import timedelta

from amends.desk import change_marks
from amends.desk.queries.counting import counts
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.desk.queries.waiting import waiting
from tests.desk_core.scene import ANNA, BO, SUSAN, Desk
from tests.remedies.scene import an_order

TABS = ("todo", "mine", "free", "late", "second", "snoozed", "open")


def look(desk, actor=ANNA, **filters):
    with desk.database.read() as session:
        return queue(session, actor, Filters(**filters), desk.now, 0, 50)


def test_each_tab_counts_what_it_lists(desk):
    desk.case()
    taken, claimed = desk.case(issue="outage"), desk.case(issue="cancel")
    desk.takeover.take_over(BO, taken)
    desk.case_actions.claim(ANNA, claimed)
    desk.case_actions.close(SUSAN, desk.case(issue="billing_error"))
    desk.now += timedelta(days=4)
    with desk.database.read() as session:
        counted = counts(session, ANNA, desk.now)
    assert counted == {tab: look(desk, view=tab)[1] for tab in TABS}
    assert counted == {"todo": 3, "mine": 1, "free": 1, "late": 3, "second": 0, "snoozed": 0, "open": 3}


def test_an_empty_desk_counts_nothing(desk):
    with desk.database.read() as session:
        assert counts(session, ANNA, desk.now) == dict.fromkeys(TABS, 0)


def test_a_line_says_what_it_is_about_and_whose_word_is_the_last(desk):
    number = desk.case()
    talk = desk.row(number).conversation_id
    desk.customer(talk, "NN-10023")
    (line,), _ = look(desk)
    assert (line.about, line.last_words, line.taken, line.waiting) == ("It never came.", "", False, False)
    desk.takeover.take_over(ANNA, number)
    desk.customer(talk, "Hello, are you there?")
    (line,), _ = look(desk)
    assert (line.last_words, line.taken, line.waiting) == ("Hello, are you there?", True, True)
    desk.replying.reply(ANNA, number, "Hello.")
    assert look(desk)[0][0].waiting is False


def test_what_waits_for_a_second_person_is_found_by_those_who_can_be_one(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    number = desk.reviewed("20000.00")
    ruled = desk.decides.approve_recommended(ANNA, number)
    assert [line.number for line in look(desk, SUSAN, view="second")[0]] == [number]
    assert look(desk, ANNA, view="second")[0] == [], "nobody is their own second person"
    desk.approvals.refuse(SUSAN, ruled.approval_id)
    assert look(desk, SUSAN, view="second")[0] == []


def test_of_those_with_the_same_promise_the_first_is_the_first(desk):
    numbers = [desk.case(issue=issue) for issue in ("not_activated", "outage", "cancel")]
    assert [line.number for line in look(desk)[0]] == numbers


def test_the_words_shown_are_the_customers_own(desk):
    number = desk.case(explanation=None)
    talk = desk.row(number).conversation_id
    bill = "My bill of last month is far too high, and nobody tells me why."
    for text in ("NN-10007 ola.berg@example.com", bill, "beheer@example.com"):
        desk.customer(talk, text)
    desk.presses(talk, "Talk to a person", "/talk_to_human")
    (line,), _ = look(desk)
    assert (line.about, line.last_words) == (bill, "")
    desk.customer(talk, "I am still waiting")
    desk.presses(talk, "Yes, I accept", "/accept")
    (line,), _ = look(desk)
    assert (line.about, line.last_words) == (bill, "I am still waiting")


def test_the_same_words_are_not_shown_twice_because_of_the_space_between_them(desk):
    """A mail's subject stands apart from its words; what was told of the claim does not have that."""
    number = desk.case(explanation="My order The monitoring was never switched on.")
    desk.customer(desk.row(number).conversation_id, "My order\n\nThe monitoring was never switched on.")
    (line,), _ = look(desk)
    assert line.last_words == ""


def test_what_a_second_person_refuses_comes_back_to_whoever_asked(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    number = desk.reviewed("20000.00")
    ruled = desk.decides.approve_recommended(ANNA, number)
    assert [line.number for line in look(desk, ANNA, view="mine")[0]] == [number], "whoever asks has the case"
    desk.approvals.refuse(SUSAN, ruled.approval_id, "Ask for the receipt first")
    (line,), _ = look(desk, ANNA, view="mine")
    assert (line.returned, line.pending) == (True, False)
    assert [(each.number, each.mine) for each in waits_for(desk, ANNA)] == [(number, True)]
    assert "Susan refused" in waits_for(desk, ANNA)[0].text
    assert desk.notices(ANNA, number) == ["refused"]
    assert waits_for(desk, ANNA) == []
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="abuse")
    assert not any(line.returned for line in look(desk, ANNA, view="closed")[0])


def waits_for(desk, actor):
    with desk.database.read() as session:
        return waiting(session, actor)


def test_a_customer_who_answers_waits_for_whoever_has_the_chat_until_they_are_answered(desk):
    number = desk.case()
    talk = desk.row(number).conversation_id
    desk.takeover.take_over(ANNA, number)
    assert waits_for(desk, ANNA) == []
    desk.customer(talk, "Are you there?")
    (first,) = waits_for(desk, ANNA)
    assert (first.number, first.mine) == (number, True)
    assert waits_for(desk, BO) == []
    desk.customer(talk, "Hello?")
    assert waits_for(desk, ANNA)[0].key != first.key
    desk.replying.reply(ANNA, number, "Yes, here.")
    assert waits_for(desk, ANNA) == []


def test_a_chat_that_nobody_has_waits_for_everybody_of_its_merchant(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    desk.case_actions.transfer(ANNA, number, None)
    desk.customer(desk.row(number).conversation_id, "Anybody?")
    assert [(each.number, each.mine) for each in waits_for(desk, BO)] == [(number, False)]
    assert waits_for(desk, replace(BO, merchants=frozenset({"itnet"}))) == []


def test_the_mark_of_the_queue_follows_what_is_written_in_a_persons_chat_and_in_no_other(desk):
    def mark():
        with desk.database.read() as session:
            return change_marks.of_queue(session)

    number = desk.case()
    talk = desk.row(number).conversation_id
    before = mark()
    desk.customer(talk, "to the bot")
    assert mark() == before
    desk.takeover.take_over(ANNA, number)
    before = mark()
    desk.customer(talk, "to Anna")
    assert mark() != before


def test_a_closed_case_in_whose_chat_a_person_still_is_stands_first(desk):
    desk.case()
    talking = desk.case(issue="outage")
    desk.takeover.take_over(ANNA, talking)
    desk.case_actions.close(ANNA, talking, "bye")
    assert look(desk)[0][0].number == talking
    assert [line.number for line in look(desk, view="closed")[0]] == [talking]
