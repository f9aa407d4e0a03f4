"""A shop's database with two views over tables of its own, and the house of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from amends.connectors.registry import backend_of
from amends.connectors.source import OrderSource
from amends.connectors.sql import OUTBOX
from amends.orders.backend import OrderBackend
from tests.connectors.house import EMAIL, House, access, no_waiting

AT = "2026-11-16T09:12:00+01:00"
TABLES = (
    "CREATE TABLE shop_orders (no TEXT, at TEXT, mail TEXT, land TEXT, what TEXT, sum TEXT, cancelled TEXT)",
    "CREATE TABLE shop_payments (id TEXT, no TEXT, sum TEXT, state TEXT, back TEXT)",
    """CREATE VIEW amends_orders AS SELECT no AS number, at AS placed_at, mail AS email, land AS country,
       what AS product, sum AS total, 'NOK' AS currency, cancelled AS cancelled_at FROM shop_orders""",
    """CREATE VIEW amends_payments AS SELECT id, no AS order_number, sum AS amount, state AS status, back AS refunded
       FROM shop_payments""",
    OUTBOX,
    *(
        f"INSERT INTO shop_orders VALUES ('{number}', '{AT}', '{EMAIL}', 'NO', 'Router', '490.00', NULL)"
        for number in ("100045", "100046")
    ),
    *(
        f"INSERT INTO shop_payments VALUES ('{payment}', '{number}', '490.00', 'captured', NULL)"
        for payment, number in (("p1", "100045"), ("p2", "100045"), ("p3", "100046"))
    ),
)


class Shop:
    """The merchant's side: its tables, and the program that drains the outbox."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_engine(self.url)
        self.run(*TABLES)

    def run(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for each in statements:
                connection.execute(text(each))

    def rows(self, query: str) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(query)).mappings())

    def drain(self, state: str = "done") -> None:
        """What was asked is paid back and counted in the shop's own books, in one transaction with its state."""
        asked = self.rows("SELECT * FROM amends_remedies WHERE state = 'asked'")
        for each in asked:
            if each["kind"] == "refund" and state == "done":
                was = self.rows(f"SELECT back FROM shop_payments WHERE id = '{each['payment_id']}'")[0]["back"] or "0"
                now = Decimal(was) + Decimal(each["amount"])
                self.run(f"UPDATE shop_payments SET back = '{now}' WHERE id = '{each['payment_id']}'")
            self.run(
                f"UPDATE amends_remedies SET state = '{state}' WHERE idempotency_key = '{each['idempotency_key']}'"
            )


class Lost:
    """Makes the next commit of an outbox row end in an error, after it was made or before."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.modes: list[str] = []
        commit = Connection.commit

        def broken(connection: Connection) -> None:
            mode = self.modes.pop(0) if self.modes else ""
            if mode == "lost_after":
                commit(connection)
            if mode:
                connection.rollback()
                raise OperationalError("COMMIT", {}, Exception("server closed the connection"))
            commit(connection)

        patch.setattr(Connection, "commit", broken)


@contextmanager
def sql(folder: Path, patch: pytest.MonkeyPatch, url: str | None = None) -> Iterator[House]:
    shop, lost = Shop(url or f"sqlite:///{folder / 'shop.db'}"), Lost(patch)

    def opened() -> OrderBackend:
        return no_waiting(backend_of("shop", OrderSource("sql", url=shop.url), access()))

    def moved() -> list[Decimal]:
        return [Decimal(each["amount"]) for each in shop.rows("SELECT * FROM amends_remedies WHERE kind = 'refund'")]

    yield House(
        "sql", opened(), "100045", "p1", "100046", "p3", moved, lost.modes.append, "p2", stand_in=shop, opened=opened
    )
