"""Until when the law lets a customer withdraw: what the withdrawal button goes by."""

from datetime import datetime

import pytest

from amends import clock
from amends.orders.order import Order
from amends.policy import examples
from amends.policy.withdrawal import money_right_until, right_until
from tests.policy.conftest import CASES

ORDINARY = next(e.order for e in examples.load(CASES, "norrnet") if e.row == "W06")
CONSENTS = {
    "immediate_performance_at": "2026-11-19T09:00:00+01:00",
    "loss_of_withdrawal_acknowledged_at": "2026-11-19T09:00:00+01:00",
}


@pytest.fixture
def until(policies):
    def ask(now, right=right_until, **changes):
        order = Order.from_json(examples.merge(ORDINARY, changes, {}))
        return right(policies["norrnet"].in_force(order.placed_at), order, clock.parse(now))

    return ask


def test_the_right_lasts_to_the_end_of_the_fourteenth_day(until):
    last = datetime.fromisoformat("2026-12-03T23:59:59+01:00")
    assert until("2026-11-20T09:00:00+01:00") == last
    assert until("2026-12-03T23:59:59+01:00") == last
    assert until("2026-12-04T00:00:00+01:00") is None


def test_it_ends_on_a_working_day(until):
    # 11 December and 14 days is Christmas Day, a Friday; the next working day is the Monday.
    assert until("2026-12-12T09:00:00+01:00", placed_at="2026-12-11T09:00:00+01:00") == datetime.fromisoformat(
        "2026-12-28T23:59:59+01:00"
    )


def test_without_information_it_lasts_twelve_months_longer(until):
    assert until("2027-06-01T09:00:00+02:00", consent={"withdrawal_info_provided": False}) == datetime.fromisoformat(
        "2027-12-03T23:59:59+01:00"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"customer": {"consumer": False}},
        {"customer": {"country": "US"}},
        {"usage": {"used_fraction": 1}, "consent": CONSENTS},
        {"product": {"kind": "digital_content"}, "activation": {"status": "done"}, "consent": CONSENTS},
    ],
)
def test_it_does_not_exist_where_a_row_of_the_law_says_so(until, changes):
    assert until("2026-11-20T09:00:00+01:00", **changes) is None


@pytest.mark.parametrize("unknown", [{"consumer": None}, {"country": None}, {"consumer": None, "country": None}])
def test_who_may_have_it_is_told_of_it(until, unknown):
    last = datetime.fromisoformat("2026-12-03T23:59:59+01:00")
    for right in (right_until, money_right_until):
        assert until("2026-11-20T09:00:00+01:00", right, customer=unknown) == last
        assert until("2026-12-04T00:00:00+01:00", right, customer=unknown) is None
        assert (
            until("2026-11-20T09:00:00+01:00", right, customer=unknown, usage={"used_fraction": 1}, consent=CONSENTS)
            is None
        )


@pytest.mark.parametrize("known", [{"consumer": False, "country": None}, {"consumer": None, "country": "US"}])
def test_one_known_no_is_enough_for_a_no(until, known):
    assert until("2026-11-20T09:00:00+01:00", customer=known) is None


def test_after_a_lost_dispute_it_exists_but_a_denial_would_not_name_it(until):
    paid = {"id": "pay_1", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured",
            "dispute": {"opened_at": "2026-11-19T10:00:00+01:00", "status": "lost"}}  # fmt: skip
    assert until("2026-11-20T09:00:00+01:00", payments=[paid]) is not None
    assert until("2026-11-20T09:00:00+01:00", money_right_until, payments=[paid]) is None


def test_it_exists_without_money_too_but_a_denial_would_not_name_it(until):
    used_up = {"usage": {"used_fraction": 1}, "consent": {"immediate_performance_at": "2026-11-19T09:00:00+01:00"}}
    assert until("2026-11-20T09:00:00+01:00", **used_up) is not None
    assert until("2026-11-20T09:00:00+01:00", money_right_until, **used_up) is None
