"""Every connector, and the order backend over HTTP, as houses with the same orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from amends import clock
from amends.orders.http import HttpOrderBackend
from demo.orders.app import create_app
from demo.orders.serving import serving
from demo.orders.store import Store
from tests.connectors.house import EMAIL, WEB, House
from tests.connectors.sql_house import sql
from tests.orders.sample import document


@contextmanager
def over_http(folder: Path) -> Iterator[House]:
    """Today's own contract, by the demo's order backend."""
    store = Store(folder / "orders.db", clock.now)
    customer = {"email": EMAIL}
    store.put(document(number="#1234", merchant="shop", customer=customer))
    store.put(document(number="100045", merchant="shop", customer=customer))
    app = create_app(store, token="secret")
    with serving(app) as url:

        def opened() -> HttpOrderBackend:
            return HttpOrderBackend(url, "secret", "shop", 20.0, 50.0)

        def moved() -> list[Decimal]:
            orders = [store.order(number, "shop") for number in ("#1234", "100045")]
            paid = [payment for order in orders if order for payment in order["payments"]]
            return [Decimal(refund["amount"]["amount"]) for each in paid for refund in each.get("refunds") or ()]

        yield House(
            "http", opened(), "#1234", "pay_1", "100045", "pay_1", moved, lambda _mode: None, "pay_2", opened=opened
        )
    store.close()


@pytest.fixture(params=[*WEB, "sql"])
def house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """One of the connectors."""
    made = sql(tmp_path, monkeypatch) if request.param == "sql" else WEB[request.param]()
    with made as there:
        yield there


@pytest.fixture(params=[*WEB, "sql", "http"])
def any_house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """One of the connectors, or the order backend over HTTP."""
    kinds = {"sql": lambda: sql(tmp_path, monkeypatch), "http": lambda: over_http(tmp_path)}
    with kinds.get(request.param, WEB.get(request.param))() as there:
        yield there
