"""What version 1.1 of the contract added to an order, and that a record of 1.0 means what it did."""

import pytest

from amends.errors import InvalidDocument
from amends.orders.order import Order
from tests.orders.sample import document

AT = "2026-11-16T09:12:00+01:00"


def nok(amount):
    return {"amount": amount, "currency": "NOK"}


def test_a_record_that_leaves_everything_out_means_what_it_always_did():
    order = Order.from_json({name: value for name, value in document().items() if name not in ("incidents", "billing")})
    assert (order.incidents, order.incidents_known, order.billing_known, order.usage.known) == ((), True, True, True)
    assert not order.consent.unconfirmed


def test_null_is_not_known():
    order = Order.from_json(document(activation={"status": None}, usage=None, incidents=None, billing=None))
    assert order.activation.status is None
    assert (order.usage.known, order.incidents_known, order.billing_known) == (False, False, False)


@pytest.mark.parametrize(
    ("consent", "unconfirmed"), [({}, False), ({"confirmed_at": None}, True), ({"confirmed_at": AT}, False)]
)
def test_only_null_says_that_no_confirmation_was_sent(consent, unconfirmed):
    assert Order.from_json(document(consent=consent)).consent.unconfirmed is unconfirmed


@pytest.mark.parametrize("status", ["authorised", "expired", "pending", "failed"])
def test_only_captured_money_counts_as_paid(status):
    payments = [{"id": "pay_1", "amount": nok("490.00"), "status": status, "method_class": "card"}]
    order = Order.from_json(document(payments=payments))
    assert order.captured == ()
    assert order.payments[0].method_class == "card"


def test_an_inquiry_is_no_dispute_yet_and_takes_nothing():
    dispute = {"opened_at": AT, "status": "inquiry", "respond_by": "2026-11-30T09:00:00+01:00"}
    paid = Order.from_json(document(payments=[document()["payments"][0] | {"dispute": dispute}])).payments[0]
    assert (paid.dispute_status, paid.returned.amount) == ("inquiry", 0)
    assert paid.dispute_respond_by.isoformat() == "2026-11-30T09:00:00+01:00"


def test_a_line_has_its_tax_and_what_went_back_of_it():
    line = {"id": "1", "name": "Router", "quantity": 2, "amount": nok("100.00"), "tax": nok("20.00")}
    order = Order.from_json(document(items=[line | {"refunded": nok("50.00")}]))
    assert (order.items[0].tax.amount, order.items[0].refunded.amount) == (20, 50)


@pytest.mark.parametrize(
    "part", [{"tax": nok("100.01")}, {"refunded": nok("100.01")}, {"tax": {"amount": "1.00", "currency": "EUR"}}]
)
def test_a_part_of_a_line_is_never_more_than_the_line(part):
    line = {"id": "1", "name": "Router", "amount": nok("100.00")}
    with pytest.raises(InvalidDocument, match=r"items\[0\]"):
        Order.from_json(document(items=[line | part]))


@pytest.mark.parametrize("number", ["#1234", "100045", "WC-77-2", "2026.0001", "a", "A" * 19])
def test_a_shop_has_numbers_of_its_own(number):
    assert Order.from_json(document(number=number)).number == number


@pytest.mark.parametrize("number", ["", "..", ".", "1/2", "12 34", "#", "##1", "1-", "A" * 20, "1\n", "१२३४"])
def test_what_could_be_another_path_is_no_number(number):
    with pytest.raises(InvalidDocument):
        Order.from_json(document(number=number))


def test_a_record_of_an_unknown_version_is_refused():
    assert Order.from_json(document(contract_version="1.1"))
    with pytest.raises(InvalidDocument, match="contract_version"):
        Order.from_json(document(contract_version="2.0"))
