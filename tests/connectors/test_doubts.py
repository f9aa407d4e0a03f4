"""What nobody knows is no no: neither that nothing was paid, nor that there is no such order."""

import pytest
from fastapi import FastAPI, Response
from sqlalchemy import create_engine, text

from amends.connectors.mollie import Mollie
from amends.connectors.registry import backend_of
from amends.connectors.service_facts import SqlFacts
from amends.connectors.source import OrderSource
from amends.connectors.vipps import Vipps
from amends.errors import BackendError, BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import RemedyCall
from demo.orders.serving import serving
from tests.connectors import house as houses
from tests.connectors.house import House, access, nok
from tests.connectors.sql_house import sql
from tests.connectors.standins.stripe import StripeStandIn
from tests.connectors.test_faults import HUNDRED


@pytest.fixture
def woo():
    with houses.woocommerce() as there:
        yield there


@pytest.fixture
def vipps():
    with houses.vipps() as there:
        yield there


@pytest.fixture
def shop(tmp_path, monkeypatch):
    with sql(tmp_path, monkeypatch) as there:
        yield there


def in_doubt(house: House) -> None:
    """Neither made nor not made, whoever asks."""
    for ask in (lambda: house.backend.receipt("k-1", house.refund()), lambda: house.opened().carry_out(house.refund())):
        with pytest.raises(BackendUncertain):
            ask()


def test_an_error_of_a_plugin_after_the_refund_is_no_refusal(woo):
    """WooCommerce answers 400 to what it has carried out, and the mark is not written any more."""
    woo.stand_in.plugin_fails = True
    with pytest.raises(BackendUncertain):
        woo.backend.carry_out(woo.refund())
    in_doubt(woo)
    assert woo.moved() == HUNDRED


def test_a_refund_that_was_begun_and_is_not_listed_is_not_said_to_be_unmade(woo):
    woo.stand_in.gateway_fails = True
    with pytest.raises(BackendUncertain):
        woo.backend.carry_out(woo.refund())
    in_doubt(woo)


def test_what_woocommerce_says_before_it_begins_is_a_refusal(woo, monkeypatch):
    monkeypatch.setattr("tests.connectors.standins.woocommerce.REFUND_FIELDS", set())
    with pytest.raises(BackendRefused, match="Invalid parameter"):
        woo.backend.carry_out(woo.refund())
    monkeypatch.undo()
    woo.backend.carry_out(woo.refund())
    assert woo.moved() == HUNDRED


def test_an_order_that_is_not_found_any_more_says_nothing_of_its_refund():
    with houses.stripe() as there:
        there.backend.carry_out(there.refund())
        there.stand_in.intents.clear()
        with pytest.raises(BackendUncertain, match="SH-1 is not found"):
            there.backend.receipt("k-1", there.refund())


def test_a_shop_that_is_switched_off_has_not_lost_its_orders(woo):
    woo.stand_in.switched_off = True
    for ask in (lambda: woo.backend.order(woo.number), lambda: woo.backend.receipt("k-1", woo.refund())):
        with pytest.raises(BackendInvalid, match="answered 404"):
            ask()


@pytest.mark.parametrize("kind", ["stripe", "woocommerce", "shopify", "medusa", "mollie", "vipps"])
def test_a_page_that_is_not_there_is_no_word_of_the_provider(kind):
    app = FastAPI()
    app.post("/accesstoken/get")(lambda: {"access_token": "t", "expires_in": "3600"})
    app.get("/{path:path}")(lambda: Response("<h1>Not found</h1>", 404, media_type="text/html"))
    with serving(app) as url:
        options = {"payments_url": url, "merchant_serial_number": "123"}
        source = OrderSource(kind, url=url, options=options)
        names = ("key", "secret", "token", "client_id", "client_secret", "subscription_key")
        secrets = dict.fromkeys(names, "x")
        if kind in {"mollie", "vipps"}:
            provider = {"mollie": Mollie, "vipps": Vipps}[kind](source, secrets, 20.0, 50.0)
            ask = provider.payment
        else:
            ask = backend_of("shop", source, access(**secrets)).order
        with pytest.raises(BackendError):
            ask("100045")


def test_a_list_that_is_not_there_is_not_empty():
    with houses.mollie() as there:
        there.stand_in.refunds.pop("tr_1")
        with pytest.raises(BackendInvalid, match="has no list"):
            there.backend.order(there.number)


def test_a_key_that_is_over_is_said_to_be():
    with serving(StripeStandIn().app) as url:
        backend = backend_of("shop", OrderSource("stripe", url=url), access(key="sk_old"))
        with pytest.raises(BackendUnavailable, match="refuses our key"):
            backend.order("SH-1")


@pytest.mark.parametrize(
    ("status", "ours"),
    [("UNKNOWN", "pending"), ("AWAITING_RESPONSE", "pending"), ("PENDING", "pending"), ("SUCCESS", "succeeded"),
     ("FAILURE", "failed"), ("ERROR", "failed")],
)  # fmt: skip
def test_a_refund_that_shopify_does_not_know_about_counts_as_away(status, ours):
    with houses.shopify() as there:
        there.backend.carry_out(there.refund())
        there.stand_in.orders[there.number]["refunds"][0]["transactions"]["nodes"][0]["status"] = status
        (paid, _) = there.order.payments
        assert [each.status for each in paid.refunds] == [ours]
        assert paid.remaining == nok("490.00" if ours == "failed" else "390.00")


def test_a_refund_that_vipps_took_and_nobody_can_read_is_in_doubt(vipps):
    vipps.stand_in.shuts_after_a_refund = True
    with pytest.raises(BackendUncertain, match="took the refund"):
        vipps.backend.carry_out(vipps.refund())
    assert vipps.moved() == HUNDRED


def test_a_log_of_vipps_that_lags_behind_its_sums_is_not_read_as_nothing(vipps):
    vipps.backend.carry_out(vipps.refund())
    vipps.stand_in.events["ref-1"].pop()
    with pytest.raises(BackendUnavailable, match="does not list all yet"):
        vipps.backend.receipt("k-1", vipps.refund())


def test_what_is_no_number_is_no_amount(woo):
    woo.stand_in.orders[100045]["total"] = "Infinity"
    with pytest.raises(BackendInvalid):
        woo.backend.order("100045")


def test_a_database_that_folds_capitals_gives_nobody_anothers_payments(shop):
    shop.stand_in.run(
        "DROP VIEW amends_orders",
        "DROP VIEW amends_payments",
        """CREATE VIEW amends_orders AS SELECT no COLLATE NOCASE AS number, at AS placed_at, mail AS email, what AS
           product, sum AS total, 'NOK' AS currency FROM shop_orders""",
        """CREATE VIEW amends_payments AS SELECT id, no COLLATE NOCASE AS order_number, sum AS amount, state AS status
           FROM shop_payments""",
        "UPDATE shop_orders SET no = CASE no WHEN '100045' THEN 'ab-1' ELSE 'AB-1' END",
        "UPDATE shop_payments SET no = CASE no WHEN '100045' THEN 'ab-1' ELSE 'AB-1' END",
    )
    for number, payments in (("ab-1", ["p1", "p2"]), ("AB-1", ["p3"])):
        order = shop.backend.order(number)
        assert (order.number, [each.id for each in order.payments]) == (number, payments)
    assert shop.backend.order("Ab-1") is None


def test_of_two_rows_of_facts_none_is_taken(tmp_path):
    url = f"sqlite:///{tmp_path}/facts.db"
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE amends_service_facts (order_number TEXT COLLATE NOCASE, usage TEXT)"))
        for number in ("ab-1", "ab-1", "AB-1"):
            row = {"number": number, "usage": '{"used_fraction": 1}'}
            connection.execute(text("INSERT INTO amends_service_facts VALUES (:number, :usage)"), row)
    source = SqlFacts(url, "")
    assert source.facts("AB-1") == {"usage": {"used_fraction": 1}}
    with pytest.raises(BackendInvalid, match="several rows"):
        source.facts("ab-1")


def test_a_credit_that_the_shops_program_refused_has_no_receipt(shop):
    credit = RemedyCall("c-1", "credit", shop.number, amount=nok("10.00"))
    shop.backend.carry_out(credit)
    shop.stand_in.drain("refused")
    with pytest.raises(BackendRefused) as caught:
        shop.backend.carry_out(credit)
    assert caught.value.code == "refused_by_shop"
