"""The seeded orders: each is decided by the row that its guide promises, on any day, and no row is without one."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.engine import decide
from demo.orders.__main__ import FRESH
from demo.orders.scenarios import Scenario, orders_at, scenarios
from tests.shipped import policies as shipped_policies

POLICIES = shipped_policies()

ROWS = {
    "norrnet": """N01 N02 N03a N03b N04 N06 N07a N07b N07c N07d N08a N08b N09a N09b N09c N09d N09e N09f N10a N10b N10c
        N10d N10e N10f N11a N11b N12 N13 N14 W01 W01b W02 W03 W04 W05 W06""",
    "itnet": """I01 I02 I03 I04a I04b I05 I07a I07b I08 I09 I10 I11a I11b I11c I12a I12b I12c I12d I13a I13b I13c I13d
        I13e I14a I14b I14c I14d I14e I14f I14g I14h I14i I14j I15a I15b I16a I16b I17 I18a I18b I19a I19b I19c I19d
        I19e I19f I20 I21 W01 W01b W02 W03 W04 W05 W06""",
}

MOMENTS = {
    "a Sunday": "2026-11-22T10:31:00+01:00",
    "a Monday, just past midnight": "2026-11-23T00:00:30+01:00",
    "a Friday, just before midnight": "2026-11-27T23:59:30+01:00",
    "Christmas Day": "2026-12-25T12:00:00+01:00",
    "New Year's Day": "2027-01-01T00:30:00+01:00",
    "the day the clocks go forward": "2027-03-28T03:30:00+02:00",
    "the day after it": "2027-03-29T01:30:00+02:00",
    "Wednesday before Easter": "2027-03-24T16:00:00+01:00",
    "Easter Monday": "2027-03-29T12:00:00+02:00",
    "King's Day": "2027-04-27T09:00:00+02:00",
    "Constitution Day": "2027-05-17T09:00:00+02:00",
    "the day the clocks go back, the second 02:30": "2026-10-25T02:30:00+01:00",
    "the day after that": "2026-10-26T02:30:00+01:00",
    "a leap day": "2028-02-29T18:00:00+01:00",
    "noon in UTC": "2026-11-24T12:00:00+00:00",
}


def decided(scenario: Scenario, seeded_at: datetime, now: datetime) -> Decision:
    """As the program does it: the claim is opened at `now`, about the order as it was seeded."""
    policies = POLICIES[scenario.merchant]
    document = scenario.document(seeded_at)
    order = None if document is None else Order.from_json(document)
    policy = policies.in_force(now if order is None else order.placed_at)
    return decide(policy, order, scenario.claim_at(now), now)


def check(scenario: Scenario, decision: Decision) -> None:
    made = decision.recommended if decision.outcome == "review" and scenario.remedy else decision
    assert made is not None
    assert (decision.row, decision.outcome) == (scenario.decides, scenario.outcome)
    assert made.remedy == scenario.remedy
    assert (None if made.amount is None else " ".join(made.amount.as_json().values())) == scenario.amount
    assert decision.missing == scenario.missing
    assert bool(decision.rights) == scenario.rights


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("waited", [timedelta(0), FRESH], ids=["at once", "just before they are dated again"])
def test_every_order_is_decided_by_the_row_it_promises(moment: str, waited: timedelta) -> None:
    seeded_at = datetime.fromisoformat(moment)
    wrong = []
    for scenario in scenarios():
        decision = decided(scenario, seeded_at, seeded_at + waited)
        try:
            check(scenario, decision)
        except AssertionError as fault:
            wrong.append(f"{scenario.number} {scenario.row}: {decision.row} {decision.outcome}\n{fault}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("merchant", ROWS)
def test_every_row_has_an_order(merchant: str) -> None:
    assert {s.row for s in scenarios() if s.merchant == merchant} == set(ROWS[merchant].split())


@pytest.mark.parametrize(("row", "clause"), [("W01", "eu.2"), ("W02", "eu.9"), ("W03", "eu.16m"), ("W04", "eu.16a")])
def test_a_withdrawal_decided_as_a_cancellation_first_says_why(row: str, clause: str) -> None:
    now = datetime(2026, 11, 22, 9, 31, tzinfo=UTC)
    clauses = {decided(scenario, now, now).clauses[0] for scenario in scenarios() if scenario.row == row}
    assert clauses == {clause}


def test_the_orders_keep_the_contract_and_have_numbers_of_their_own() -> None:
    orders = [Order.from_json(document) for _, document in orders_at(datetime.now(UTC))]
    assert len(orders) >= 80
    assert not [number for number, times in Counter(order.number for order in orders).items() if times > 1]
    assert {order.number[:4] for order in orders} == {"NN-1", "IT-2"}


def test_the_people_of_the_demo_have_example_addresses() -> None:
    assert all(scenario.email.endswith("@example.com") for scenario in scenarios())


def test_a_duplicate_names_an_order_of_the_same_customer_and_product() -> None:
    orders = {document["number"]: document for _, document in orders_at(datetime.now(UTC))}
    for order in orders.values():
        if twin := orders.get(order.get("duplicate_of", "")):
            assert (twin["customer"], twin["product"]) == (order["customer"], order["product"])
        else:
            assert not order.get("duplicate_of")
