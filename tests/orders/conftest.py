"""An order to try things on, and the backends that the contract holds for."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amends import clock
from amends.orders.backend import OrderBackend
from amends.orders.fake import FakeOrderBackend
from amends.orders.http import HttpOrderBackend
from amends.orders.order import Order
from demo.orders.app import create_app
from demo.orders.serving import serving
from demo.orders.store import Store

TWICE_PAID: dict[str, Any] = {
    "number": "NN-70001",
    "merchant": "norrnet",
    "placed_at": "2026-11-16T09:12:00+01:00",
    "customer": {"email": "Kari.Holm@example.com", "country": "NO", "consumer": True},
    "product": {"name": "Uptime tracking, 12 months", "kind": "service"},
    "total": {"amount": "490.00", "currency": "NOK"},
    "payments": [
        {"id": "pay_1", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured"},
        {"id": "pay_2", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured"},
        {"id": "pay_3", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "failed"},
    ],
    "activation": {"status": "done", "attempts": 1, "matches_order": False},
    "incidents": [{"kind": "outage", "cause": "provider", "started_at": "2026-11-17T09:00:00+01:00"}],
    "billing": {"overcharged_units": 12},
}


def document(**changes: Any) -> dict[str, Any]:
    """The order paid twice, with other values for some keys."""
    return copy.deepcopy(TWICE_PAID) | changes


@pytest.fixture
def orders() -> list[dict[str, Any]]:
    return [
        document(),
        document(number="NN-70002", placed_at="2026-11-18T09:12:00+01:00"),
        document(number="NN-70003", customer={"email": "ola.berg@example.com", "country": "NO", "consumer": True}),
    ]


@pytest.fixture(params=["fake", "demo over http"])
def backend(request: pytest.FixtureRequest, orders: list[dict[str, Any]], tmp_path: Path) -> Iterator[OrderBackend]:
    if request.param == "fake":
        yield FakeOrderBackend([Order.from_json(order) for order in orders])
        return
    store = Store(tmp_path / "orders.db", clock.now)
    for order in orders:
        store.put(order)
    store.put(document(number="IT-70009", merchant="itnet"))
    with serving(create_app(store, token="secret")) as address:
        yield HttpOrderBackend(address, "secret", "norrnet")
    store.close()
