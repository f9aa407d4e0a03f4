"""What a row comes to that grants nothing: a person, unless it says what then."""

from amends.claims.claim import Claim
from amends.clock import parse
from amends.orders.order import Order
from amends.policy.engine import decide
from tests.policy import own_merchants

YEAR = "amount: rest_of_the_year\n    where_nothing: cancellation\n"
NOTHING_SAID = (YEAR, "amount: unused_share\n")
SAID = (YEAR, "amount: unused_share\n    where_nothing: cancellation\n")


def decided(policy, used_fraction):
    """A plan cancelled after 31 days."""
    (example,) = [e for e in own_merchants.worked("fjordvakt") if e.row == "F09" and e.decides][:1]
    order = Order.from_json(example.order | {"usage": {"used_fraction": used_fraction}})
    return decide(policy, order, Claim.from_json(example.claim), parse(example.now))


def test_a_share_that_comes_to_nothing_goes_to_a_person(tmp_path):
    policy = own_merchants.changed(tmp_path, "fjordvakt", NOTHING_SAID)
    used_up = decided(policy, 1)
    assert (used_up.row, used_up.outcome, used_up.amount, used_up.recommended) == ("F09", "review", None, None)
    half = decided(policy, 0.5)
    assert (half.row, half.outcome, str(half.amount.amount)) == ("F09", "approve", "50.00")


def test_or_what_the_row_says_for_it(tmp_path):
    used_up = decided(own_merchants.changed(tmp_path, "fjordvakt", SAID), 1)
    assert (used_up.row, used_up.outcome, used_up.remedy, used_up.amount) == ("F09", "approve", "cancellation", None)
