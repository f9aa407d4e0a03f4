"""What every order backend does, the fake and the demo over HTTP alike."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from amends.errors import BackendRefused
from amends.money import Money
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from tests.orders.asking import credit, nok, other, refund, refunded, refusal, the_order


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
