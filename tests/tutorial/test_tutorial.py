"""docs/tutorial.md, followed to its end: what it says comes out."""

from datetime import UTC, datetime

from amends.orders.order import Order
from amends.policy.engine import decide
from amends.policy.loader import load_merchant
from demo.orders.scenarios import scenarios_beside
from tests.demo.test_demo_scenarios import check
from tests.tutorial.following import SHOP


def test_each_command_answers_as_the_page_says(codes):
    assert [(step.words[1:3], code) for step, code in codes[0]] == [
        (("merchant", "new"), 0),
        (("policy", "check"), 1),
        (("policy", "check"), 0),
    ]
    assert [step.fails for step, _ in codes[0]] == [False, True, False]


def test_each_order_to_try_is_decided_as_it_says(policies):
    now = datetime.now(UTC)
    shop = load_merchant(policies, SHOP)
    theirs = [each for each in scenarios_beside(policies) if each.merchant == SHOP]
    assert ("VP-40006", "R07a") in [(each.number, each.row) for each in theirs]
    for scenario in theirs:
        order = Order.from_json(scenario.document(now))
        check(scenario, decide(shop.in_force(order.placed_at), order, scenario.claim_at(now), now))
