"""Who takes a case: never somebody who has enough, is not there, or does not take its kind."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.desk.teams.choosing import Person, Work, choose

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
WORK = Work("nb", "outage")
PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.integers(0, 30).map("ag_{:02}".format),
        name=st.just("A"),
        languages=st.frozensets(st.sampled_from(["en", "nb", "nl"])),
        issues=st.frozensets(st.sampled_from(["outage", "cancel"])),
        most=st.integers(0, 5),
        load=st.integers(0, 6),
        here=st.booleans(),
        given_at=st.none() | st.integers(0, 500).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    ),
    max_size=8,
    unique_by=lambda person: person.id,
)


@given(PEOPLE)
def test_only_somebody_who_can_is_chosen_and_somebody_always_where_anybody_can(people):
    chosen = choose(WORK, people)
    able = [
        each
        for each in people
        if each.here
        and each.load < each.most
        and (not each.languages or "nb" in each.languages)
        and (not each.issues or "outage" in each.issues)
    ]
    assert (chosen is None) == (not able)
    if chosen is not None:
        assert chosen in able
        assert chosen.load == min(each.load for each in able)


@given(PEOPLE, st.randoms())
def test_the_order_in_which_people_are_told_makes_no_difference(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    assert choose(WORK, people) == choose(WORK, shuffled)


@given(PEOPLE, st.integers(0, 40))
def test_however_many_come_nobody_gets_more_than_they_take(people, cases):
    given_to = Counter()
    for number in range(cases):
        chosen = choose(WORK, people)
        if chosen is None:
            break
        given_to[chosen.id] += 1
        at = NOW + timedelta(minutes=number)
        people = [replace(p, load=p.load + 1, given_at=at) if p.id == chosen.id else p for p in people]
    assert all(person.load <= max(person.most, 6) for person in people)
    assert all(person.load <= person.most for person in people if given_to[person.id])


def test_of_those_with_as_many_whoever_got_none_for_longest_is_next():
    people = [
        Person("ag_1", "A", given_at=NOW),
        Person("ag_2", "B", given_at=NOW - timedelta(minutes=5)),
        Person("ag_3", "C"),
    ]
    order = []
    for number in range(6):
        chosen = choose(WORK, people)
        order.append(chosen.id)
        at = NOW + timedelta(minutes=number + 1)
        people = [replace(p, load=p.load + 1, given_at=at) if p.id == chosen.id else p for p in people]
    assert order == ["ag_3", "ag_2", "ag_1", "ag_3", "ag_2", "ag_1"]
