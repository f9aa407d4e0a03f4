"""What the guide of the demo tells people to say leads where it says, by the trained model and the policies."""

from dataclasses import replace

import pytest

from amends import clock
from amends.orders.order import Order
from amends.policy.engine import decide
from amends.reading.issues import ISSUE_OF_INTENT, SIBLINGS
from amends.reading.thresholds import NAMES_A_PROBLEM
from demo.orders.scenarios import Scenario, scenarios
from tests.rasa.understanding import Understanding
from tests.shipped import policies

POLICIES = policies()
WITHOUT_AN_INTENT = {"other"}
"""Problems that are picked from the buttons: what was not understood, or only guessed, has them put."""


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: f"{scenario.number} {scenario.say}")
def test_a_sentence_of_the_demo_leads_where_its_scenario_says(scenario: Scenario, understood: Understanding) -> None:
    [(intent, sure, *_)] = understood([_said(scenario)])
    wanted = scenario.claim.get("issue", "other")
    if intent == "request_refund":
        return  # the problem is asked for
    issue = ISSUE_OF_INTENT.get(intent)
    if wanted in WITHOUT_AN_INTENT:
        assert intent == "nlu_fallback" or (issue is not None and sure < NAMES_A_PROBLEM), intent
        return
    assert sure >= NAMES_A_PROBLEM
    assert issue is not None, intent
    assert wanted == issue or wanted in SIBLINGS.get(issue, ()) or _decides_alike(scenario, issue), issue


def _decides_alike(scenario: Scenario, issue: str) -> bool:
    now = clock.now()
    document = scenario.document(now)
    order = None if document is None else Order.from_json(document)
    policy = POLICIES[scenario.merchant].in_force(now if order is None else order.placed_at)
    decision = decide(policy, order, replace(scenario.claim_at(now), issue=issue), now)
    return (decision.row, decision.outcome) == (scenario.decides, scenario.outcome)


def _said(scenario: Scenario) -> str:
    return scenario.say.split(" (", maxsplit=1)[0]
