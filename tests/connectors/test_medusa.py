"""What Medusa does otherwise than the other shops: refusals that paid, refunds that go from the list, cancelling."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from amends.connectors.registry import backend_of
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import RemedyCall
from tests.connectors import house as houses
from tests.connectors.house import EMAIL, House, access, nok
from tests.connectors.test_faults import HUNDRED


@pytest.fixture
def shop() -> Iterator[House]:
    with houses.medusa() as there:
        yield there


def theirs(shop: House):
    return shop.stand_in.orders["order_45"]


def their_payment(shop: House):
    return theirs(shop)["payment_collections"][0]["payments"][0]


def paid(shop: House):
    return next(each for each in shop.order.payments if each.id == shop.payment)


def code_of(shop: House, call: RemedyCall) -> str:
    with pytest.raises(BackendRefused) as caught:
        shop.backend.carry_out(call)
    return caught.value.code


def with_options(shop: House, **changes):
    return backend_of("shop", OrderSource("medusa", url=shop.backend._shop._source.url, **changes), access(key="sk_1"))


def test_a_payment_is_paid_by_what_was_captured_of_it(shop):
    their_payment(shop)["captures"] = [
        {"amount": 150, "created_at": "2026-11-16T09:00:00.000Z"},
        {"amount": 49.55, "created_at": "2026-11-17T10:00:00.000Z"},
    ]
    assert (paid(shop).amount, paid(shop).captured_at.isoformat()) == (nok("199.55"), "2026-11-17T10:00:00+00:00")
    assert code_of(shop, shop.refund(amount="199.56")) == "exceeds_remaining"
    their_payment(shop)["captures"] = []
    assert (paid(shop).status, paid(shop).amount) == ("authorised", nok("490.00"))
    their_payment(shop)["canceled_at"] = "2026-11-17T10:00:00.000Z"
    assert paid(shop).status == "expired"


def test_what_medusa_takes_beyond_the_payment_is_not_asked_for(shop):
    """It counts a cent more as no more."""
    assert code_of(shop, shop.refund(amount="490.01")) == "exceeds_remaining"
    assert shop.moved() == []


def test_the_total_is_what_the_order_cost_before_anything_went_back(shop):
    shop.backend.carry_out(shop.refund(amount="100.55"))
    assert theirs(shop)["total"] == 389.45
    assert (shop.order.total, paid(shop).remaining) == (nok("490.00"), nok("389.45"))


def test_a_refusal_that_has_paid_is_found_in_the_list(shop):
    """While somebody edits the order: Medusa stumbles over its own books afterwards."""
    theirs(shop)["open_change"] = True
    receipt = shop.backend.carry_out(shop.refund())
    assert [(each.id, each.status) for each in paid(shop).refunds] == [(receipt.reference, "succeeded")]
    assert shop.opened().carry_out(shop.refund()) == receipt
    assert shop.moved() == HUNDRED


def test_a_refund_that_is_listed_and_not_made_yet_is_no_receipt(shop):
    shop.stand_in.provider = "thinks"
    for ask in (shop.backend.carry_out, shop.opened().carry_out, lambda call: shop.backend.receipt(call.key, call)):
        with pytest.raises(BackendUncertain):
            ask(shop.refund())
    assert [each.status for each in paid(shop).refunds] == ["pending"]
    assert (paid(shop).remaining, shop.moved()) == (nok("390.00"), [])
    their_payment(shop)["refunds"].clear()  # the provider refused: Medusa takes it away
    with pytest.raises(BackendUncertain, match="look at the payment provider"):
        shop.opened().carry_out(shop.refund())


def test_a_later_refund_does_not_make_an_earlier_one_certain(shop):
    """The sum of the collection counts what stands there, made or not."""
    shop.stand_in.provider = "thinks"
    with pytest.raises(BackendUncertain):
        shop.backend.carry_out(shop.refund())
    shop.stand_in.provider = "pays"
    shop.backend.carry_out(shop.refund("k-2", "50.00"))
    assert [(each.key, each.status) for each in paid(shop).refunds] == [("k-1", "pending"), ("k-2", "succeeded")]
    with pytest.raises(BackendUncertain, match="may yet be taken back"):
        shop.backend.receipt("k-1", shop.refund())


@pytest.mark.parametrize("provider", ["dies", "fails"])
def test_after_an_error_of_the_payment_provider_nothing_is_sent_again(shop, provider):
    """Medusa forgets the refund in both cases, and says the same."""
    shop.stand_in.provider = provider
    for backend in (shop.backend, shop.opened(), shop.backend):
        with pytest.raises(BackendUncertain):
            backend.carry_out(shop.refund())
        with pytest.raises(BackendUncertain, match="look at the payment provider"):
            backend.receipt("k-1", shop.refund())  # nor is it said to be unmade
    assert their_payment(shop)["refunds"] == []
    assert shop.moved() == (HUNDRED if provider == "dies" else [])


def test_a_field_that_a_person_removed_lets_the_refund_go(shop):
    shop.breaks("lost_before")
    for _ in range(2):
        with pytest.raises(BackendUncertain, match=r"502|amends_begun_k-1"):
            shop.backend.carry_out(shop.refund())
    assert theirs(shop)["metadata"]["amends_begun_k-1"].startswith("A refund of 100.00 NOK was asked for")
    theirs(shop)["metadata"] = None
    shop.backend.carry_out(shop.refund())
    assert shop.moved() == HUNDRED


def test_an_announcement_without_an_answer_sends_nothing_and_holds_nothing_back(shop):
    theirs(shop)["metadata"] = {"theirs": "1"}
    shop.stand_in.lost_notes = 1
    with pytest.raises(BackendUnavailable, match="was not sent"):
        shop.backend.carry_out(shop.refund())
    assert (shop.moved(), theirs(shop)["metadata"]) == ([], {"theirs": "1"})
    shop.backend.carry_out(shop.refund())
    assert shop.moved() == HUNDRED


def test_an_announcement_that_was_not_kept_sends_nothing(shop, monkeypatch):
    monkeypatch.setattr("tests.connectors.standins.medusa._chosen", lambda record, fields: record | {"metadata": None})
    with pytest.raises(BackendUnavailable, match="was not sent"):
        shop.backend.carry_out(shop.refund())
    assert shop.moved() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"captures": [{"amount": 50, "created_at": "2026-11-16T09:00:00.000Z"}]}, "exceeds_remaining"),
     ({"id": "pay_other"}, "payment_not_found")],
)  # fmt: skip
def test_what_medusa_says_before_it_begins_is_a_refusal(shop, monkeypatch, changes, code):
    """The payment is another one when the refund comes."""
    shown = shop.backend._shop._refund

    def later(call):
        their_payment(shop).update(changes)
        return shown(call)

    monkeypatch.setattr(shop.backend._shop, "_refund", later)
    assert code_of(shop, shop.refund()) == code
    assert (shop.moved(), theirs(shop)["metadata"]) == ([], {})


def test_an_answer_that_does_not_name_the_refund_is_no_receipt(shop, monkeypatch):
    monkeypatch.setattr("amends.connectors.medusa._refunds", lambda reply: [])
    receipt = shop.backend.carry_out(shop.refund())  # found in the list
    assert receipt.reference == their_payment(shop)["refunds"][0]["id"]
    assert shop.moved() == HUNDRED


def test_a_payment_outside_of_medusa_is_paid_back_by_a_person(shop):
    """It writes the refund down as made, and nobody pays."""
    their_payment(shop)["provider_id"] = "pp_system_default"
    assert code_of(shop, shop.refund()) == "not_supported"
    assert (their_payment(shop)["refunds"], theirs(shop)["metadata"]) == ([], None)


def test_an_order_with_money_left_is_not_cancelled(shop):
    """Medusa would pay it back by itself, whatever was granted."""
    shop.backend.carry_out(shop.refund())
    assert code_of(shop, RemedyCall("c-1", "cancellation", "45")) == "not_supported"
    assert (theirs(shop)["status"], shop.moved()) == ("pending", HUNDRED)


def all_back(shop: House) -> None:
    shop.backend.carry_out(shop.refund("all-1", "490.00"))
    shop.backend.carry_out(shop.refund("all-2", "490.00", payment_id=shop.other))


def test_an_order_of_which_all_went_back_is_cancelled_once(shop):
    all_back(shop)
    call = RemedyCall("c-1", "cancellation", "45")
    first = shop.backend.carry_out(call)
    assert (theirs(shop)["status"], shop.opened().carry_out(call)) == ("canceled", first)
    assert code_of(shop, RemedyCall("c-2", "cancellation", "45")) == "already_cancelled"
    assert shop.moved() == [Decimal(490)] * 2
    assert (shop.order.cancelled_at is not None, shop.order.total) == (True, nok("490.00"))


def test_an_order_that_medusa_does_not_let_go_is_not_said_to_be_cancelled(shop):
    all_back(shop)
    call = RemedyCall("c-1", "cancellation", "45")
    theirs(shop)["status"] = "completed"
    assert code_of(shop, call) == "refused_by_provider"
    assert theirs(shop)["metadata"] is not None
    assert "amends_cancelled_c-1" not in theirs(shop)["metadata"]
    theirs(shop).update({"status": "pending", "open_change": True})
    with pytest.raises(BackendUncertain, match="existing active order change"):
        shop.backend.carry_out(call)
    assert shop.backend.receipt("c-1", call) is None
    theirs(shop)["open_change"] = False
    assert shop.opened().carry_out(call).reference == "order_45"


def test_a_refund_of_a_cancelled_order_is_made_by_a_person(shop):
    """Nothing can be announced there, and Medusa refuses what it pays."""
    theirs(shop).update({"status": "canceled", "canceled_at": "2026-11-17T10:00:00.000Z"})
    assert code_of(shop, shop.refund()) == "not_supported"
    assert shop.moved() == []


def test_the_right_order_is_found_among_many_that_hold_its_number(shop):
    for number in range(145, 345):
        shop.stand_in.place(number, (f"p_{number}",), f"someone{number}@example.com")
    shop.stand_in.place(7, ("p_7",), "tel45@example.com")
    assert [each.id for each in shop.order.payments] == ["pay_1", "pay_2"]
    assert shop.backend.order("4") is None
    assert shop.backend.order("045") is None


def test_a_search_that_does_not_end_is_told(shop, monkeypatch):
    monkeypatch.setattr("amends.connectors.medusa.PAGE", 1)
    monkeypatch.setattr("amends.connectors.medusa.MOST_PAGES", 1)
    with pytest.raises(BackendInvalid, match="more orders"):
        shop.backend.orders_of(EMAIL)


def test_numbers_of_the_shops_own(shop):
    theirs(shop)["custom_display_id"] = "WEB-45"
    own = with_options(shop, options={"own_numbers": "true"})
    assert [each.id for each in own.order("WEB-45").payments] == ["pay_1", "pay_2"]
    assert (own.order("45"), own.order("46").number) == (None, "46")
    shop.stand_in.orders["order_46"]["custom_display_id"] = "WEB-45"
    with pytest.raises(BackendInvalid, match="2 orders"):
        own.order("WEB-45")
    assert with_options(shop, options={"written": "#{}"}).order("#45").number == "#45"


def test_a_part_that_medusa_leaves_out_is_told(shop):
    """It says nothing of fields that it does not have; what is not there is not nothing."""
    del their_payment(shop)["refunds"]
    with pytest.raises(BackendInvalid, match="refunds"):
        shop.backend.order("45")


def test_consents_come_from_metadata(shop):
    fields = {"immediate_performance_at": "start_now_at", "confirmed_at": "terms_mailed_at", "vat_number": "vat"}
    theirs(shop)["metadata"] = {"start_now_at": "2026-11-16T08:12:00.000Z", "vat": "NO1"}
    order = with_options(shop, fields=fields).order("45")
    assert order.consent.immediate_performance_at.isoformat() == "2026-11-16T08:12:00+00:00"
    assert (order.consent.unconfirmed, order.customer.consumer) == (True, False)
    assert (order.customer.country, order.customer.name) == ("NO", "Kari Holm")


def test_a_key_that_is_over_is_said_to_be(shop):
    backend = backend_of("shop", OrderSource("medusa", url=shop.backend._shop._source.url), access(key="old"))
    with pytest.raises(BackendUnavailable, match="refuses our key"):
        backend.order("45")
