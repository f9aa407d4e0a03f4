"""What may go back, and of what: currencies without decimals, attempts that came to nothing, shared payments."""

from decimal import Decimal

import pytest

from amends.connectors.backend import ConnectedBackend
from amends.connectors.composed import Composed
from amends.connectors.registry import backend_of
from amends.connectors.shopify_queries import FIND, READ
from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid, BackendRefused, RecordInvalid
from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.order import Order
from demo.orders.serving import serving
from tests.connectors import house as houses
from tests.connectors.house import EMAIL, Records, access, nok
from tests.connectors.sql_house import sql
from tests.connectors.standins.shopify import cost
from tests.connectors.standins.stripe import StripeStandIn
from tests.orders.sample import document


@pytest.fixture
def shopify():
    with houses.shopify() as there:
        yield there


def refusal(backend, call):
    with pytest.raises(BackendRefused) as caught:
        backend.carry_out(call)
    return caught.value.code


@pytest.mark.parametrize(
    ("currency", "theirs", "ours", "sent"),
    [("isk", 150000, 1500, 50000), ("ugx", 150000, 1500, 50000), ("rsd", 150000, 1500, 50000),
     ("all", 150000, 1500, 50000), ("jpy", 1500, 1500, 500), ("clp", 1500, 1500, 500), ("kwd", 1500000, 1500, 500000),
     ("nok", 150000, 1500, 50000)],
)  # fmt: skip
def test_stripe_counts_each_currency_in_its_own_units(currency, theirs, ours, sent):
    there = StripeStandIn()
    there.pay("pi_1", "SH-1", theirs, EMAIL, currency=currency)
    with serving(there.app) as url:
        backend = backend_of("shop", OrderSource("stripe", url=url), access(key="sk_test_1"))
        order = backend.order("SH-1")
        assert (order.total.amount, order.payments[0].amount.amount) == (ours, ours)
        backend.carry_out(RemedyCall("k-1", "refund", "SH-1", "pi_1", Money(Decimal(500), currency.upper())))
        assert backend.order("SH-1").payments[0].refunded.amount == 500
    assert [each["amount"] for each in there.refunds] == [sent]


def test_an_attempt_that_was_given_up_does_not_tell_what_the_order_cost():
    """Of 490 paid twice 490 were too much, whatever stood in the basket at first."""
    there = StripeStandIn()
    there.pay("pi_0", "SH-1", 10000, "another@example.com", status="canceled", amount_received=0)
    there.pay("pi_1", "SH-1", 49000, EMAIL)
    there.pay("pi_2", "SH-1", 49000, EMAIL)
    with serving(there.app) as url:
        order = backend_of("shop", OrderSource("stripe", url=url), access(key="sk_test_1")).order("SH-1")
    assert (order.total, order.duplicate_amount, order.customer.email) == (nok("490.00"), nok("490.00"), EMAIL)


def test_a_payment_of_two_orders_gives_each_no_more_than_its_share():
    with houses.mollie() as there:
        there.stand_in.pay("tr_9", "980.00")
        share = [{"id": "tr_9", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "pending"}]
        both = [
            document(number=each, merchant="shop", payments=share, customer={"email": EMAIL}) for each in ("A", "B")
        ]
        records = Records([Order.from_json(each) for each in both])
        backend = ConnectedBackend(Composed(records, there.backend._shop._provider), "shop", (0.0,))
        assert [each.amount for each in backend.order("A").captured] == [nok("490.00")]
        assert refusal(backend, RemedyCall("k-1", "refund", "A", "tr_9", nok("490.01"))) == "exceeds_remaining"
        backend.carry_out(RemedyCall("k-1", "refund", "A", "tr_9", nok("490.00")))
    assert [each["amount"]["value"] for each in there.stand_in.refunds["tr_9"]] == ["490.00"]


def test_a_payment_that_a_view_tells_twice_was_not_paid_twice(tmp_path, monkeypatch):
    """As a join with the order's lines does it."""
    with sql(tmp_path, monkeypatch) as there:
        there.stand_in.run("INSERT INTO shop_payments VALUES ('p3', '100046', '490.00', 'captured', NULL)")
        with pytest.raises(RecordInvalid, match="stands there twice"):
            there.backend.order("100046")


def test_what_was_captured_of_a_payment_is_all_that_can_go_back():
    with houses.mollie() as there:
        there.stand_in.payments["tr_1"]["amountCaptured"] = {"value": "200.00", "currency": "NOK"}
        assert refusal(there.backend, there.refund(amount="200.01")) == "exceeds_remaining"
        there.stand_in.payments["tr_1"]["status"] = "authorized"
        assert there.order.payments[0].amount == nok("490.00")


@pytest.mark.parametrize("parent", [None, {"id": "an authorisation"}])
def test_a_refund_that_names_no_payment_is_not_given_again(shopify, parent):
    """Shop credit, cash, or a part whose parent is none of the payments."""
    shopify.backend.carry_out(shopify.refund("by-hand", "400.00"))
    by_hand = shopify.stand_in.orders[shopify.number]["refunds"][0]
    by_hand["note"], by_hand["transactions"]["nodes"][0]["parentTransaction"] = "shop credit", parent
    assert [each.remaining for each in shopify.order.payments] == [nok("90.00")] * 2
    assert refusal(shopify.backend, shopify.refund(amount="90.01")) == "exceeds_remaining"


def test_an_order_paid_in_another_currency_is_refunded_by_a_person(shopify):
    shopify.stand_in.orders[shopify.number]["presentmentCurrencyCode"] = "EUR"
    assert refusal(shopify.backend, shopify.refund()) == "not_supported"
    assert shopify.moved() == []


def test_parts_of_a_refund_beyond_what_is_read_are_told(shopify):
    shopify.backend.carry_out(shopify.refund())
    shopify.stand_in.orders[shopify.number]["refunds"][0]["transactions"]["pageInfo"]["hasNextPage"] = True
    with pytest.raises(BackendInvalid, match="longer lists"):
        shopify.backend.order(shopify.number)


def test_the_right_order_is_found_behind_many_that_begin_alike(shopify):
    last = shopify.stand_in.orders.pop("#1001")
    for number in range(120):
        shopify.stand_in.place(f"#1001-{number}", {f"x{number}": "1.00"}, EMAIL)
    shopify.stand_in.orders["#1001"] = last | {"id": "gid://shopify/Order/last"}
    assert shopify.order.total == nok("490.00")
    assert shopify.backend.order("#100") is None


def test_the_gravest_dispute_at_shopify_counts(shopify):
    disputes = [("INQUIRY", "UNDER_REVIEW"), ("CHARGEBACK", "NEEDS_RESPONSE"), ("CHARGEBACK", "WON")]
    for order in shopify.stand_in.orders.values():
        order["disputes"] = [{"id": "d", "initiatedAs": how, "status": status} for how, status in disputes]
    assert [each.dispute_status for each in shopify.backend.order("#1002").payments] == ["open"]


def test_a_reading_costs_no_more_than_shopify_allows():
    assert cost("query { a(first: 10) { nodes { b c(first: 5) { nodes { d { e } } } } } }") == 2 + 10 * (1 + 2 + 5 * 2)
    assert max(cost(FIND), cost(READ)) < 900
