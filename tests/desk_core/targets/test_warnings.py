"""Somebody is told before a reply is late, and when it is; each once."""

from datetime import timedelta

import pytest

from amends.accounts import account
from amends.desk.actor import Actor
from amends.desk.snoozing import Snoozing
from amends.desk.targets import keeping
from amends.desk.targets.warnings import Warnings
from tests.desk_core.scene import MERCHANTS, RULES

TARGETS = RULES["norrnet"].targets


@pytest.fixture
def desk(desk):
    keeping.watch(desk.database, MERCHANTS, RULES)
    return desk


@pytest.fixture
def people(desk):
    """An agent, a supervisor, and a supervisor of another merchant."""
    made = {}
    with desk.database.begin() as session:
        for name, role, merchant in (("Anna", "agent", "norrnet"), ("Susan", "supervisor", "norrnet"),
                                     ("Sten", "supervisor", "itnet")):  # fmt: skip
            made[name] = account.add(
                session, name=name, email=f"{name}@example.com", role=role, merchants=(merchant,),
                password="correct horse battery", now=desk.now,
            )  # fmt: skip
    return {name: Actor(each.id, each.name, each.role, each.merchants) for name, each in made.items()}


def told(desk, number, people):
    return {name: desk.notices(each, number) for name, each in people.items()}


def look(desk):
    return Warnings(desk.context).look()


def test_whoever_has_the_case_is_told_before_and_everybody_who_leads_once_it_is_late(desk, people):
    number = desk.case()
    desk.case_actions.claim(people["Anna"], number)
    desk.later(minutes=TARGETS.usual.first - TARGETS.warn - 1)
    assert look(desk) == 0
    desk.later(minutes=1)
    assert [look(desk), look(desk)] == [1, 0]
    assert told(desk, number, people) == {"Anna": ["reply_soon"], "Susan": [], "Sten": []}
    desk.later(minutes=TARGETS.warn)
    assert [look(desk), look(desk)] == [1, 0]
    assert told(desk, number, people) == {"Anna": ["reply_late"], "Susan": ["reply_late"], "Sten": []}
    assert desk.told(number)[-1] == "reply_late"


def test_of_a_case_that_nobody_has_those_who_lead_are_told(desk, people):
    number = desk.case()
    desk.later(minutes=TARGETS.usual.first - 1)
    look(desk)
    assert told(desk, number, people) == {"Anna": [], "Susan": ["reply_soon"], "Sten": []}


def test_nobody_is_told_of_what_was_answered(desk, people):
    number = desk.case()
    desk.replying.reply(people["Anna"], number, "Here I am.")
    desk.later(days=3)
    assert look(desk) == 0


def test_what_has_time_again_is_told_of_again(desk, people):
    number = desk.case()
    desk.later(minutes=TARGETS.usual.first - 1)
    look(desk)
    Snoozing(desk.context).snooze(people["Anna"], number, desk.now + timedelta(hours=1))
    assert look(desk) == 0
    desk.later(hours=1)
    assert look(desk) == 1
