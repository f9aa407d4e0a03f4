"""What the project ships as data, read once a test run: nothing changes it, and reading it takes most of a second."""

from datetime import datetime
from functools import cache
from pathlib import Path

from amends.merchants import desk_rules as rules
from amends.merchants.desk_rules import DeskRules
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.loader import load_all
from amends.policy.policy import MerchantPolicies
from demo.orders.scenarios import orders_at

ROOT = Path(__file__).parents[1]


def policies() -> dict[str, MerchantPolicies]:
    """A dictionary of the caller's own: some tests put a merchant of theirs into it."""
    return dict(_policies())


def desk_rules() -> dict[str, DeskRules]:
    """Likewise."""
    return dict(_desk_rules())


@cache
def demo_orders(now: datetime) -> tuple[Order, ...]:
    """The orders of the demo as they stand at `now`. An order backend replaces an order, and never changes it."""
    return tuple(Order.from_json(document) for _row, document in orders_at(now))


@cache
def sentences() -> Sentences:
    return Sentences(ROOT / "domain")


@cache
def _policies() -> dict[str, MerchantPolicies]:
    return load_all(ROOT / "policies")


@cache
def _desk_rules() -> dict[str, DeskRules]:
    return rules.load_all(ROOT / "policies", policies())
