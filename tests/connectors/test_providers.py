"""What each connector makes of its provider's words: states, disputes, pages, consents."""

from decimal import Decimal

import pytest

from amends.connectors.registry import backend_of
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from demo.orders.serving import serving
from tests.connectors import house as houses
from tests.connectors.house import EMAIL, access, nok
from tests.connectors.standins.woocommerce import WooStandIn


@pytest.fixture
def stripe():
    with houses.stripe() as there:
        yield there


@pytest.fixture
def woo():
    with houses.woocommerce() as there:
        yield there


@pytest.fixture
def mollie():
    with houses.mollie() as there:
        yield there


@pytest.fixture
def vipps():
    with houses.vipps() as there:
        yield there


def paid(house, payment=None):
    return next(each for each in house.order.payments if each.id == (payment or house.payment))


@pytest.mark.parametrize(
    ("status", "ours"),
    [("succeeded", "captured"), ("requires_capture", "authorised"), ("processing", "pending"), ("canceled", "expired"),
     ("requires_payment_method", "pending")],
)  # fmt: skip
def test_a_payment_of_stripe_is_paid_where_it_succeeded(stripe, status, ours):
    stripe.stand_in.intents["pi_1"]["status"] = status
    assert paid(stripe).status == ours


@pytest.mark.parametrize(
    ("status", "ours"),
    [("needs_response", "open"), ("under_review", "open"), ("lost", "lost"), ("won", "won"),
     ("warning_needs_response", "inquiry"), ("warning_under_review", "inquiry"), ("warning_closed", None)],
)  # fmt: skip
def test_a_dispute_at_stripe_has_its_state_and_its_deadline(stripe, status, ours):
    details = {"evidence_details": {"due_by": 1764460800}}
    stripe.stand_in.disputes.append(
        {"id": "dp_1", "payment_intent": "pi_1", "status": status, "created": 1763380720, **details}
    )
    assert paid(stripe).dispute_status == ours
    if ours:
        assert paid(stripe).dispute_respond_by.isoformat() == "2025-11-30T00:00:00+00:00"
    assert paid(stripe, "pi_2").dispute_status is None


def test_refunds_beyond_a_page_are_seen(stripe, mollie):
    stripe.stand_in.page = mollie.stand_in.page = 2
    for there in (stripe, mollie):
        receipts = [there.backend.carry_out(there.refund(f"k-{number}", "1.00")) for number in range(5)]
        assert [there.backend.carry_out(there.refund(f"k-{number}", "1.00")) for number in range(5)] == receipts
        assert there.moved() == [Decimal("1.00")] * 5


def test_a_list_without_an_end_is_told_and_not_cut(stripe):
    stripe.stand_in.page = 1
    for number in range(21):
        stripe.stand_in._made({"payment_intent": "pi_1", "amount": "1", "metadata[x]": str(number)})
    with pytest.raises(BackendInvalid, match="longer than can be read"):
        stripe.backend.order("SH-1")


def test_a_number_in_the_search_ends_no_quotation(stripe):
    assert stripe.backend.order("SH-1' OR metadata['a']:'b") is None


def test_a_refund_that_fails_days_later_is_listed_as_failed_and_its_receipt_stays(stripe, mollie):
    for there, refunds in ((stripe, stripe.stand_in.refunds), (mollie, mollie.stand_in.refunds["tr_1"])):
        receipt = there.backend.carry_out(there.refund(amount="490.00"))
        refunds[0]["status"] = "failed"
        assert [each.status for each in paid(there).refunds] == ["failed"]
        assert paid(there).remaining == nok("490.00")
        assert there.backend.receipt("k-1", there.refund(amount="490.00")) == receipt
        there.backend.carry_out(there.refund("k-2", "490.00"))
        assert [each.status for each in paid(there).refunds].count("failed") == 1


def test_a_chargeback_at_mollie_took_the_money_until_it_is_reversed(mollie):
    there = mollie.stand_in
    there.payments["tr_1"]["amountChargedBack"] = {"value": "490.00", "currency": "NOK"}
    there.chargebacks["tr_1"] = [{"createdAt": "2026-11-18T10:00:00+00:00", "reversedAt": None}]
    assert (paid(mollie).dispute_status, paid(mollie).remaining) == ("lost", nok("0.00"))
    there.chargebacks["tr_1"][0]["reversedAt"] = "2026-11-20T10:00:00+00:00"
    assert paid(mollie).dispute_status == "won"


@pytest.mark.parametrize(
    ("status", "ours"), [("open", "pending"), ("authorized", "authorised"), ("expired", "expired")]
)
def test_a_payment_of_mollie_is_paid_where_it_says_so(mollie, status, ours):
    mollie.stand_in.payments["tr_1"]["status"] = status
    assert paid(mollie).status == ours


def test_a_payment_that_the_provider_does_not_know_cannot_be_refunded_from_here(mollie):
    del mollie.stand_in.payments["tr_1"]
    assert paid(mollie).status == "pending"
    with pytest.raises(BackendRefused) as caught:
        mollie.backend.carry_out(mollie.refund())
    assert caught.value.code == "payment_not_found"


def test_vipps_is_asked_for_one_token_as_long_as_it_holds(vipps):
    for _ in range(3):
        vipps.backend.order("SH-1")
    assert vipps.stand_in.tokens == 1


def test_a_key_is_short_enough_for_vipps_and_finds_its_refund(vipps):
    key = "0123456789abcdef" * 4
    vipps.backend.carry_out(vipps.refund(key))
    (event,) = [each for each in vipps.stand_in.events["ref-1"] if each["name"] == "REFUNDED"]
    assert len(event["idempotencyKey"]) == 36
    assert vipps.opened().receipt(key, vipps.refund(key)).reference == event["pspReference"]


def test_a_gateway_that_takes_the_money_and_answers_too_late_is_never_asked_twice(woo):
    woo.stand_in.gateway_fails = True
    for backend in (woo.backend, woo.opened(), woo.backend):
        with pytest.raises(BackendUncertain):
            backend.carry_out(woo.refund())
    assert woo.moved() == [Decimal("100.00")]
    assert woo.stand_in.refunds[100045] == []


def test_an_announcement_without_an_answer_sends_nothing_and_holds_nothing_back(woo):
    woo.stand_in.lost_notes = 1
    with pytest.raises(BackendUnavailable, match="was not sent"):
        woo.backend.carry_out(woo.refund())
    assert woo.moved() == []
    woo.backend.carry_out(woo.refund())
    assert woo.moved() == [Decimal("100.00")]


def test_a_refund_that_its_gateway_has_not_made_yet_is_no_receipt(woo):
    woo.backend.carry_out(woo.refund())
    woo.stand_in.refunds[100045][0]["refunded_payment"] = False
    with pytest.raises(BackendUncertain, match="may yet be taken back"):
        woo.backend.receipt("k-1", woo.refund())
    assert paid(woo).remaining == nok("390.00")


def test_woocommerce_cancels_once(woo):
    call = houses.RemedyCall("c-1", "cancellation", "100045")
    first = woo.backend.carry_out(call)
    assert woo.stand_in.orders[100045]["status"] == "cancelled"
    assert woo.opened().carry_out(call) == first
    with pytest.raises(BackendRefused) as caught:
        woo.backend.carry_out(houses.RemedyCall("c-2", "cancellation", "100045"))
    assert caught.value.code == "already_cancelled"


def test_what_a_connector_cannot_do_is_refused_for_a_person(stripe):
    with pytest.raises(BackendRefused) as caught:
        stripe.backend.carry_out(houses.RemedyCall("c-1", "credit", "SH-1", amount=nok("1.00")))
    assert caught.value.code == "not_supported"


@pytest.mark.parametrize(
    ("value", "at", "unconfirmed"),
    [("2026-11-16T09:12:00+01:00", "2026-11-16T09:12:00+01:00", False),
     ("1763280720", "2025-11-16T08:12:00+00:00", False),
     ("yes", None, True), ("", None, True), ("99999999999999", None, True), ("9" * 25, None, True)],
)  # fmt: skip
def test_a_consent_counts_where_the_shop_kept_a_moment_for_it(value, at, unconfirmed):
    there = WooStandIn()
    fields = {"immediate_performance_at": "_start", "confirmed_at": "_mailed"}
    meta = [{"key": "_start", "value": value}, {"key": "_mailed", "value": value}]
    there.place(100045, "490.00", EMAIL, meta_data=meta)
    with serving(there.app) as url:
        source = OrderSource("woocommerce", url=url, fields=fields)
        order = backend_of("shop", source, access(key="ck_1", secret="cs_1")).order("100045")
    consent = order.consent
    assert (consent.immediate_performance_at and consent.immediate_performance_at.isoformat()) == at
    assert consent.unconfirmed is unconfirmed


def test_a_plugins_own_numbers_are_searched_for_where_the_merchant_says_so():
    there = WooStandIn()
    there.place(100045, "490.00", EMAIL, number="WC-77-2")
    with serving(there.app) as url:
        for own, found in (("true", "WC-77-2"), ("false", None)):
            source = OrderSource("woocommerce", url=url, options={"own_numbers": own})
            order = backend_of("shop", source, access(key="ck_1", secret="cs_1")).order("WC-77-2")
            assert (order and order.number) == found


def test_a_dispute_at_shopify_holds_every_payment_of_an_order_with_several():
    with houses.shopify() as there:
        for order in there.stand_in.orders.values():
            order["disputes"] = [{"id": "d", "initiatedAs": "CHARGEBACK", "status": "LOST"}]
        assert [each.dispute_status for each in there.order.payments] == ["open", "open"]
        assert [each.dispute_status for each in there.backend.order("#1002").payments] == ["lost"]


@pytest.mark.parametrize("kind", ["stripe", "woocommerce", "shopify"])
def test_lines_and_what_nobody_tells(kind):
    with houses.WEB[kind]() as there:
        order = there.order
        assert order.activation.status is None
        assert (order.usage.known, order.incidents_known, order.billing_known) == (False, False, False)
        assert (order.customer.country, order.customer.consumer) == ("NO", None)
        if kind != "stripe":
            assert [(each.name, each.amount) for each in order.items] == [("Router", nok("490.00"))]
