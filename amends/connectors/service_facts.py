"""Facts that no shop keeps: whether the service runs, how much of it was used, incidents, errors of billing. A second
source tells them, by HTTP or SQL. What it does not tell is not known; it is never taken for a no.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from amends.connectors.calls import Api
from amends.connectors.shop import Document
from amends.connectors.sql_rows import of_number
from amends.errors import BackendInvalid, BackendUnavailable, InvalidDocument, RecordInvalid, SettingError
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from amends.orders.order import Order

FACTS = ("activation", "usage", "incidents", "billing", "subscription", "delivered_at", "event_at")
"""Parts of an order (`contracts/order.schema.json`) that the source may tell."""


class FactSource(Protocol):
    def facts(self, number: str) -> Mapping[str, Any]:
        """What is known of the order, by the names of FACTS; empty where it knows nothing. BackendError."""


class HttpFacts:
    """`GET <url>/<order number>` answers a JSON object of FACTS, or 404 where it knows nothing of that order."""

    def __init__(self, url: str, token: str, timeout: float, total: float) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._api = Api("the source of service facts", url, headers, timeout, total, lambda _body: True)

    def facts(self, number: str) -> Mapping[str, Any]:
        found = self._api.get(f"/{quote(number, safe='')}")
        if found is not None and not isinstance(found, dict):
            raise BackendInvalid("the service facts are no JSON object")
        return found or {}


class SqlFacts:
    """A view `amends_service_facts` with a row for an order: its `order_number`, and each of FACTS as JSON text."""

    def __init__(self, url: str, password: str) -> None:
        try:
            found = make_url(url)
            self._engine: Engine = create_engine(
                found.set(password=password) if password else found, pool_pre_ping=True
            )
        except (ArgumentError, NoSuchModuleError, ImportError) as fault:
            raise SettingError(f"the address of the service facts cannot be used: {type(fault).__name__}") from fault

    def facts(self, number: str) -> Mapping[str, Any]:
        query = text("SELECT * FROM amends_service_facts WHERE order_number = :number")
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query, {"number": number}).mappings().all()
        except SQLAlchemyError as fault:
            raise BackendUnavailable(f"the service facts cannot be read: {type(fault).__name__}") from fault
        found = of_number(rows, "order_number", number)
        if len(found) > 1:
            raise BackendInvalid(f"amends_service_facts has several rows of the number {number}")
        row = found[0] if found else None
        try:
            return {name: json.loads(row[name]) for name in FACTS if row.get(name) is not None} if row else {}
        except ValueError as fault:
            raise BackendInvalid(f"the service facts of {number} are not JSON") from fault


class WithFacts:
    """An OrderBackend whose orders have the source's facts in the place of what their own system leaves open.

    A source that does not answer fails the reading: an order without its facts would be decided on as if they were not
    known, and a minute later otherwise.
    """

    def __init__(self, backend: OrderBackend, source: FactSource) -> None:
        self._backend = backend
        self._source = source

    def order(self, number: str) -> Order | None:
        order = self._backend.order(number)
        return None if order is None else self._merged(order)

    def orders_of(self, email: str) -> tuple[Order, ...]:
        return tuple(self._merged(order) for order in self._backend.orders_of(email))

    def carry_out(self, call: RemedyCall) -> Receipt:
        return self._backend.carry_out(call)

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        return self._backend.receipt(key, call)

    def _merged(self, order: Order) -> Order:
        found = self._source.facts(order.number)
        if unknown := sorted(found.keys() - set(FACTS)):
            raise BackendInvalid(
                f"the service facts of {order.number} have parts that nobody reads: {', '.join(unknown)}"
            )
        told = {name: value for name, value in found.items() if value is not None and _is_open(order.document, name)}
        try:
            return order if not told else Order.from_json(order.document | told)
        except InvalidDocument as fault:
            raise RecordInvalid(order.number, fault.faults) from fault


def _is_open(document: Document, name: str) -> bool:
    """The order's own system comes first: where it tells something, nobody else does."""
    own = document.get(name)
    return own is None or (name == "activation" and own.get("status") is None)
