"""Refunds one by one: what an order's payments say went back, and what is left of them."""

import copy

import pytest

from amends import clock
from amends.errors import InvalidDocument
from amends.money import Money
from amends.orders.order import Order
from amends.orders.payment import Refund
from tests.orders.sample import document

NOK = "NOK"


def refund(identity, amount, status, **more):
    return {"id": identity, "amount": {"amount": amount, "currency": NOK}, "status": status, **more}


def paid_490(**keys):
    """The first payment of an order, 490.00, with other keys."""
    order = copy.deepcopy(document())
    order["payments"] = [order["payments"][0] | keys]
    return Order.from_json(order).payments[0]


def money(amount):
    return Money.from_json({"amount": amount, "currency": NOK})


def faults(**keys):
    with pytest.raises(InvalidDocument) as caught:
        paid_490(**keys)
    return {fault.path: fault.message for fault in caught.value.faults}


def test_what_did_not_fail_counts_as_returned():
    payment = paid_490(
        refunds=[refund("r1", "90.00", "succeeded"), refund("r2", "0.40", "pending"), refund("r3", "200.00", "failed")]
    )
    assert (payment.refunded, payment.remaining) == (money("90.40"), money("399.60"))


def test_a_refund_has_its_time_and_our_key_where_it_is_ours():
    ours = refund("r1", "90.00", "pending", at="2026-11-20T09:00:00+01:00", key="amends-1")
    theirs = refund("r2", "10.00", "succeeded", at=None, key=None)
    assert paid_490(refunds=[ours, theirs]).refunds == (
        Refund("r1", money("90.00"), "pending", clock.parse("2026-11-20T09:00:00+01:00"), "amends-1"),
        Refund("r2", money("10.00"), "succeeded"),
    )


@pytest.mark.parametrize("unlisted", [{}, {"refunds": None}])
def test_without_the_list_the_sum_is_what_the_backend_tells(unlisted):
    payment = paid_490(refunded={"amount": "12.00", "currency": NOK}, **unlisted)
    assert (payment.refunded, payment.refunds) == (money("12.00"), ())
    assert paid_490(**unlisted).refunded == money("0.00")


def test_a_sum_beside_the_list_may_say_the_same():
    payment = paid_490(
        refunded={"amount": "90.0", "currency": NOK},
        refunds=[refund("r1", "90.00", "succeeded"), refund("r2", "5.00", "failed")],
    )
    assert payment.remaining == money("400.00")


@pytest.mark.parametrize("listed", [[], [refund("r1", "90.00", "failed")], [refund("r1", "90.01", "pending")]])
def test_a_sum_that_the_list_contradicts_is_refused(listed):
    found = faults(refunded={"amount": "90.00", "currency": NOK}, refunds=listed)
    assert list(found) == ["$.payments[0].refunded"]
    assert "90.00" in found["$.payments[0].refunded"]


def test_one_refund_listed_twice_is_refused():
    twice = [refund("r1", "90.00", "succeeded"), refund("r1", "90.00", "succeeded")]
    assert faults(refunds=twice) == {"$.payments[0].refunds[1].id": "r1 stands in the list twice"}


def test_a_refund_in_another_currency_is_refused():
    other = {"id": "r1", "amount": {"amount": "9.00", "currency": "EUR"}, "status": "pending"}
    assert "is in EUR" in faults(refunds=[other])["$.payments[0].refunds[0].amount"]


@pytest.mark.parametrize("status", ["won", "open"])
def test_a_dispute_that_is_not_lost_leaves_the_payment(status):
    dispute = {"opened_at": "2026-11-17T09:00:00+01:00", "status": status}
    assert paid_490(dispute=dispute).remaining == money("490.00")


@pytest.mark.parametrize("refunds", [None, [], [refund("r1", "90.00", "succeeded")]])
def test_nothing_is_left_of_what_the_bank_took_back(refunds):
    dispute = {"opened_at": "2026-11-17T09:00:00+01:00", "status": "lost"}
    payment = paid_490(dispute=dispute, refunds=refunds)
    assert (payment.returned, payment.remaining) == (money("490.00"), money("0.00"))


@pytest.mark.parametrize("customer", [{}, {"country": None, "consumer": None}])
def test_who_the_customer_is_may_be_unknown(customer):
    order = Order.from_json(document(customer={"email": "kari@example.com", **customer}))
    assert (order.customer.country, order.customer.consumer) == (None, None)
