"""What no source tells is neither a yes nor a no: no denial and no payment rests on it."""

import pytest

from amends.policy.engine import trace
from amends.policy.inputs import question_of
from amends.policy.quantities import QUANTITIES
from amends.policy.rules import amount_of
from amends.policy.terms import TERMS, Condition, NotTold
from tests.policy import generate
from tests.policy.written import facts

UNKNOWN = {"activation": {"status": None}, "usage": None, "incidents": None, "billing": None}
HANG_ON_IT = {
    "activated", "mis_activated", "blocked_by", "activation_failed", "attempts_left", "used", "used_up",
    "incident_found", "incident_cause", "incident_resolved", "incident_took_money", "fixed_in_time",
    "overcharged_money", "overcharged_units", "valid_until_known",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HANG_ON_IT))
def test_a_word_about_them_is_unknown_whatever_is_asked_of_it(name):
    term = TERMS[name]
    found = facts(**UNKNOWN)
    for answer in term.answers:
        condition = Condition(term, frozenset({answer}))
        assert condition.truth(found) is None
        assert condition.told(found)[name] is None
        assert condition.unknown(found) == (name,)


def test_no_other_word_changes_its_answer():
    told = facts(activation={"status": "none"}, usage={})
    untold = facts(**UNKNOWN)
    for name in sorted(name for name in TERMS.keys() - HANG_ON_IT if not TERMS[name].needs):
        assert TERMS[name].answer(told) == TERMS[name].answer(untold), name


def test_nor_does_a_figure_stand_for_what_is_not_known():
    found = facts(**UNKNOWN)
    names = ("used_percent", "activation_attempts", "units_overcharged", "overcharged_amount")
    assert [QUANTITIES[name].value(found) for name in names] == [None] * 4
    assert amount_of("unused_share", found) is None


def test_an_incident_that_is_known_not_to_be_is_none():
    assert TERMS["incident_cause"].answer(facts(incidents=[])) is None
    assert TERMS["incident_cause"].answer(facts(**UNKNOWN)) is NotTold.IT


def test_what_is_decided_without_them_is_decided_so_whatever_they_are(policies):
    decided = 0
    for line in generate.cases(1500, seed=11):
        if line["order"] is None:
            continue
        asked = question_of(line, policies)
        untold = question_of(line | {"order": line["order"] | UNKNOWN}, policies)
        found = trace(untold.policy, untold.order, untold.claim, untold.now)
        if found.decision.outcome in {"approve", "deny", "offer", "wait"}:
            decided += 1
            assert trace(asked.policy, asked.order, asked.claim, asked.now).rows == found.rows, line
    assert decided > 100
