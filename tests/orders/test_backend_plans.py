"""What every order backend does with plans, coupons and lines, the fake and the demo over HTTP alike."""

from decimal import Decimal

import pytest

from amends.money import Money
from amends.orders.backend import OrderBackend, RemedyCall
from tests.orders.asking import credit, nok, other, refunded, refusal, the_order


def of_lines(key: str = "k-1", **shares: str) -> RemedyCall:
    """A refund for lines of the order, by their names' numbers."""
    items = tuple((name.removeprefix("line"), nok(share)) for name, share in shares.items())
    total = sum((share.amount for _, share in items), Decimal(0))
    return RemedyCall(key, "refund", "NN-70001", "pay_2", Money(total, "NOK"), items=items)


def test_a_refund_says_for_which_lines_it_is_and_each_gets_no_more_than_is_left_of_it(backend: OrderBackend) -> None:
    first = of_lines(line1="100.00", line2="60.00")
    assert backend.carry_out(first) == backend.carry_out(first)
    items = the_order(backend).items
    assert items is not None
    assert [each.refunded for each in items] == [nok("100.00"), nok("60.00")]
    assert refunded(backend) == [0, 160, 0]
    assert refusal(backend, of_lines("k-2", line2="30.01")) == "exceeds_item"
    assert refusal(backend, of_lines("k-2", line9="1.00")) == "item_not_found"
    assert refusal(backend, of_lines("k-1", line1="60.00", line2="100.00")) == "key_reused"
    backend.carry_out(of_lines("k-2", line2="30.00"))
    assert refunded(backend) == [0, 190, 0]


def test_lines_that_do_not_come_to_the_amount_are_refused(backend: OrderBackend) -> None:
    short = RemedyCall("k-1", "refund", "NN-70001", "pay_2", nok("10.00"), items=(("1", nok("9.00")),))
    assert refusal(backend, short) == "items_differ"
    dear = RemedyCall("k-1", "refund", "NN-70001", "pay_2", nok("9.00"), items=(("1", Money(Decimal("9.00"), "EUR")),))
    assert refusal(backend, dear) == "currency_mismatch"
    assert refunded(backend) == [0, 0, 0]


def test_lines_belong_to_a_refund() -> None:
    with pytest.raises(ValueError, match="for no lines"):
        RemedyCall("k-1", "credit", "NN-70001", amount=nok("9.00"), items=(("1", nok("9.00")),))


def test_an_extension_moves_the_end_of_the_period_once(backend: OrderBackend) -> None:
    call = RemedyCall("k-1", "extension", "NN-70001", detail="P1M")
    assert backend.carry_out(call) == backend.carry_out(call) == backend.receipt("k-1")
    plan = the_order(backend).subscription
    assert plan is not None
    assert str(plan.period_ends_at) == "2027-02-28 09:12:00+01:00"
    assert refusal(backend, RemedyCall("k-1", "extension", "NN-70001", detail="P2M")) == "key_reused"


def test_a_plan_that_is_stopped_does_not_renew_and_goes_on_to_its_end(backend: OrderBackend) -> None:
    backend.carry_out(other("stop_at_period_end"))
    order = the_order(backend)
    assert order.subscription is not None
    assert (order.subscription.renews, order.cancelled_at) == (False, None)


@pytest.mark.parametrize(("kind", "detail"), [("extension", "P30D"), ("stop_at_period_end", "")])
def test_without_a_running_period_there_is_none_to_change(backend: OrderBackend, kind: str, detail: str) -> None:
    assert refusal(backend, RemedyCall("k-1", kind, "NN-70002", detail=detail)) == "no_period"


def test_an_exchange_puts_another_product_in_the_place_of_the_first(backend: OrderBackend) -> None:
    backend.carry_out(RemedyCall("k-1", "exchange", "NN-70001", detail="LITE"))
    assert the_order(backend).product.sku == "LITE"


def test_a_coupon_moves_no_money_has_a_code_and_counts_against_what_was_paid(backend: OrderBackend) -> None:
    coupon = RemedyCall("k-1", "coupon", "NN-70001", amount=nok("500.00"), detail="P6M")
    code = backend.carry_out(coupon).reference
    assert code
    assert backend.carry_out(coupon).reference == code
    assert refunded(backend) == [0, 0, 0]
    assert refusal(backend, credit("k-2", "480.01")) == "exceeds_remaining"
    assert backend.carry_out(RemedyCall("k-3", "coupon", "NN-70001", amount=nok("480.00")))


@pytest.mark.parametrize(
    ("kind", "detail"), [("extension", ""), ("exchange", ""), ("stop_at_period_end", "P1M"), ("cancellation", "x")]
)
def test_a_remedy_has_the_detail_that_its_kind_needs_and_no_other(kind: str, detail: str) -> None:
    with pytest.raises(ValueError, match="detail"):
        RemedyCall("k-1", kind, "NN-70001", detail=detail)
