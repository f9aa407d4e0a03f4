"""The demo backend, running on loopback with its seeded orders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from amends import clock
from demo.orders.app import create_app
from demo.orders.faults import Fault
from demo.orders.scenarios import orders_at
from demo.orders.serving import serving
from demo.orders.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "orders.db", clock.now)
    store.reseed(orders_at(clock.now()))
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, str]]:
    app = create_app(Store(tmp_path_factory.mktemp("demo") / "none.db", clock.now))
    with serving(app) as address:
        yield app, address


@pytest.fixture
def address(store: Store, demo: tuple[FastAPI, str]) -> str:
    """Where the demo backend answers, with this test's store and no fault switched on."""
    app, address = demo
    app.state.store = store
    app.state.switch.fault = Fault(mode=None)
    return address
