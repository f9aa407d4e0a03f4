"""Facts of the service from a second source: what it does not tell is not known."""

import json
import socket

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import create_engine, text

from amends.connectors.service_facts import HttpFacts, SqlFacts, WithFacts
from amends.errors import BackendInvalid, BackendUnavailable
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from demo.orders.serving import serving
from tests.connectors.house import EMAIL
from tests.orders.sample import document

NOTHING = {"activation": {"status": None}, "usage": None, "incidents": None, "billing": None}
RUNS = {"activation": {"status": "done", "at": "2026-11-16T10:00:00+01:00"}, "usage": {"used_fraction": 0.25}}


class Told:
    def __init__(self, facts):
        self.told = facts

    def facts(self, number):
        return self.told


def backend(facts, **changes):
    order = Order.from_json(document(customer={"email": EMAIL}, **NOTHING | changes))
    return WithFacts(FakeOrderBackend([order]), Told(facts))


def test_what_the_source_tells_stands_in_the_order():
    for order in (backend(RUNS).order("NN-70001"), *backend(RUNS).orders_of(EMAIL)):
        assert order.activation.status == "done"
        assert order.usage.used_fraction * 4 == 1


@pytest.mark.parametrize("facts", [{}, {"activation": None, "usage": None}, {"usage": {"used_fraction": 0}}])
def test_what_it_leaves_out_is_not_known(facts):
    order = backend(facts).order("NN-70001")
    assert order.activation.status is None
    assert (order.incidents_known, order.billing_known) == (False, False)
    assert order.usage.known is bool(facts.get("usage"))


def test_no_incidents_is_an_answer():
    assert backend({"incidents": []}).order("NN-70001").incidents_known is True


def test_the_orders_own_system_comes_first():
    order = backend(RUNS, activation={"status": "failed"}).order("NN-70001")
    assert order.activation.status == "failed"
    assert order.usage.known


@pytest.mark.parametrize("facts", [{"total": {"amount": "0.01", "currency": "NOK"}}, {"payments": []}])
def test_it_says_nothing_of_money(facts):
    with pytest.raises(BackendInvalid, match="nobody reads"):
        backend(facts).order("NN-70001")


def test_a_fact_that_breaks_the_contract_is_no_decisions_ground():
    with pytest.raises(BackendInvalid, match="used_fraction"):
        backend({"usage": {"used_fraction": 7}}).order("NN-70001")


def test_over_http():
    app = FastAPI()

    @app.get("/facts/{number}")
    def facts(number: str):
        return JSONResponse(RUNS) if number == "#1234" else JSONResponse({"error": "unknown"}, 404)

    with serving(app) as url:
        source = HttpFacts(f"{url}/facts", "token", 20.0, 50.0)
        assert source.facts("#1234") == RUNS
        assert source.facts("100045") == {}


def test_a_source_that_is_away_fails_the_reading():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    source = HttpFacts(f"http://127.0.0.1:{port}", "", 1.0, 1.0)
    order = Order.from_json(document())
    with pytest.raises(BackendUnavailable):
        WithFacts(FakeOrderBackend([order]), source).order("NN-70001")


def test_from_a_database(tmp_path):
    url = f"sqlite:///{tmp_path}/facts.db"
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE amends_service_facts (order_number TEXT, activation TEXT, usage TEXT)"))
        row = {"number": "#1234", "activation": json.dumps(RUNS["activation"])}
        connection.execute(text("INSERT INTO amends_service_facts VALUES (:number, :activation, NULL)"), row)
    source = SqlFacts(url, "")
    assert source.facts("#1234") == {"activation": RUNS["activation"]}
    assert source.facts("100045") == {}
