"""Plain SQL: two views that the merchant writes over its own tables, and an outbox that its own program drains.

`amends_orders` has a row an order, `amends_payments` one a payment. `amends_remedies` is ours to insert into; a remedy
counts as taken once its row stands there, and as failed where the merchant's program refuses it later. Only the columns
below are read: what a view lacks is not known. docs/connectors.md has the tables.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from amends.connectors import records
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.connectors.sql_rows import name_of, of_number, payment, plain, told, truth
from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain, SettingError
from amends.orders.backend import DETAILS, REFUSALS, RemedyCall, RemedyKind
from amends.orders.order import Order

OUTBOX = """CREATE TABLE amends_remedies (
  idempotency_key VARCHAR(255) NOT NULL PRIMARY KEY,
  order_number VARCHAR(20) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  payment_id VARCHAR(100),
  amount VARCHAR(20),
  currency VARCHAR(3),
  reason VARCHAR(2000) NOT NULL,
  asked_at VARCHAR(40) NOT NULL,
  state VARCHAR(10) DEFAULT 'asked' NOT NULL CHECK (state IN ('asked', 'done', 'refused')),
  reference VARCHAR(200)
)"""
"""The table as it is made, in the SQL that SQLite, PostgreSQL and MariaDB share."""

_DIRECT = ("cancelled_at", "delivered_at", "event_at", "hold_reason", "duplicate_of")
MOST = 500


ROLLED_BACK = frozenset({"40001", "40P01"})
"""By which a database says that of two transactions at once this one did nothing."""


class Sql:
    """A Shop. `url` is SQLAlchemy's; the password is a setting of its own."""

    supported: frozenset[str] = frozenset(RemedyKind) - frozenset(DETAILS)
    pending_is_taken = True
    takes_lines = False

    def __init__(self, source: OrderSource, secrets: Mapping[str, str], timeout: float, _total: float) -> None:
        try:
            url = make_url(source.url or "")
            if password := secrets.get("password"):
                url = url.set(password=password)
            self._engine: Engine = create_engine(
                url, isolation_level="SERIALIZABLE", pool_pre_ping=True, **_limits(url, timeout)
            )
        except (ArgumentError, NoSuchModuleError, ImportError) as fault:
            raise SettingError(f"the address of the orders' database cannot be used: {type(fault).__name__}") from fault
        self._source = source

    def close(self) -> None:
        self._engine.dispose()

    def mark(self, key: str) -> str:
        return key

    def order(self, number: str) -> Document | None:
        return self._reading(lambda connection: self._order(connection, number))

    def orders_of(self, email: str) -> list[Document]:
        def read(connection: Connection) -> list[Document]:
            query = text("SELECT * FROM amends_orders WHERE lower(email) = :email")
            rows = connection.execute(query, {"email": email.lower()}).mappings().fetchmany(MOST)
            if len(rows) == MOST:
                raise BackendInvalid("amends_orders has more orders of one customer than can be read")
            return [self._document(connection, row) for row in rows]

        return self._reading(read)

    def done(self, call: RemedyCall, _order: Order) -> str | None:
        row = self._reading(lambda connection: _asked(connection, call.key))
        return None if row is None else _reference(row, call)

    def carry_out(self, call: RemedyCall, _order: Order) -> str:
        """The row is written and the sums are counted again in one transaction: of two at once, one waits or fails."""
        sent = False
        try:
            with self._engine.connect() as connection:
                connection.execute(_INSERT, _values(call))
                order = self._order(connection, call.order_number)
                if order is None:
                    raise BackendRefused(REFUSALS["order_not_found"], "order_not_found")
                _count(connection, Order.from_json(order | {"merchant": "-"}))
                sent = True
                connection.commit()
        except IntegrityError as fault:
            row = self._reading(lambda connection: _asked(connection, call.key))
            if row is None:
                raise BackendInvalid(
                    "the outbox refuses a remedy: compare the table with docs/connectors.md"
                ) from fault
            return _reference(row, call)
        except DBAPIError as fault:
            if sent and getattr(fault.orig, "sqlstate", None) not in ROLLED_BACK:
                raise BackendUncertain("the database was lost while the remedy was written") from fault
            raise BackendUnavailable(f"the database took no remedy: {type(fault.orig).__name__}") from fault
        return name_of(call.key)

    def _order(self, connection: Connection, number: str) -> Document | None:
        query = text("SELECT * FROM amends_orders WHERE number = :number")
        rows = of_number(connection.execute(query, {"number": number}).mappings(), "number", number)
        if len(rows) > 1:
            raise BackendInvalid(f"amends_orders has several rows of the number {number}")
        return self._document(connection, rows[0]) if rows else None

    def _document(self, connection: Connection, row: RowMapping) -> Document:
        number, currency = str(row["number"]).strip(), str(row["currency"])
        payments = text("SELECT * FROM amends_payments WHERE order_number = :number ORDER BY id")
        ours = text("SELECT * FROM amends_remedies WHERE order_number = :number ORDER BY asked_at, idempotency_key")
        remedies = of_number(connection.execute(ours, {"number": number}).mappings(), "order_number", number)
        paid = of_number(connection.execute(payments, {"number": number}).mappings(), "order_number", number)
        found: Document = {name: plain(row[name]) for name in _DIRECT if row.get(name) is not None}
        return found | {
            "number": number,
            "placed_at": plain(row["placed_at"]),
            "customer": records.customer(row["email"], row.get("country"), name=row.get("name"))
            | {"consumer": truth(row.get("consumer"))},
            "product": records.product(self._source, row.get("product"), row.get("sku"))
            | ({"kind": row["kind"]} if row.get("kind") else {}),
            "total": records.major(row["total"], currency),
            "payments": [payment(each, currency, remedies) for each in paid],
            **told(row, currency),
        }

    def _reading[Found](self, read: Callable[[Connection], Found]) -> Found:
        try:
            with self._engine.connect() as connection:
                return read(connection)
        except KeyError as fault:
            raise BackendInvalid(f"a view lacks the column {fault}: see docs/connectors.md") from fault
        except SQLAlchemyError as fault:
            raise BackendUnavailable(f"the orders' database does not answer: {type(fault).__name__}") from fault


_INSERT = text(
    "INSERT INTO amends_remedies (idempotency_key, order_number, kind, payment_id, amount, currency, reason, asked_at, "
    "state) VALUES (:idempotency_key, :order_number, :kind, :payment_id, :amount, :currency, :reason, :asked_at, "
    "'asked')"
)


def _limits(url: Any, timeout: float) -> dict[str, Any]:
    arguments = {"sqlite": {"timeout": timeout}, "postgresql": {"connect_timeout": max(1, round(timeout))}}
    return {"connect_args": arguments.get(url.get_backend_name(), {})}


def _values(call: RemedyCall) -> dict[str, Any]:
    money = None if call.amount is None else call.amount.as_json()
    return {
        "idempotency_key": call.key,
        "order_number": call.order_number,
        "kind": str(call.kind),
        "payment_id": call.payment_id,
        "amount": None if money is None else money["amount"],
        "currency": None if money is None else money["currency"],
        "reason": call.reason,
        "asked_at": datetime.now(UTC).isoformat(),
    }


def _asked(connection: Connection, key: str) -> RowMapping | None:
    query = text("SELECT * FROM amends_remedies WHERE idempotency_key = :key")
    return connection.execute(query, {"key": key}).mappings().first()


def _reference(row: RowMapping, call: RemedyCall) -> str:
    wanted = _values(call)
    if any(row[name] != wanted[name] for name in ("order_number", "kind", "payment_id", "amount", "currency")):
        raise BackendRefused(REFUSALS["key_reused"], "key_reused")
    if row["state"] == "refused" and call.kind != RemedyKind.REFUND:  # a refund is listed as failed instead
        raise BackendRefused("the shop's own program refused it", "refused_by_shop")
    return name_of(call.key)


def _count(connection: Connection, order: Order) -> None:
    """With the new row in it: no payment may have gone back beyond itself, nor the order beyond what was paid."""
    query = text("SELECT * FROM amends_remedies WHERE order_number = :number")
    rows = of_number(connection.execute(query, {"number": order.number}).mappings(), "order_number", order.number)
    credited = [Decimal(row["amount"]) for row in rows if row["kind"] == "credit" and row["state"] != "refused"]
    left = sum((paid.remaining.amount for paid in order.captured), Decimal(0)) - sum(credited)
    if left < 0 or any(paid.remaining.amount < 0 for paid in order.captured):
        raise BackendRefused(REFUSALS["exceeds_remaining"], "exceeds_remaining")
