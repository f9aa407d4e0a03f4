"""An order backend in memory, for tests: it keeps keys and limits as a real one must, and fails when told to."""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from amends import addresses, clock
from amends.errors import BackendError, BackendUncertain
from amends.money import Money
from amends.orders import effects
from amends.orders.backend import Receipt, RemedyCall
from amends.orders.order import Order


@dataclass(frozen=True)
class Movement:
    """Money that was moved: a refund to a payment, or a credit (then `payment` is None)."""

    key: str
    order: str
    payment: str | None
    amount: Money
    at: datetime


@dataclass(frozen=True)
class _Fault:
    error: BackendError
    after: bool
    only_remedies: bool


class FakeOrderBackend:
    """Holds the orders given; `movements` is its journal. Orders must come from `Order.from_json`."""

    def __init__(self, orders: Iterable[Order] = (), now: clock.Clock = clock.now) -> None:
        self.movements: list[Movement] = []
        self._orders: dict[str, Order] = {}
        self._done: dict[str, tuple[RemedyCall, Receipt]] = {}
        self._faults: deque[_Fault] = deque()
        self._now = now
        self._lock = threading.Lock()
        for order in orders:
            self.put(order)

    def put(self, order: Order) -> None:
        """Add an order, or replace the one of its number."""
        if not order.document:
            raise ValueError(f"{order.number} has no document: read it with Order.from_json")
        self._orders[order.number] = order

    def forget(self, number: str) -> None:
        """Know the order no more, as an order system that keeps orders for some years only."""
        del self._orders[number]

    def fail(self, error: BackendError, times: int = 1, after: bool = False, only_remedies: bool | None = None) -> None:
        """Make the next `times` calls raise `error`; with `after`, a remedy is carried out first, as in a time-out.

        `only_remedies`: what is read meanwhile works, and the fault stays for the next remedy. So it is at any rate for
        what only a remedy can end in: `after`, and BackendUncertain.
        """
        if only_remedies is None:
            only_remedies = after or isinstance(error, BackendUncertain)
        self._faults.extend([_Fault(error, after, only_remedies)] * times)

    def fail_refund(self, key: str) -> None:
        """Let the refund of that key fail now, as a bank does days later: its money is back with the merchant."""
        with self._lock:
            call, _ = self._done[key]
            order = self._orders[call.order_number]
            self._orders[order.number] = Order.from_json(effects.fail_refund(order.document, key))

    def order(self, number: str) -> Order | None:
        with self._lock:
            self._fault()
            return self._orders.get(number)

    def orders_of(self, email: str) -> tuple[Order, ...]:
        with self._lock:
            self._fault()
            theirs = [order for order in self._orders.values() if addresses.same(order.customer.email, email)]
            return tuple(sorted(theirs, key=lambda order: order.placed_at, reverse=True))

    def carry_out(self, call: RemedyCall) -> Receipt:
        with self._lock:
            fault = self._faults.popleft() if self._faults else None
            if fault is not None and not fault.after:
                raise fault.error
            receipt = self._carry_out(call)
            if fault is not None:
                raise fault.error
            return receipt

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        with self._lock:
            self._fault()
            return self._done[key][1] if key in self._done else None

    def _fault(self) -> None:
        if self._faults and not self._faults[0].only_remedies:
            raise self._faults.popleft().error

    def _carry_out(self, call: RemedyCall) -> Receipt:
        if call.key in self._done:
            first, receipt = self._done[call.key]
            if not first.same_remedy(call):
                raise effects.refusal("key_reused")
            return receipt
        order = self._orders.get(call.order_number)
        if order is None:
            raise effects.refusal("order_not_found")
        at = self._now()
        after = effects.apply(order.document, call, at, self._credited(order))
        self._orders[order.number] = Order.from_json(after)
        if call.amount is not None:
            self.movements.append(Movement(call.key, order.number, call.payment_id, call.amount, at))
        receipt = Receipt(call.key, f"FAKE-{len(self._done) + 1:05}")
        self._done[call.key] = (call, receipt)
        return receipt

    def _credited(self, order: Order) -> Money:
        credits_given = [m.amount for m in self.movements if m.order == order.number and m.payment is None]
        return sum(credits_given, Money.zero(order.total.currency))
