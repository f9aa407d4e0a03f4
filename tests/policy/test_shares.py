"""Which lines of an order a refund is for: what was capped or deducted is borne by all, and nothing is lost."""

from decimal import Decimal

import pytest

from amends.claims.claim import Claim
from amends.clock import parse
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.engine import decide
from amends.remedies.confirmation import Act
from tests.policy import own_merchants

WORKED = next(each for each in own_merchants.worked("podium") if each.row == "P05" and each.decides)


def euros(amount):
    return {"amount": amount, "currency": "EUR"}


def extra(name, amount, **more):
    return {"id": name, "name": name, "amount": euros(amount), "attributes": {"kind": "extra"}, **more}


def decided(policy, *items):
    ticket = {"id": "0", "name": "Ticket", "amount": euros("75.25"), "attributes": {"kind": "ticket"}}
    order = Order.from_json(WORKED.order | {"items": [ticket, *items]})
    return decide(policy, order, Claim.from_json(WORKED.claim), parse(WORKED.now))


def shares(decision):
    return {name: share.amount for name, share in decision.items}


def test_each_line_gets_its_own():
    decision = decided(own_merchants.policies()["podium"].newest, extra("1", "12.35"), extra("2", "4.00"))
    assert shares(decision) == {"1": Decimal("12.35"), "2": Decimal("4.00")}
    assert decision.amount.amount == Decimal("16.35")


def test_what_the_cap_takes_off_is_borne_in_proportion_to_the_cent():
    decision = decided(
        own_merchants.policies()["podium"].newest, extra("1", "33.33"), extra("2", "33.33"), extra("3", "33.34")
    )
    assert decision.amount.amount == Decimal("40.00")
    found = shares(decision)
    assert sum(found.values()) == Decimal("40.00")
    assert all(abs(share - Decimal("13.33")) <= Decimal("0.01") for share in found.values())


def test_what_went_back_of_a_line_does_not_go_back_again():
    decision = decided(
        own_merchants.policies()["podium"].newest, extra("1", "10.00", refunded=euros("10.00")), extra("2", "4.00")
    )
    assert shares(decision) == {"2": Decimal("4.00")}


def test_a_floor_above_what_the_lines_are_worth_is_for_none_of_them(tmp_path):
    policy = own_merchants.changed(tmp_path, "podium", ("cap: 40.00 EUR}", "floor: 30.00 EUR, cap: 40.00 EUR}"))
    decision = decided(policy, extra("1", "4.00"))
    assert (decision.amount.amount, decision.items) == (Decimal("30.00"), ())


def test_it_is_kept_and_another_share_is_another_yes():
    policy = own_merchants.policies()["podium"].newest
    one, other = (
        decided(policy, extra("1", "10.00"), extra("2", "6.00")),
        decided(policy, extra("1", "6.00"), extra("2", "10.00")),
    )
    assert Decision.from_json(one.as_json()) == one
    assert one.amount == other.amount
    acts = Act.of(one, "PT-100100"), Act.of(other, "PT-100100")
    assert acts[0] != acts[1]
    assert Act.from_json(acts[0].as_json()) == acts[0]


@pytest.mark.parametrize("row", ["P06", "P09"])
def test_what_is_not_by_lines_has_none_and_no_such_key(row):
    example = next(each for each in own_merchants.worked("podium") if each.row == row and each.decides)
    document = example.trace(own_merchants.policies()["podium"]).decision.as_json()
    assert "items" not in document


@pytest.mark.parametrize(("amount", "share"), [("13.33", "6.67"), ("13.35", "6.68"), ("13.34", "6.67")])
def test_a_half_cent_that_is_rounded_up_leaves_the_refund_with_its_line(tmp_path, amount, share):
    policy = own_merchants.changed(tmp_path, "podium", ("extra}, percent: 100", "extra}, percent: 50"))
    decision = decided(policy, extra("1", amount))
    assert decision.amount.amount == Decimal(share)
    assert shares(decision) == {"1": Decimal(share)}
