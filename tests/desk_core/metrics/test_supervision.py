"""The figures come from what happened, of the range and the merchants that were asked for."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.assistant import nothing_understood
from amends.assistant.situation import Situation
from amends.desk.metrics.supervision import DEFINITIONS, Share, Supervision, supervision
from amends.desk.metrics.times import Answer, over_time
from amends.desk.unrecognised import kept
from amends.errors import NotFound, NotPermitted
from amends.reading.message import Message
from tests.desk_core.scene import ANNA, MERCHANTS, NOW, SUSAN, nok
from tests.remedies.scene import approval

DAY = timedelta(days=1)
OURS = frozenset({"norrnet"})


def figures(desk, since=NOW - DAY, until=NOW + DAY, actor=SUSAN, merchants=OURS):
    with desk.database.read() as session:
        return supervision(session, actor, MERCHANTS, merchants, since, until, desk.now)


def test_every_figure_has_its_definition():
    assert {field.name for field in fields(Supervision)} == set(DEFINITIONS)


def test_an_empty_range_has_no_times_and_no_shares(desk):
    found = figures(desk)
    assert (found.first_answer.median, found.containment.of_one, sum(found.satisfaction.values())) == (None, None, 0)


def test_an_agent_and_a_stranger_see_no_figures(desk):
    with pytest.raises(NotPermitted):
        figures(desk, actor=ANNA)
    with pytest.raises(NotFound):
        figures(desk, merchants=frozenset({"norrnet", "third"}))


def test_first_answer_counts_desk_time_and_who_still_waits(desk):
    answered = desk.reviewed()
    desk.case(issue="outage")
    desk.later(minutes=30)
    desk.replying.reply(ANNA, answered, "Hello")
    found = figures(desk).first_answer
    assert (found.count, found.unanswered) == (1, 1)
    assert found.median == pytest.approx(30)


def test_first_answers_are_shown_by_the_day_the_case_came(desk):
    for issue, minutes in (("not_activated", 10), ("outage", 50)):
        number = desk.reviewed(issue=issue)
        desk.later(minutes=minutes)
        desk.replying.reply(ANNA, number, "Hello")
    desk.later(days=2)
    desk.case(issue="cancel")
    midnight = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC)
    found = figures(desk, midnight, midnight + 3 * DAY).first_answer_over_time
    assert [(each.start, each.days, each.count) for each in found] == [
        (midnight, 1, 2), (midnight + DAY, 1, 0), (midnight + 2 * DAY, 1, 0),
    ]  # fmt: skip
    assert [each.median for each in found] == [pytest.approx(30), None, None]


@given(st.integers(1, 2000), st.lists(st.floats(0, 0.999), max_size=50), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_range_of_any_length_is_cut_into_stretches_that_hold_every_answer(days, places, first):
    since = datetime.combine(first, time(), ZoneInfo("Europe/Oslo"))
    until = datetime.combine(first + timedelta(days=days), time(), ZoneInfo("Europe/Oslo"))
    whole = until.astimezone(UTC) - since.astimezone(UTC)
    found = over_time([Answer(since.astimezone(UTC) + place * whole, 1.0) for place in places], since, until)
    assert sum(each.count for each in found) == len(places)
    assert len(found) <= 31
    assert len({each.days for each in found}) == 1
    assert sum(each.days for each in found) >= days
    assert {each.start.hour for each in found} == {0}


def test_containment_and_resolution_are_counted_apart(desk):
    by_a_person = desk.reviewed()
    desk.decides.approve_recommended(ANNA, by_a_person)
    desk.work()
    desk.case(to="abandoned", issue="cancel")
    desk.case(to="collecting", issue="outage")
    found = figures(desk)
    assert found.containment == Share(1, 2)  # an open case may still come to a person
    assert found.resolution == Share(1, 3)


def test_the_bots_own_endings_and_those_with_a_person_are_timed_apart(desk):
    desk.case(to="denied", issue="cancel")
    by_a_person = desk.reviewed()
    desk.later(minutes=90)
    desk.decides.approve_recommended(ANNA, by_a_person)
    desk.work()
    found = figures(desk)
    assert (found.resolution_by_bot.count, found.resolution_with_person.count) == (1, 1)
    assert found.resolution_by_bot.median == pytest.approx(0)
    assert found.resolution_with_person.median == pytest.approx(90, abs=5)


def test_outcomes_count_the_last_decision_of_each_case_and_overrides_their_clauses(desk):
    number = desk.case()
    desk.decide(number, approval(outcome="deny", amount=None, row="N09b"))
    assert figures(desk).outcomes == ((("N09b", "deny"), 1),)
    desk.decides.grant(ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="other", clauses=["2c"])
    found = figures(desk)
    assert found.outcomes == ((("desk", "approve"), 1),)
    assert found.clauses == ((("2c", "approve"), 1),)
    assert found.overrides == (("2a", 1),)


def test_clauses_of_several_merchants_are_told_apart(desk):
    desk.decide(desk.case(), approval())
    assert [name for (name, _), _ in figures(desk, merchants=frozenset({"norrnet", "itnet"})).clauses] == ["norrnet 2a"]


def test_what_lies_outside_the_range_or_at_other_merchants_is_not_counted(desk):
    desk.decide(desk.case(), approval())
    assert figures(desk, since=NOW + timedelta(seconds=1)).outcomes == ()
    assert figures(desk, merchants=frozenset({"itnet"})).outcomes == ()


def test_open_cases_are_counted_by_age_and_overdue_ones_among_them(desk):
    desk.case()
    desk.later(days=4)
    desk.case(issue="outage")
    assert [(age.label, age.open, age.breached) for age in figures(desk).ages] == [
        ("under 1 day", 1, 0),
        ("1 to 3 days", 0, 0),
        ("3 to 7 days", 1, 1),
        ("over 7 days", 0, 0),
    ]


def test_what_the_bot_did_not_understand_is_kept_once(desk):
    talk = desk.chat()
    desk.hear(talk, "It was never activated", "not_activated")
    desk.hear(talk, "flurble", "nlu_fallback")
    turn = str(desk.customer(talk, "wibble"))
    for _ in range(2):
        situation = Situation.read(desk.context.database, talk)
        nothing_understood.at_all(desk.context, situation, Message(turn, "wibble", desk.now, "nlu_fallback"))
    with desk.database.read() as session:
        found = kept.sentences(session, SUSAN, OURS, NOW - DAY, NOW + DAY)
    assert {(each.text, each.asked) for each in found} == {("flurble", "order_number"), ("wibble", None)}
    assert figures(desk).not_understood == 2


def test_a_message_that_is_understood_is_not_kept(desk):
    talk = desk.chat()
    desk.hear(talk, "It was never activated", "not_activated")
    desk.hear(talk, "NN-10023", "give_order_number")
    assert figures(desk).not_understood == 0
