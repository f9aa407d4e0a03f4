"""The queue: what stands in which tab, counted as it is listed."""

from datetime import timedelta

from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import counts, queue
from tests.desk_core.scene import ANNA, BO, SUSAN, Desk
from tests.remedies.scene import an_order

TABS = ("todo", "mine", "free", "late", "second", "open")


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
    assert counted == {"todo": 3, "mine": 1, "free": 1, "late": 3, "second": 0, "open": 3}


def test_an_empty_desk_counts_nothing(desk):
    with desk.database.read() as session:
        assert counts(session, ANNA, desk.now) == dict.fromkeys(TABS, 0)


def test_a_line_says_what_it_is_about_and_whose_word_is_the_last(desk):
    number = desk.case()
    talk = desk.row(number).conversation_id
    desk.customer(talk, "NN-10023")
    (line,), _ = look(desk)
    assert (line.about, line.last_words, line.taken, line.waiting) == ("It never came.", "NN-10023", False, False)
    desk.takeover.take_over(ANNA, number)
    desk.customer(talk, "Hello?")
    (line,), _ = look(desk)
    assert (line.last_words, line.taken, line.waiting) == ("Hello?", True, True)
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


def test_a_closed_case_in_whose_chat_a_person_still_is_stands_first(desk):
    desk.case()
    talking = desk.case(issue="outage")
    desk.takeover.take_over(ANNA, talking)
    desk.case_actions.close(ANNA, talking, "bye")
    assert look(desk)[0][0].number == talking
    assert [line.number for line in look(desk, view="closed")[0]] == [talking]
