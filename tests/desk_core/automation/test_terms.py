"""The words of rules: closed, typed, and honest about what is not known."""

from dataclasses import replace
from decimal import Decimal

import pytest

from amends.desk.automation import actions
from amends.desk.automation.actions import Action, ActionKind
from amends.desk.automation.facts import Event, Facts
from amends.desk.automation.rules import Rule
from amends.desk.automation.terms import TERMS, Condition, Kind, checked
from amends.errors import CannotBeDone
from amends.money import Money

FACTS = Facts(
    issue="outage", channel="telegram", language="nb", priority="high", labels=frozenset({"vip"}), team="3",
    is_assigned=False, is_answered=True, is_open=False, words="Nettet er nede IGJEN, svindel!",
    total=Money(Decimal("490.00"), "NOK"),
)  # fmt: skip
OWN = {"team": {"First line": "3"}, ActionKind.ASSIGN: {"Anna Vik": "ag_1"}, ActionKind.DRAFT: {"sorry": "sorry"}}


@pytest.mark.parametrize(
    ("term", "typed", "holds"),
    [
        ("issue", "outage, cancel", True), ("issue", "cancel", False),
        ("channel", "Telegram", True), ("channel", "chat window", False),
        ("language", "norwegian", True), ("language", "nl", False),
        ("priority", "HIGH, urgent", True), ("priority", "low", False),
        ("label", "VIP", True), ("label", "press", False),
        ("team", "first line", True),
        ("words", "igjen", True), ("words", "nett", False), ("words", "er nede", True),
        ("total", "490 NOK", True), ("total", "490,01 NOK", False),
        ("assigned", "no", True), ("answered", "no", False), ("open", "no", True),
    ],
)  # fmt: skip
def test_a_condition_holds_or_not_and_its_opposite_the_other_way(term, typed, holds):
    condition = checked(term, typed, negated=False, own=OWN)
    assert condition.holds(FACTS) is holds
    assert replace(condition, negated=True).holds(FACTS) is (not holds)


def test_every_term_is_tried_here():
    tried = test_a_condition_holds_or_not_and_its_opposite_the_other_way.pytestmark[0].args[1]
    assert {term for term, _, _ in tried} == set(TERMS)


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (Condition("total", ("10 NOK",)), replace(FACTS, total=None)),
        (Condition("total", ("10 EUR",)), FACTS),
        (Condition("channel", ("web",)), replace(FACTS, channel=None)),
        (Condition("words", ("hei",)), replace(FACTS, words="  ")),
    ],
)
def test_what_is_not_known_is_neither_so_nor_not(condition, facts):
    assert condition.holds(facts) is None
    assert replace(condition, negated=True).holds(facts) is None
    for each in (condition, replace(condition, negated=True)):
        assert not Rule("r", Event.CAME, (each,), ()).fits(facts)


def test_all_conditions_have_to_hold_and_none_is_always():
    yes, no = Condition("priority", ("high",)), Condition("priority", ("low",))
    assert Rule("r", Event.CAME, (), ()).fits(FACTS)
    assert Rule("r", Event.CAME, (yes, yes), ()).fits(FACTS)
    assert not Rule("r", Event.CAME, (yes, no), ()).fits(FACTS)


@pytest.mark.parametrize(
    ("term", "typed", "said"),
    [
        ("nonsense", "x", "Choose what each condition asks"),
        ("issue", "", "write what"),
        ("issue", "love", "there is no love. Use: "),
        ("team", "Second line", "there is no Second line. Use: First line."),
        ("total", "much", "an amount with its currency"),
        ("label", ",".join(["x" * 61]), "20 values at most"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_words_that_there_are(term, typed, said):
    with pytest.raises(CannotBeDone, match=said):
        checked(term, typed, negated=False, own=OWN)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("label", " VIP  customer ", "VIP customer"), ("priority", "Urgent", "urgent"), ("team", "first line", "3"),
        ("assign", "anna vik", "ag_1"), ("snooze", "02", "2"), ("draft", "sorry", "sorry"),
    ],
)  # fmt: skip
def test_an_action_is_kept_by_what_it_means(kind, typed, kept):
    assert actions.checked(kind, typed, OWN) == Action(ActionKind(kind), kept)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("refund", "all", "Choose what each action does"), ("reply", "hello", "Choose what each action does"),
        ("label", "x" * 41, "40 characters"), ("priority", "now", "low, normal, high, urgent"),
        ("snooze", "0", "1 to 60 days"), ("snooze", "0060999999", "1 to 60 days"),
        ("snooze", "9" * 5000, "1 to 60 days"), ("assign", "Nobody", "there is no Nobody. Use: Anna Vik"),
        ("team", "", "write what"),
    ],
)  # fmt: skip
def test_an_action_that_cannot_be_is_refused(kind, typed, said):
    with pytest.raises(CannotBeDone, match=said):
        actions.checked(kind, typed, OWN)


def test_no_action_pays_decides_or_answers():
    assert {str(kind) for kind in ActionKind} == {
        "label", "unlabel", "priority", "team", "assign", "snooze", "draft", "notify"
    }  # fmt: skip


def test_choices_have_a_word_for_each_value():
    for term in TERMS.values():
        assert (term.kind is Kind.CHOICE) == bool(term.choices or term.is_of_merchant)
