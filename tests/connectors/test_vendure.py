"""What Vendure does otherwise than the other shops: pending refunds, cancelled lines, notes, states and baskets."""

from collections.abc import Iterator

import pytest

from amends.connectors.registry import backend_of
from amends.connectors.source import OrderSource
from amends.errors import (
    BackendInvalid,
    BackendRefused,
    BackendUnavailable,
    BackendUncertain,
    SettingError,
)
from amends.orders.backend import RemedyCall
from tests.connectors import house as houses
from tests.connectors.house import House, access, nok
from tests.connectors.test_faults import HUNDRED


@pytest.fixture
def shop() -> Iterator[House]:
    with houses.vendure() as there:
        yield there


def paid(shop: House):
    return next(each for each in shop.order.payments if each.id == shop.payment)


@pytest.mark.parametrize(
    ("state", "ours"),
    [("Settled", "captured"), ("Authorized", "authorised"), ("Declined", "failed"), ("Error", "failed"),
     ("Cancelled", "expired"), ("Created", "pending"), ("A state of a plugin", "pending")],
)  # fmt: skip
def test_a_payment_is_paid_where_it_is_settled(shop, state, ours):
    shop.stand_in.orders["SH1"]["payments"][0]["state"] = state
    assert paid(shop).status == ours


def test_the_moment_of_a_payment_is_when_it_was_settled(shop):
    order = shop.stand_in.orders["SH1"]
    for state in ("Authorized", "Settled"):
        shop.stand_in.entry(order, "ORDER_PAYMENT_TRANSITION", paymentId=1, to=state)
    order["entries"][1]["createdAt"] = "2026-11-17T10:00:00.000Z"
    assert paid(shop).captured_at.isoformat() == "2026-11-17T10:00:00+00:00"


def test_a_basket_is_no_order_until_somebody_paid(shop):
    basket = shop.stand_in.place("SH3", (), "another@example.com", orderPlacedAt=None)
    assert shop.backend.order("SH3") is None
    assert shop.backend.orders_of("another@example.com") == ()
    basket["payments"] = [shop.stand_in.orders["SH2"]["payments"][0] | {"id": "9", "state": "Authorized"}]
    assert [each.status for each in shop.backend.order("SH3").payments] == ["authorised"]


def test_a_refund_that_waits_for_a_person_counts_as_away_and_is_not_asked_for_again(shop):
    shop.stand_in.handler = "none"
    receipt = shop.backend.carry_out(shop.refund())
    assert [each.status for each in paid(shop).refunds] == ["pending"]
    assert paid(shop).remaining == nok("390.00")
    assert shop.opened().carry_out(shop.refund()) == receipt
    assert len(shop.stand_in.refunds()) == 1


def test_a_refund_that_the_payment_handler_refuses_is_listed_as_failed(shop):
    shop.stand_in.handler = "fails"
    receipt = shop.backend.carry_out(shop.refund())
    assert [(each.id, each.status) for each in paid(shop).refunds] == [(receipt.reference, "failed")]
    assert paid(shop).remaining == nok("490.00")


def test_money_that_the_payment_handler_paid_and_vendure_forgot_is_never_paid_again(shop):
    shop.stand_in.handler = "dies"
    for backend in (shop.backend, shop.opened(), shop.backend):
        with pytest.raises(BackendUncertain):
            backend.carry_out(shop.refund())
    assert shop.stand_in.refunds() == []
    assert shop.moved() == HUNDRED


def test_a_refund_whose_state_could_not_be_kept_is_found_in_the_list(shop):
    shop.stand_in.handler = "in_between"
    assert shop.backend.carry_out(shop.refund()).reference == shop.stand_in.refunds()[0]["id"]
    assert shop.moved() == HUNDRED


def test_an_announcement_without_an_answer_sends_nothing_and_holds_nothing_back(shop):
    shop.stand_in.lost_notes = 1
    with pytest.raises(BackendUnavailable, match="was not sent"):
        shop.backend.carry_out(shop.refund())
    assert (shop.moved(), shop.stand_in.orders["SH1"]["entries"]) == ([], [])
    shop.backend.carry_out(shop.refund())
    assert shop.moved() == HUNDRED


def test_what_vendure_refuses_leaves_no_announcement_behind(shop):
    shop.stand_in.orders["SH1"]["state"] = "PaymentAuthorized"
    with pytest.raises(BackendRefused, match="Vendure says") as caught:
        shop.backend.carry_out(shop.refund())
    assert caught.value.code == "refused_by_provider"
    assert shop.stand_in.orders["SH1"]["entries"] == []


def test_a_note_that_a_person_deleted_lets_the_refund_go(shop):
    shop.breaks("lost_before")
    for _ in range(2):
        with pytest.raises(BackendUncertain):
            shop.backend.carry_out(shop.refund())
    (note,) = shop.stand_in.orders["SH1"]["entries"]
    assert note["data"]["note"].startswith("amends-begun:k-1 A refund of 100.00 NOK")
    shop.stand_in.orders["SH1"]["entries"].clear()
    shop.backend.carry_out(shop.refund())
    assert shop.moved() == HUNDRED


def test_the_key_of_one_refund_is_not_found_in_that_of_another(shop):
    shop.breaks("lost_before")
    with pytest.raises(BackendUncertain):
        shop.backend.carry_out(shop.refund("k-10"))
    shop.backend.carry_out(shop.refund("k-1"))
    assert shop.moved() == HUNDRED


def test_a_long_key_is_shortened_and_found(shop):
    key = "k" * 255
    receipt = shop.backend.carry_out(shop.refund(key))
    assert len(shop.stand_in.refunds()[0]["reason"]) < 255
    assert shop.opened().receipt(key, shop.refund(key)) == receipt


def test_an_order_is_cancelled_once_and_keeps_what_it_cost(shop):
    order = shop.stand_in.orders["SH1"]
    order["lines"].append(shop.stand_in.line("Cable", "C1", 1000, 3))
    call = RemedyCall("c-1", "cancellation", "SH1")
    first = shop.backend.carry_out(call)
    assert (order["state"], shop.opened().carry_out(call)) == ("Cancelled", first)
    with pytest.raises(BackendRefused) as caught:
        shop.backend.carry_out(RemedyCall("c-2", "cancellation", "SH1"))
    assert caught.value.code == "already_cancelled"
    assert shop.order.total == nok("520.00")
    assert [(each.amount, each.quantity) for each in shop.order.items] == [(nok("490.00"), 1), (nok("30.00"), 3)]
    assert shop.order.cancelled_at is not None


def test_lines_whose_discounts_vendure_forgot_are_not_known(shop):
    """Of a line that was cancelled whole it says what it would have cost without them."""
    order = shop.stand_in.place(
        "SH3", ("9",), "c@example.com", lines=[shop.stand_in.line("Router", "R1", 60000, 1, 11000)]
    )
    assert shop.backend.order("SH3").total == nok("490.00")
    order["lines"][0]["quantity"] = 0
    after = shop.backend.order("SH3")
    assert (after.total, after.items) == (nok("490.00"), None)


def test_an_order_that_the_shops_own_process_keeps_is_not_said_to_be_cancelled(shop):
    shop.stand_in.keeps_state = True
    call = RemedyCall("c-1", "cancellation", "SH1")
    with pytest.raises(BackendUncertain, match="OrderStateTransitionError"):
        shop.backend.carry_out(call)
    for ask in (shop.opened().carry_out, lambda call: shop.backend.receipt(call.key, call)):
        with pytest.raises(BackendUncertain, match="still PaymentSettled"):
            ask(call)


def test_shipping_that_was_cancelled_belonged_to_the_price(shop):
    order = shop.stand_in.orders["SH1"]
    order["totalWithTax"] = 49000
    order["shippingLines"] = [{"discounts": [{"adjustmentSource": "CANCEL_ORDER", "amountWithTax": -2900}]}]
    assert shop.order.total == nok("519.00")


@pytest.mark.parametrize(("decimals", "sent"), [(0, 100), (2, 10000), (3, 100000)])
def test_amounts_are_counted_as_the_shop_counts_them(shop, decimals, sent):
    shop.stand_in.precision = decimals
    order = shop.stand_in.place("SH3", ("9",), "c@example.com", price=490 * 10**decimals)
    assert shop.backend.order("SH3").total == nok("490.00")
    shop.backend.carry_out(shop.refund(order_number="SH3", payment_id="9"))
    assert order["payments"][0]["refunds"][0]["total"] == sent


def test_an_amount_finer_than_the_shop_counts_is_refused(shop):
    shop.stand_in.precision = 0
    shop.stand_in.place("SH3", ("9",), "c@example.com", price=490)
    with pytest.raises(BackendRefused) as caught:
        shop.backend.carry_out(shop.refund(order_number="SH3", payment_id="9", amount="99.50"))
    assert caught.value.code == "invalid_amount"
    assert shop.moved() == []


def test_consents_come_from_custom_fields(shop):
    fields = {"immediate_performance_at": "startNowAt", "confirmed_at": "termsMailedAt", "vat_number": "vatNumber"}
    source = OrderSource("vendure", url=shop.backend._shop._source.url, fields=fields)
    backend = backend_of("shop", source, access(key="api-key-1"))
    shop.stand_in.orders["SH1"]["customFields"] = {"startNowAt": "2026-11-16T08:12:00.000Z", "vatNumber": "NO1"}
    order = backend.order("SH1")
    assert order.consent.immediate_performance_at.isoformat() == "2026-11-16T08:12:00+00:00"
    assert (order.consent.unconfirmed, order.customer.consumer) == (True, False)


def test_a_field_that_vendure_cannot_have_is_a_setting_to_mend():
    source = OrderSource("vendure", url="https://shop.example.com", fields={"vat_number": "x } } }"})
    with pytest.raises(SettingError, match="no custom field"):
        backend_of("shop", source, access(key="k"))


def test_a_field_that_the_shop_does_not_have_is_told(shop):
    source = OrderSource("vendure", url=shop.backend._shop._source.url, fields={"vat_number": "another"})
    with pytest.raises(BackendInvalid, match="GRAPHQL_VALIDATION_FAILED"):
        backend_of("shop", source, access(key="api-key-1")).order("SH1")


def test_a_key_that_is_over_is_said_to_be(shop):
    backend = backend_of("shop", OrderSource("vendure", url=shop.backend._shop._source.url), access(key="old"))
    with pytest.raises(BackendUnavailable, match="refuses our key"):
        backend.order("SH1")


def test_a_history_beyond_what_is_read_is_told(shop):
    for number in range(201):
        shop.stand_in.entry(shop.stand_in.orders["SH1"], "ORDER_NOTE", note=f"Called {number}")
    with pytest.raises(BackendInvalid, match="longer history"):
        shop.backend.order("SH1")
