"""Which calls a decision needs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.errors import ExceedsPaid
from amends.orders.order import Order
from amends.remedies.plan import RemedyLine, is_whole, plan
from tests.remedies.scene import an_order, approval, money


def refunds(order, amount):
    return [(line.payment_id, line.amount.amount) for line in plan(approval(amount=amount), order)]


def test_a_refund_goes_to_the_original_payment_first():
    order = an_order("300.00", "190.00")
    assert refunds(order, "490.00") == [("pay_1", 300), ("pay_2", 190)]
    assert refunds(order, "100.00") == [("pay_1", 100)]


def test_a_duplicate_amount_goes_back_to_the_latest_payment():
    assert refunds(an_order("490.00", "490.00"), "490.00") == [("pay_2", 490)]
    assert refunds(an_order("490.00", "490.00", "490.00"), "980.00") == [("pay_3", 490), ("pay_2", 490)]


def test_what_was_returned_of_a_payment_is_not_returned_again():
    assert refunds(an_order("300.00", "190.00", refunded=("300.00",)), "190.00") == [("pay_2", 190)]


def lost(order, *ids):
    """The order after the bank took those payments back."""
    taken = [replace(each, dispute_status="lost") if each.id in ids else each for each in order.payments]
    return replace(order, payments=tuple(taken))


def test_nothing_comes_out_of_a_payment_that_the_bank_took_back():
    order = lost(an_order("300.00", "190.00"), "pay_1")
    assert refunds(order, "190.00") == [("pay_2", 190)]
    with pytest.raises(ExceedsPaid):
        plan(approval(amount="190.01"), order)
    assert is_whole(money("190.00"), order, None)


def test_a_payment_taken_back_makes_no_duplicate_of_the_other():
    assert an_order("490.00", "490.00").duplicate_amount == money("490.00")
    assert not lost(an_order("490.00", "490.00"), "pay_2").duplicate_amount


def test_one_payment_above_the_total_is_no_duplicate():
    assert not an_order("490.00", total="489.99").duplicate_amount
    assert an_order("490.00", "0.01").duplicate_amount == money("0.01")


def test_more_than_the_payments_hold_is_refused():
    with pytest.raises(ExceedsPaid):
        plan(approval(amount="490.01"), an_order("490.00"))


def test_the_cancellation_comes_after_the_money():
    lines = plan(approval(cancels=True), an_order("490.00"))
    assert [line.kind for line in lines] == ["refund", "cancellation"]


@pytest.mark.parametrize(
    ("remedy", "kind"),
    [
        ("cancellation", "cancellation"),
        ("reactivation", "reactivation"),
        ("replacement_service", "replacement"),
        ("account_correction", "account_correction"),
        ("technical_correction", "technical_correction"),
        ("stop_at_period_end", "stop_at_period_end"),
    ],
)
def test_a_remedy_without_money_is_one_call(remedy, kind):
    assert plan(approval(remedy, None, cancels=kind == "cancellation"), an_order("490.00")) == (RemedyLine(kind),)


def test_a_credit_has_its_amount_and_no_payment():
    assert plan(approval("service_credit", "12.50"), an_order("490.00")) == (
        RemedyLine("credit", amount=money("12.50")),
    )


@pytest.mark.parametrize(("remedy", "detail"), [("extension", "P1M"), ("exchange", "LITE")])
def test_what_there_is_to_a_remedy_beside_its_kind_goes_along(remedy, detail):
    decision = replace(approval(remedy, None), detail=detail)
    assert plan(decision, an_order("490.00")) == (RemedyLine(remedy, detail=detail),)


def test_a_coupon_has_its_amount_and_how_long_it_is_valid():
    decision = replace(approval("coupon", "12.50"), detail="P6M")
    assert plan(decision, an_order("490.00")) == (RemedyLine("coupon", amount=money("12.50"), detail="P6M"),)


SHARES = (("1", money("60.00")), ("2", money("40.00")))


def with_lines(order, version):
    lines = [{"id": name, "name": name, "amount": money("250.00").as_json()} for name in ("1", "2")]
    return Order.from_json(order.document | {"items": lines, "contract_version": version})


def test_a_refund_by_lines_names_them_where_the_backend_takes_them():
    decision = replace(approval("partial_refund", "100.00"), items=SHARES)
    told = plan(decision, with_lines(an_order("490.00"), "1.2"))
    assert told == (RemedyLine("refund", "pay_1", money("100.00"), items=SHARES),)
    assert plan(decision, with_lines(an_order("490.00"), "1.1")) == (RemedyLine("refund", "pay_1", money("100.00")),)


def test_of_two_payments_each_has_the_part_of_the_lines_that_it_pays():
    decision = replace(approval("partial_refund", "100.00"), items=SHARES)
    first, second = plan(decision, with_lines(an_order("70.00", "420.00"), "1.2"))
    assert (first.amount, first.items) == (money("70.00"), (("1", money("60.00")), ("2", money("10.00"))))
    assert (second.amount, second.items) == (money("30.00"), (("2", money("30.00")),))


def test_a_denial_has_no_plan():
    with pytest.raises(ValueError, match="approves nothing"):
        plan(approval(outcome="deny", amount=None), an_order("490.00"))


@given(st.lists(st.integers(1, 900), min_size=1, max_size=5), st.data())
def test_the_parts_make_the_amount_and_none_exceeds_its_payment(paid, data):
    order = an_order(*[f"{each}.00" for each in paid])
    amount = data.draw(st.integers(1, sum(paid)))
    parts = refunds(order, f"{amount}.00")
    assert sum(part for _, part in parts) == amount
    remaining = {payment.id: payment.remaining.amount for payment in order.payments}
    assert all(0 < part <= remaining[payment] for payment, part in parts)
    assert len({payment for payment, _ in parts}) == len(parts)
