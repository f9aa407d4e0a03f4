"""What every order backend does, the fake and the demo over HTTP alike."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from amends.errors import BackendRefused
from amends.money import Money
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from amends.orders.order import Order


def nok(amount: str) -> Money:
    return Money(Decimal(amount), "NOK")


def refund(key: str = "k-1", payment: str = "pay_2", amount: str = "490.00", order: str = "NN-70001") -> RemedyCall:
    return RemedyCall(key, "refund", order, payment, nok(amount))


def credit(key: str, amount: str) -> RemedyCall:
    return RemedyCall(key, "credit", "NN-70001", amount=nok(amount))


def other(kind: str, key: str = "k-1") -> RemedyCall:
    return RemedyCall(key, kind, "NN-70001")


def the_order(backend: OrderBackend, number: str = "NN-70001") -> Order:
    order = backend.order(number)
    assert order is not None
    return order


def refunded(backend: OrderBackend) -> list[Decimal]:
    return [payment.refunded.amount for payment in the_order(backend).payments]


def refusal(backend: OrderBackend, call: RemedyCall) -> str:
    with pytest.raises(BackendRefused) as caught:
        backend.carry_out(call)
    return caught.value.code


def test_an_order_is_read_whole(backend: OrderBackend) -> None:
    order = the_order(backend)
    assert (order.merchant, order.total, len(order.payments)) == ("norrnet", nok("490.00"), 3)


@pytest.mark.parametrize("number", ["NN-99999", "nn-70001", "", "..", "../../health", "NN-70001/remedies", "NN-7000१"])
def test_an_unknown_or_impossible_number_is_no_order(backend: OrderBackend, number: str) -> None:
    assert backend.order(number) is None


def test_an_order_of_another_merchant_is_no_order(backend: OrderBackend) -> None:
    assert backend.order("IT-70009") is None


def test_a_customers_orders_come_newest_first_whatever_the_case_of_the_address(backend: OrderBackend) -> None:
    assert [order.number for order in backend.orders_of(" kari.HOLM@example.com ")] == ["NN-70002", "NN-70001"]


@pytest.mark.parametrize("email", ["nobody@example.com", "%", "kari", "a&email=ola.berg@example.com", "\ud800"])
def test_an_address_without_orders_has_none(backend: OrderBackend, email: str) -> None:
    assert backend.orders_of(email) == ()


def test_a_refund_raises_what_its_payment_has_paid_back_and_no_others(backend: OrderBackend) -> None:
    backend.carry_out(refund(amount="100.00"))
    assert refunded(backend) == [0, 100, 0]


def test_refunds_are_listed_one_by_one_with_our_keys_and_come_to_the_sum(backend: OrderBackend) -> None:
    backend.carry_out(refund("k-1", amount="100.00"))
    backend.carry_out(refund("k-2", amount="40.00"))
    backend.carry_out(refund("k-2", amount="40.00"))
    paid = the_order(backend).payments[1]
    assert [(each.amount, each.status, each.key) for each in paid.refunds] == [
        (nok("100.00"), "succeeded", "k-1"),
        (nok("40.00"), "succeeded", "k-2"),
    ]
    assert len({each.id for each in paid.refunds}) == 2
    assert all(each.at is not None for each in paid.refunds)
    assert paid.refunded == nok("140.00")


def test_what_went_back_before_refunds_were_listed_stands_in_the_list_too(backend: OrderBackend) -> None:
    backend.carry_out(refund("k-1", "pay_1", "40.00", order="NN-70004"))
    paid = the_order(backend, "NN-70004").payments[0]
    assert [(each.amount, each.key) for each in paid.refunds] == [(nok("90.00"), None), (nok("40.00"), "k-1")]
    assert paid.refunded == nok("130.00")


def test_a_refund_that_fails_later_is_free_again_and_its_receipt_stays(
    backend: OrderBackend, fail_refund: Callable[[str, str], None]
) -> None:
    first = backend.carry_out(refund("k-1"))
    fail_refund("NN-70001", "k-1")
    assert refunded(backend) == [0, 0, 0]
    assert [each.status for each in the_order(backend).payments[1].refunds] == ["failed"]
    assert backend.receipt("k-1") == first
    assert backend.carry_out(refund("k-1")) == first
    assert refunded(backend) == [0, 0, 0]
    backend.carry_out(refund("k-2"))
    assert refunded(backend) == [0, 490, 0]
    assert [(each.status, each.key) for each in the_order(backend).payments[1].refunds] == [
        ("failed", "k-1"),
        ("succeeded", "k-2"),
    ]


@pytest.mark.parametrize(("returned", "left"), [("4.20", "0.00"), ("1.20", "3.00"), ("100.00", "0.00")])
def test_what_was_charged_too_much_is_owed_until_it_went_back(backend: OrderBackend, returned: str, left: str) -> None:
    backend.carry_out(refund("k-1", "pay_1", returned, order="NN-70004"))
    assert the_order(backend, "NN-70004").overcharged_amount == nok(left)


def test_a_credit_leaves_what_was_charged_too_much(backend: OrderBackend) -> None:
    backend.carry_out(RemedyCall("k-1", "credit", "NN-70004", amount=nok("4.20")))
    assert the_order(backend, "NN-70004").overcharged_amount == nok("4.20")


def test_the_same_key_gets_the_same_receipt_and_moves_money_once(backend: OrderBackend) -> None:
    first = backend.carry_out(refund())
    assert backend.carry_out(refund()) == first
    assert refunded(backend) == [0, 490, 0]


def test_the_words_of_the_reason_make_no_other_remedy(backend: OrderBackend) -> None:
    first = backend.carry_out(RemedyCall("k-1", "credit", "NN-70001", amount=nok("5.00"), reason="A credit"))
    assert backend.carry_out(RemedyCall("k-1", "credit", "NN-70001", amount=nok("5.00"), reason="Et tegn")) == first


@pytest.mark.parametrize(
    "again",
    [
        refund(amount="489.99"),
        refund(payment="pay_1"),
        refund(order="NN-70002"),
        credit("k-1", "490.00"),
        other("cancellation"),
    ],
    ids=["amount", "payment", "order", "credit", "cancellation"],
)
def test_the_same_key_with_another_remedy_is_refused(backend: OrderBackend, again: RemedyCall) -> None:
    backend.carry_out(refund())
    assert refusal(backend, again) == "key_reused"
    assert refunded(backend) == [0, 490, 0]


def test_more_than_remains_of_the_payment_is_refused(backend: OrderBackend) -> None:
    assert refusal(backend, refund(amount="490.01")) == "exceeds_remaining"
    backend.carry_out(refund("k-2", amount="400.00"))
    assert refusal(backend, refund("k-3", amount="90.01")) == "exceeds_remaining"
    backend.carry_out(refund("k-4", amount="90.00"))
    assert refunded(backend) == [0, 490, 0]


def test_credits_count_as_returned(backend: OrderBackend) -> None:
    backend.carry_out(credit("k-1", "600.00"))
    assert refusal(backend, credit("k-2", "380.01")) == "exceeds_remaining"
    assert refusal(backend, refund("k-3", amount="380.01")) == "exceeds_remaining"
    backend.carry_out(refund("k-4", amount="380.00"))
    assert refusal(backend, credit("k-5", "0.01")) == "exceeds_remaining"


def test_a_refused_key_was_not_used_up(backend: OrderBackend) -> None:
    refusal(backend, refund(amount="490.01"))
    assert backend.receipt("k-1") is None
    assert backend.carry_out(refund()).key == "k-1"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (refund(order="NN-99999"), "order_not_found"),
        (refund(order="../x"), "order_not_found"),
        (refund(payment="pay_9"), "payment_not_found"),
        (refund(payment="pay_3"), "payment_not_found"),
        (refund(amount="0.00"), "invalid_amount"),
        (RemedyCall("k-1", "refund", "NN-70001", "pay_1", Money(Decimal("49.00"), "EUR")), "currency_mismatch"),
    ],
    ids=["order", "odd order", "payment", "failed payment", "nothing", "currency"],
)
def test_what_cannot_be_refunded_is_refused(backend: OrderBackend, call: RemedyCall, code: str) -> None:
    assert refusal(backend, call) == code
    assert refunded(backend) == [0, 0, 0]


def test_a_receipt_is_found_by_its_key(backend: OrderBackend) -> None:
    receipt = backend.carry_out(refund())
    assert receipt.reference
    assert backend.receipt("k-1") == Receipt("k-1", receipt.reference)
    assert backend.receipt("k-2") is None


def test_a_cancellation_takes_the_activation_back_and_happens_once(backend: OrderBackend) -> None:
    backend.carry_out(other("cancellation"))
    order = the_order(backend)
    assert order.cancelled_at is not None
    assert order.activation.status == "reversed"
    assert refusal(backend, other("cancellation", "k-2")) == "already_cancelled"


@pytest.mark.parametrize("kind", ["reactivation", "replacement"])
def test_an_activation_is_tried_again_but_not_on_a_cancelled_order(backend: OrderBackend, kind: str) -> None:
    backend.carry_out(other(kind))
    activation = the_order(backend).activation
    assert (activation.status, activation.attempts, activation.matches_order) == ("done", 2, True)
    backend.carry_out(other("cancellation", "k-2"))
    assert refusal(backend, other(kind, "k-3")) == "already_cancelled"


def test_corrections_set_the_record_right(backend: OrderBackend) -> None:
    backend.carry_out(other("account_correction", "k-1"))
    backend.carry_out(other("technical_correction", "k-2"))
    order = the_order(backend)
    assert order.overcharged_units == 0
    assert order.incidents[0].resolved_at is not None


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


def test_lines_belong_to_a_refund_and_come_to_its_amount() -> None:
    with pytest.raises(ValueError, match="come to the amount"):
        RemedyCall("k-1", "refund", "NN-70001", "pay_2", nok("10.00"), items=(("1", nok("9.00")),))
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


def test_calls_at_once_with_one_key_move_money_once(backend: OrderBackend) -> None:
    receipts: list[Receipt] = []
    threads = [threading.Thread(target=lambda: receipts.append(backend.carry_out(refund()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 8
    assert len(set(receipts)) == 1
    assert refunded(backend) == [0, 490, 0]


def test_calls_at_once_with_many_keys_never_return_more_than_was_paid(backend: OrderBackend) -> None:
    ends: list[str] = []

    def one(key: str) -> None:
        try:
            backend.carry_out(refund(key, amount="200.00"))
            ends.append("done")
        except BackendRefused as fault:
            ends.append(fault.code)

    threads = [threading.Thread(target=one, args=(f"k-{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["done"] * 2 + ["exceeds_remaining"] * 6
    assert refunded(backend) == [0, 400, 0]
