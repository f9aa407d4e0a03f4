"""The right ends of the scenarios are what the policies say of the demo orders' records, worked out without any bot."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.claims.claim import Claim
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, Remedy
from amends.policy.engine import decide
from simulate.scenario import RightEnd, Scenario, scenarios
from tests.shipped import policies

MOVED = {
    Remedy.FULL_REFUND: "refund",
    Remedy.PARTIAL_REFUND: "refund",
    Remedy.SERVICE_CREDIT: "credit",
    Remedy.REACTIVATION: "reactivation",
    Remedy.REPLACEMENT_SERVICE: "replacement",
    Remedy.TECHNICAL_CORRECTION: "technical_correction",
    Remedy.ACCOUNT_CORRECTION: "account_correction",
}
OUTCOMES = {Outcome.DENY: "deny", Outcome.REVIEW: "review", Outcome.WAIT: "wait"}
PICTURES = {"payment_confirmation", "error_screenshot", "invoice"}
CARRIED_THROUGH = {
    "plain", "typos", "careless", "buttons", "all_at_once", "out_of_order", "chatty", "angry", "interrupts",
    "corrects_order", "corrects_problem", "changes_back", "haggles", "staff", "injects", "away", "comes_back",
    "switches",
}  # fmt: skip
"""Habits that change nothing of what is owed."""
LEFT_UNDONE = {"silent", "changes_mind", "wants_person", "disagrees"}
CLAIMED = [each for each in scenarios() if each.habit in CARRIED_THROUGH and each.right.cases]


def due(scenario: Scenario) -> RightEnd:
    """What the policy's engine says to somebody who answers all that is asked and has no picture."""
    now = datetime.now(UTC)
    document = scenario.demo.document(now)
    claim = replace(scenario.demo.claim_at(now), issue=scenario.goal, evidence=(), explanation="It is as I say.")
    claim = replace(claim, service_name=document["product"]["name"], error_message=claim.error_message or "none")
    return end_of(scenario, claim, Order.from_json(document), now)


def end_of(scenario: Scenario, claim: Claim, order: Order, now: datetime) -> RightEnd:
    decision = decide(policies()[scenario.demo.merchant].in_force(order.placed_at), order, claim, now)
    if decision.outcome == Outcome.OFFER:
        return end_of(scenario, replace(claim, accepts=scenario.facts.accepts), order, now)
    if decision.outcome == Outcome.NEED_INFORMATION:
        return RightEnd(("review",) if set(decision.missing) <= PICTURES else ("on_hold",))
    if decision.outcome != Outcome.APPROVE:
        return RightEnd((OUTCOMES[decision.outcome],))
    moves = tuple(moved(decision))
    return RightEnd(("review",)) if scenario.facts.refuses else RightEnd(("approve",), moves)


def moved(decision: Decision) -> list[str]:
    amount = decision.amount
    money = "" if amount is None else f" {amount.as_json()['amount']} {amount.currency}"
    done = [f"{MOVED[decision.remedy]}{money}"] if decision.remedy in MOVED else []
    return done + ["cancellation"] * decision.cancels_order


@pytest.mark.parametrize("scenario", CLAIMED, ids=lambda scenario: scenario.id)
def test_the_right_end_is_what_the_policy_says(scenario):
    expected = due(scenario)
    assert (sorted(scenario.right.cases), sorted(scenario.right.moves)) == (
        sorted(expected.cases),
        sorted(expected.moves),
    )


def test_nothing_is_owed_to_who_asks_for_nothing():
    undone = [each for each in scenarios() if each.habit in LEFT_UNDONE]
    assert undone
    assert not [each.id for each in undone if each.right.moves]
