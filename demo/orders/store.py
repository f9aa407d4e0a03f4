"""The demo backend's orders and remedies: each remedy is one transaction, kept with its key."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from amends.clock import Clock
from amends.money import Money
from amends.orders import effects
from amends.orders.backend import RemedyCall, RemedyKind
from amends.policy.decision import shares_as_json, shares_from_json
from demo.orders.tables import StoredOrder, StoredRemedy, open_database

Document = effects.Document


class Store:
    """One SQLite file. Threads may share it. `now` is asked for the instant of a remedy."""

    def __init__(self, path: Path, now: Clock) -> None:
        self._engine = open_database(path)
        self._now = now

    def close(self) -> None:
        self._engine.dispose()

    def order(self, number: str, merchant: str | None = None) -> Document | None:
        """The order, where it is there and of `merchant` (None: of any)."""
        with Session(self._engine) as session:
            found = session.get(StoredOrder, number)
            return found.document if found and merchant in {None, found.merchant} else None

    def orders_of(self, email: str, merchant: str | None = None) -> list[Document]:
        """A customer's orders, newest first."""
        query = select(StoredOrder).where(StoredOrder.email == _searchable(email))
        if merchant is not None:
            query = query.where(StoredOrder.merchant == merchant)
        with Session(self._engine) as session:
            documents = [found.document for found in session.scalars(query)]
        return sorted(documents, key=_placed_at, reverse=True)

    def all(self) -> list[StoredOrder]:
        """Every order with its scenario, by number."""
        with Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(select(StoredOrder).order_by(StoredOrder.number)))

    def remedies(self) -> list[StoredRemedy]:
        """Everything that was carried out, latest first."""
        with Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(select(StoredRemedy).order_by(StoredRemedy.id.desc())))

    def remedy(self, key: str) -> StoredRemedy | None:
        with Session(self._engine, expire_on_commit=False) as session:
            return session.scalar(select(StoredRemedy).where(StoredRemedy.key == key))

    def carry_out(self, call: RemedyCall, merchant: str | None = None) -> tuple[StoredRemedy, bool]:
        """Do it once: the remedy, and whether it was done just now. BackendRefused where it must not be."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            done = session.scalar(select(StoredRemedy).where(StoredRemedy.key == call.key))
            if done is not None:
                if not _call(done).same_remedy(call):
                    raise effects.refusal("key_reused")
                return done, False
            order = session.get(StoredOrder, call.order_number)
            if order is None or merchant not in {None, order.merchant}:
                raise effects.refusal("order_not_found")
            at = self._now()
            credited = _credited(session, order)
            order.document = effects.apply(order.document, call, at, credited)
            remedy = _remedy(call, at)
            session.add(remedy)
            session.flush()
            return remedy, True

    def fail_refund(self, number: str, key: str | None = None) -> Document:
        """Let a refund of the order fail now, as a bank does days later: that of `key`, or the latest. The order after
        it; ValueError where there is no such refund, or it failed before."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            order = session.get(StoredOrder, number)
            made = select(StoredRemedy.key).where(StoredRemedy.order_number == number, StoredRemedy.kind == "refund")
            latest = key or session.scalar(made.order_by(StoredRemedy.id.desc()).limit(1))
            if order is None or latest is None:
                raise ValueError(f"there is no order {number} with a refund")
            order.document = effects.fail_refund(order.document, latest)
            return order.document

    def put(self, document: Document, scenario: str = "") -> None:
        """Add an order, or replace it with its remedies."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(StoredRemedy).where(StoredRemedy.order_number == document["number"]))
            session.merge(_stored(document, scenario, self._now()))

    def reseed(self, orders: Iterable[tuple[str, Document]]) -> None:
        """Throw everything away and store `orders`, each with its scenario."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(StoredRemedy))
            session.execute(delete(StoredOrder))
            session.add_all(_stored(document, scenario, self._now()) for scenario, document in orders)

    def refresh(self, orders: Iterable[tuple[str, Document]], older_than: datetime) -> None:
        """Bring orders that nobody has touched, and that were seeded before `older_than`, up to the given ones."""
        with Session(self._engine) as session, session.begin():
            touched = set(session.scalars(select(StoredRemedy.order_number)))
            for scenario, document in orders:
                stored = session.get(StoredOrder, document["number"])
                fresh = stored is not None and datetime.fromisoformat(stored.seeded_at) >= older_than
                if document["number"] not in touched and not fresh:
                    session.merge(_stored(document, scenario, self._now()))


def _searchable(email: str) -> str:
    return email.strip().casefold()


def _placed_at(document: Document) -> datetime:
    return datetime.fromisoformat(document["placed_at"])


def _stored(document: Document, scenario: str, now: datetime) -> StoredOrder:
    return StoredOrder(
        number=document["number"],
        merchant=document["merchant"],
        email=_searchable(document["customer"]["email"]),
        scenario=scenario,
        seeded_at=now.isoformat(),
        document=document,
    )


def _remedy(call: RemedyCall, at: datetime) -> StoredRemedy:
    return StoredRemedy(
        key=call.key,
        kind=call.kind,
        order_number=call.order_number,
        payment_id=call.payment_id,
        amount=None if call.amount is None else call.amount.as_json()["amount"],
        currency=None if call.amount is None else call.amount.currency,
        reason=call.reason,
        detail=call.detail,
        items=shares_as_json(call.items) or None,
        at=at.isoformat(),
    )


def _call(remedy: StoredRemedy) -> RemedyCall:
    return RemedyCall(
        remedy.key, remedy.kind, remedy.order_number, remedy.payment_id, amount_of(remedy), detail=remedy.detail,
        items=shares_from_json(remedy.items),
    )  # fmt: skip


def amount_of(remedy: StoredRemedy) -> Money | None:
    if remedy.amount is None or remedy.currency is None:
        return None
    return Money(Decimal(remedy.amount), remedy.currency)


def _credited(session: Session, order: StoredOrder) -> Money:
    """Credits and coupons."""
    query = select(StoredRemedy).where(
        StoredRemedy.order_number == order.number, StoredRemedy.kind.in_((RemedyKind.CREDIT, RemedyKind.COUPON))
    )
    total = Money.zero(order.document["total"]["currency"])
    return sum((amount_of(credit) or total for credit in session.scalars(query)), total)
