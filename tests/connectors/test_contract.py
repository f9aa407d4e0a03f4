"""What holds for an order backend of any kind: each connector, and today's contract over HTTP."""

from decimal import Decimal

import pytest

from amends.errors import BackendRefused
from amends.money import Money
from amends.orders.backend import Receipt, RemedyCall
from tests.connectors.house import EMAIL, House, nok


def refusal(house: House, call: RemedyCall) -> str:
    with pytest.raises(BackendRefused) as caught:
        house.backend.carry_out(call)
    return caught.value.code


def test_an_order_is_read_with_its_payments(any_house: House) -> None:
    order = any_house.order
    assert (order.number, order.merchant, order.total) == (any_house.number, "shop", nok("490.00"))
    assert order.customer.email == EMAIL
    captured = {each.id: each.amount for each in order.captured}
    assert captured == dict.fromkeys(filter(None, (any_house.payment, any_house.other)), nok("490.00"))
    assert order.placed_at.tzinfo is not None


@pytest.mark.parametrize("number", ["nobody-1", "999999", "", "..", "../x", "x' OR '1'='1", "#", "SH-1\n", "*"])
def test_another_number_is_no_order(any_house: House, number: str) -> None:
    assert any_house.backend.order(number) is None


def test_a_customers_orders_are_found_whatever_the_case_of_the_address(any_house: House) -> None:
    found = any_house.backend.orders_of(f" {EMAIL.title()} ")
    assert {order.number for order in found} == {any_house.number, any_house.second}
    assert any_house.backend.orders_of("nobody@example.com") == ()


@pytest.mark.parametrize("email", ["%", "*", "", "kari", "' OR 1=1 --", '" OR name:*'])
def test_what_is_no_address_has_no_orders(house: House, email: str) -> None:
    assert house.backend.orders_of(email) == ()


def test_a_refund_moves_money_and_is_listed_with_its_receipt(any_house: House) -> None:
    receipt = any_house.backend.carry_out(any_house.refund())
    assert any_house.moved() == [Decimal("100.00")]
    paid = next(each for each in any_house.order.payments if each.id == any_house.payment)
    assert paid.refunded == nok("100.00")
    assert len(paid.refunds) == 1
    assert receipt.reference
    if any_house.name != "http":
        assert [each.id for each in paid.refunds] == [receipt.reference]


def test_the_same_key_gets_the_same_receipt_and_moves_money_once(any_house: House) -> None:
    first = any_house.backend.carry_out(any_house.refund())
    assert any_house.backend.carry_out(any_house.refund(reason="andre ord")) == first
    assert any_house.opened().carry_out(any_house.refund()) == first
    assert any_house.moved() == [Decimal("100.00")]


def test_the_same_key_with_another_body_is_refused(any_house: House) -> None:
    any_house.backend.carry_out(any_house.refund())
    assert refusal(any_house, any_house.refund(amount="99.99")) == "key_reused"
    if any_house.other:
        assert refusal(any_house, any_house.refund(payment_id=any_house.other)) == "key_reused"
    assert any_house.moved() == [Decimal("100.00")]


def test_more_than_remains_is_refused_and_uses_up_no_key(any_house: House) -> None:
    assert refusal(any_house, any_house.refund(amount="490.01")) == "exceeds_remaining"
    any_house.backend.carry_out(any_house.refund("k-2", "400.00"))
    assert refusal(any_house, any_house.refund("k-3", "90.01")) == "exceeds_remaining"
    any_house.backend.carry_out(any_house.refund("k-1", "90.00"))
    assert refusal(any_house, any_house.refund("k-4", "0.01")) == "exceeds_remaining"
    assert sum(any_house.moved()) == Decimal("490.00")


def test_what_cannot_be_refunded_is_refused(any_house: House) -> None:
    house = any_house
    assert refusal(house, house.refund(order_number="nobody-1")) == "order_not_found"
    assert refusal(house, house.refund(order_number="../x")) == "order_not_found"
    assert refusal(house, house.refund(payment_id="none")) == "payment_not_found"
    assert refusal(house, house.refund(payment_id="../x")) == "payment_not_found"
    assert refusal(house, house.refund(amount="0.00")) == "invalid_amount"
    assert refusal(house, house.refund(amount="0.001")) == "invalid_amount"
    euros = RemedyCall("k-1", "refund", house.number, house.payment, Money(Decimal("1.00"), "EUR"))
    assert refusal(house, euros) == "currency_mismatch"
    assert house.moved() == []


def test_a_refund_of_another_order_is_another_refund(any_house: House) -> None:
    one = any_house.backend.carry_out(any_house.refund("k-1"))
    two = any_house.backend.carry_out(
        any_house.refund("k-2", order_number=any_house.second, payment_id=any_house.second_payment)
    )
    assert one != two
    assert any_house.moved() == [Decimal("100.00")] * 2


def test_a_receipt_is_found_by_a_process_that_did_not_send_it(any_house: House) -> None:
    call = any_house.refund()
    assert any_house.backend.receipt(call.key, call) is None
    receipt = any_house.backend.carry_out(call)
    assert any_house.opened().receipt(call.key, call) == Receipt(call.key, receipt.reference)
