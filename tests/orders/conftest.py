"""The backends that the contract holds for, with the same orders."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from fastapi import FastAPI

from amends import clock
from amends.orders.backend import OrderBackend
from amends.orders.fake import FakeOrderBackend
from amends.orders.http import HttpOrderBackend
from amends.orders.order import Order
from demo.orders.app import create_app
from demo.orders.serving import serving
from demo.orders.store import Store
from tests.orders.sample import document

NOK_490 = {"amount": "490.00", "currency": "NOK"}
NOK_90 = {"amount": "90.00", "currency": "NOK"}


@pytest.fixture
def orders() -> list[dict[str, Any]]:
    return [
        document(),
        document(number="NN-70002", placed_at="2026-11-18T09:12:00+01:00", subscription=None),
        document(number="NN-70003", customer={"email": "ola.berg@example.com", "country": "NO", "consumer": True}),
        document(
            number="NN-70004",
            customer={"email": "per@example.com"},
            payments=[{"id": "pay_1", "amount": NOK_490, "status": "captured", "refunded": NOK_90}],
            billing={"overcharged_amount": {"amount": "4.20", "currency": "NOK"}},
        ),
    ]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, str]]:
    """The demo backend's application and its address; a test gives it a store of its own."""
    app = create_app(Store(tmp_path_factory.mktemp("demo") / "none.db", clock.now), token="secret")
    with serving(app) as address:
        yield app, address


@pytest.fixture(params=["fake", "demo over http"])
def backend(
    request: pytest.FixtureRequest, orders: list[dict[str, Any]], demo: tuple[FastAPI, str], tmp_path: Path
) -> Iterator[OrderBackend]:
    if request.param == "fake":
        yield FakeOrderBackend([Order.from_json(order) for order in orders])
        return
    store = Store(tmp_path / "orders.db", clock.now)
    for order in orders:
        store.put(order)
    store.put(document(number="IT-70009", merchant="itnet"))
    app, address = demo
    app.state.store = store
    yield HttpOrderBackend(address, "secret", "norrnet")
    store.close()


@pytest.fixture
def fail_refund(backend: OrderBackend, demo: tuple[FastAPI, str]) -> Callable[[str, str], None]:
    """Lets the refund of an order and key fail, as a bank does days later."""

    def fail(number: str, key: str) -> None:
        if isinstance(backend, FakeOrderBackend):
            backend.fail_refund(key)
        else:
            body = {"order": number, "key": key}
            requests.post(demo[1] + "/demo/refunds/fail", json=body, timeout=60).raise_for_status()

    return fail
