"""The demo backend's tables. SQLite takes one writer at a time: each transaction asks to be it at once."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Engine, ForeignKey, create_engine, event, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

MARKS = {
    "refund": "RF",
    "cancellation": "CN",
    "reactivation": "RA",
    "replacement": "RP",
    "credit": "CR",
    "account_correction": "AC",
    "technical_correction": "TC",
    "coupon": "THANKS",
    "extension": "EX",
    "stop_at_period_end": "ST",
    "exchange": "XC",
}


class Base(DeclarativeBase):
    pass


class StoredOrder(Base):
    """An order as its document. `email` is in the form it is searched by; `scenario` is the row it was seeded for."""

    __tablename__ = "orders"
    number: Mapped[str] = mapped_column(primary_key=True)
    merchant: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    scenario: Mapped[str]
    seeded_at: Mapped[str]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class StoredRemedy(Base):
    """A remedy that was carried out, once per key. With an amount it is a movement of money. Amounts are text."""

    __tablename__ = "remedies"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    payment_id: Mapped[str | None]
    amount: Mapped[str | None]
    currency: Mapped[str | None]
    reason: Mapped[str]
    at: Mapped[str]
    detail: Mapped[str] = mapped_column(default="", server_default="")
    items: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)

    @property
    def reference(self) -> str:
        """What customer and staff quote: a mark of the kind and a number. That of a coupon is its code."""
        return f"{MARKS[self.kind]}-{100000 + self.id}"

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def open_database(path: Path) -> Engine:
    """The database at `path`, made with its tables where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin a transaction late, as a reader
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    Base.metadata.create_all(engine)
    _complete(engine)
    return engine


def _complete(engine: Engine) -> None:
    """A file of an earlier release lacks what came since."""
    there = {column["name"] for column in inspect(engine).get_columns(StoredRemedy.__tablename__)}
    for name, kind in (("detail", "VARCHAR DEFAULT '' NOT NULL"), ("items", "JSON")):
        if name not in there:
            with engine.begin() as connection:
                connection.exec_driver_sql(f"ALTER TABLE remedies ADD COLUMN {name} {kind}")
