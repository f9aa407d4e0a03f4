"""What holds for every decision, whatever the case."""

import json
from copy import deepcopy
from datetime import datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from amends import contracts
from amends.claims.claim import Claim
from amends.policy.engine import declined, trace
from amends.policy.inputs import question_of
from amends.policy.rules import CLAIM_ITEMS
from tests.policy.generate import case
from tests.shipped import policies

POLICIES = policies()
chances = st.integers(0, 2**48).map(Random)
many = settings(max_examples=200, deadline=None)


def decided(line):
    asked = question_of(line, POLICIES)
    return asked, trace(asked.policy, asked.order, asked.claim, asked.now)


def everything(decision):
    return [decision] if decision.recommended is None else [decision, decision.recommended]


@many
@given(chances)
def test_no_amount_exceeds_what_is_refundable(chance):
    asked, traced = decided(case(chance))
    for decision in everything(traced.decision):
        if decision.amount is not None:
            captured = [payment for payment in asked.order.payments if payment.status == "captured"]
            refundable = sum(payment.remaining.amount for payment in captured)
            assert 0 < decision.amount.amount <= refundable
            assert decision.amount == decision.amount.rounded()


@many
@given(chances)
def test_a_decision_has_the_contracts_shape_and_cites_clauses_that_exist(chance):
    asked, traced = decided(case(chance))
    contracts.check("decision", traced.decision.as_json())
    assert traced.decision.clauses
    assert tuple(reason.clause for reason in traced.decision.reasons) == traced.decision.clauses
    for clause_id in {*traced.decision.clauses, *traced.decision.shown_clauses}:
        clause = asked.policy.clause(clause_id)
        assert clause.id == clause_id
        assert not clause.information
    assert {*traced.decision.shown_clauses} <= {*traced.decision.clauses}


@many
@given(chances)
def test_what_is_due_lies_ahead(chance):
    asked, traced = decided(case(chance))
    if traced.decision.outcome in {"review", "wait"}:
        assert isinstance(traced.decision.due_at, datetime)
        assert traced.decision.due_at >= asked.now


@many
@given(chances)
def test_no_approval_goes_above_the_limit_or_into_a_currency_without_one(chance):
    asked, traced = decided(case(chance))
    decision = traced.decision
    if decision.outcome == "approve" and decision.amount is not None:
        assert decision.amount.amount <= asked.policy.settings.approval_limits[decision.amount.currency]
    if decision.recommended is not None:
        limit = asked.policy.settings.approval_limits.get(decision.recommended.amount.currency)
        assert decision.outcome == "review"
        assert limit is None or decision.recommended.amount.amount > limit
        assert (decision.row, decision.clauses) == (decision.recommended.row, decision.recommended.clauses)


@many
@given(chances)
def test_the_same_input_gives_the_same_bytes(chance):
    line = case(chance)
    again = json.loads(json.dumps(line))
    assert json.dumps(decided(line)[1].decision.as_json()) == json.dumps(decided(again)[1].decision.as_json())


@many
@given(chances)
def test_no_completeness_question_is_asked_in_vain(chance):
    """Whatever the answers, the case does not end in a denial; and with them it is ready."""
    line = case(chance)
    _, traced = decided(line)
    decision = traced.decision
    if decision.row not in {"N06", "I07b"}:
        return
    assert {*decision.missing} <= {*CLAIM_ITEMS}
    for item in decision.missing:
        assert not (line["claim"][item] or "").strip()
    answered = deepcopy(line)
    answered["claim"] |= dict.fromkeys(decision.missing, "Said now.")
    after = decided(answered)[1].decision
    assert after.outcome not in {"deny", "need_information"}
    assert after.row == traced.rows[-2]


@many
@given(chances)
def test_a_denial_asks_for_nothing_and_promises_no_remedy(chance):
    decision = decided(case(chance))[1].decision
    if decision.outcome == "deny":
        assert decision.missing == decision.options == ()
        assert decision.remedy is decision.amount is decision.due_at is None
    else:
        assert decision.rights == ()


@many
@given(chances)
def test_a_right_named_with_a_denial_is_kept_when_it_is_used(chance):
    line = case(chance)
    asked, traced = decided(line)
    for right in traced.decision.rights:
        for moment in (line["now"], right.until.isoformat()):
            used = deepcopy(line) | {"now": moment}
            used["claim"] |= {"issue": "withdraw", "opened_at": moment}
            row = decided(used)[1].decision.row
            customer = line["order"]["customer"]
            assert row in ({"W01b"} if None in {customer["consumer"], customer["country"]} else {"W05", "W06"})
        assert asked.claim.issue != "withdraw"


@many
@given(chances)
def test_a_withdrawal_never_waits_for_an_explanation(chance):
    line = case(chance, issue="withdraw")
    assert decided(line)[1].decision.row not in {"N06", "I07b"}


@many
@given(chances, st.sampled_from(["fraud", "abuse", "security", "chargeback", "legal"]), st.booleans())
def test_no_kind_of_review_can_be_told_from_another(chance, kind, held):
    """Nothing that reaches the customer differs: outcome, row, time, clauses shown, and the facts beside those."""
    line = case(chance, merchant="itnet")
    if line["order"] is None or line["claim"]["email"] is None:
        return
    seen = []
    for reviews, hold_reason in (([kind], None), (["fraud"], None), ([], "legal_check" if held else "account_review")):
        changed = deepcopy(line)
        changed["order"] |= {"account": {"reviews": reviews}, "hold_reason": hold_reason}
        decision = decided(changed)[1].decision.as_json()
        decision["reasons"] = [
            reason for reason in decision["reasons"] if reason["clause"] in decision["shown_clauses"]
        ]
        seen.append(json.dumps(decision))
    assert seen[0] == seen[1] == seen[2]


@many
@given(chances)
def test_a_declined_remedy_goes_to_a_person_with_the_remedy_recommended(chance):
    asked, traced = decided(case(chance))
    if traced.decision.outcome == "approve":
        review = declined(asked.policy, traced.decision, asked.now)
        assert (review.outcome, review.recommended) == ("review", traced.decision)


@many
@given(chances)
def test_a_claim_survives_its_own_json(chance):
    claim = question_of(case(chance), POLICIES).claim
    assert Claim.from_json(claim.as_json()) == claim
