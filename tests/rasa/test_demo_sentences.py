"""What the guide of the demo tells people to say leads where it says, by the trained model and the policies."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from amends import clock
from amends.assistant.hearing import ISSUE_SURE
from amends.assistant.issues import ISSUE_OF_INTENT, SIBLINGS
from amends.orders.order import Order
from amends.policy.engine import decide
from amends.policy.loader import load_all
from demo.orders.scenarios import Scenario, scenarios
from tests.rasa.server import PYTHON, ROOT

POLICIES = load_all(ROOT / "policies")
WITHOUT_AN_INTENT = {"external_problem", "other"}
"""Problems that are picked from the buttons: what was not understood, or only guessed, has them put."""


@pytest.fixture(scope="module")
def understood(model: Path) -> dict[str, tuple[str, float]]:
    """Each sentence without its stage directions, and what the model makes of it."""
    said = sorted({_said(scenario) for scenario in scenarios()})
    done = subprocess.run(
        [str(PYTHON), "-m", "tests.rasa.phrases_parse", str(model)],
        cwd=ROOT, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}, text=True, capture_output=True, check=False,
        input=json.dumps(said),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return {text: (intent, sure) for text, (intent, sure) in zip(said, json.loads(done.stdout), strict=True)}


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: f"{scenario.number} {scenario.say}")
def test_a_sentence_of_the_demo_leads_where_its_scenario_says(
    scenario: Scenario, understood: dict[str, tuple[str, float]]
) -> None:
    intent, sure = understood[_said(scenario)]
    wanted = scenario.claim.get("issue", "other")
    if intent == "request_refund":
        return  # the problem is asked for
    issue = ISSUE_OF_INTENT.get(intent)
    if wanted in WITHOUT_AN_INTENT:
        assert intent == "nlu_fallback" or (issue is not None and sure < ISSUE_SURE), intent
        return
    assert sure >= ISSUE_SURE
    assert issue is not None, intent
    assert wanted == issue or wanted in SIBLINGS.get(issue, ()) or _decides_alike(scenario, issue), issue


def _decides_alike(scenario: Scenario, issue: str) -> bool:
    now = clock.now()
    document = scenario.document(now)
    order = None if document is None else Order.from_json(document)
    policy = POLICIES[scenario.merchant].in_force(None if order is None else order.placed_at)
    decision = decide(policy, order, replace(scenario.claim_at(now), issue=issue), now)
    return (decision.row, decision.outcome) == (scenario.decides, scenario.outcome)


def _said(scenario: Scenario) -> str:
    return scenario.say.split(" (", maxsplit=1)[0]
