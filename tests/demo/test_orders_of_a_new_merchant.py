"""`amends merchant new` writes demo orders too: each is decided as it says, and the demo's backend serves them."""

import shutil
from datetime import UTC, datetime

import pytest

from amends.cli import main
from amends.errors import InvalidDocument
from amends.orders.order import Order
from amends.policy.engine import decide
from amends.policy.loader import DEFAULT_FOLDER, load_merchant
from demo.orders.scenarios import OF_A_MERCHANT, orders_at, scenarios, scenarios_beside
from demo.phones.stories import paid_twice
from tests.demo.test_demo_scenarios import check

EUROS = ("--country", "NL", "--zone", "Europe/Amsterdam", "--languages", "nl,en", "--currencies", "EUR")
YEN = ("--country", "JP", "--zone", "Asia/Tokyo", "--languages", "en", "--currencies", "JPY")


@pytest.fixture
def policies(tmp_path):
    return shutil.copytree(DEFAULT_FOLDER, tmp_path / "policies")


def new(policies, *answers):
    rest = ("--orders", "http", "--name", "My shop", "--email", "help@shop.example", "--prefix", "MS", "--digits", "5")
    early = ("--from", "2020-01-01", "--policies", str(policies))
    assert main(["merchant", "new", "my-shop", *answers, *rest, *early]) == 0


@pytest.mark.parametrize("answers", [EUROS, YEN], ids=["euros", "yen"])
def test_each_order_is_decided_as_it_says(policies, capsys, answers):
    new(policies, *answers)
    now = datetime.now(UTC)
    theirs = [each for each in scenarios_beside(policies) if each.merchant == "my-shop"]
    assert [each.number for each in theirs] == [f"MS-4000{n}" for n in range(len(theirs))]
    assert paid_twice(policies, "my-shop") == "MS-40000"
    found = load_merchant(policies, "my-shop")
    for scenario in theirs:
        order = Order.from_json(scenario.document(now))
        check(scenario, decide(found.in_force(order.placed_at), order, scenario.claim_at(now), now))


def test_the_shipped_merchants_orders_stay_beside_them(policies, capsys):
    new(policies, *EUROS)
    beside = scenarios_beside(policies)
    assert [each for each in beside if each.merchant == "norrnet"] == [
        each for each in scenarios() if each.merchant == "norrnet"
    ]
    numbers = [document["number"] for _, document in orders_at(datetime.now(UTC), beside)]
    assert len(numbers) == len(set(numbers))


def test_a_merchant_that_is_gone_takes_its_orders_along(policies):
    shutil.rmtree(policies / "norrnet")
    assert {each.merchant for each in scenarios_beside(policies)} == {"itnet"}


def test_a_file_that_cannot_be_used_is_named(policies, capsys):
    new(policies, *EUROS)
    file = policies / "my-shop" / OF_A_MERCHANT
    file.write_text(file.read_text().replace("customer: alex", "customer: nobody", 1))
    with pytest.raises(InvalidDocument, match=r"demo-orders\.yml: KeyError: 'nobody'"):
        scenarios_beside(policies)
