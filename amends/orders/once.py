"""An order backend for the length of one turn: each order is read once, however often it is looked at meanwhile."""

from amends.errors import BackendError
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from amends.orders.order import Order


class ReadOnce:
    """An OrderBackend. A failure is remembered too: a turn waits for a backend that does not answer once, not again at
    each of its steps, and all of them see the same records. For one thread."""

    def __init__(self, backend: OrderBackend) -> None:
        self._backend = backend
        self._read: dict[str, Order | BackendError | None] = {}

    def order(self, number: str) -> Order | None:
        if number not in self._read:
            try:
                self._read[number] = self._backend.order(number)
            except BackendError as fault:
                self._read[number] = fault
        found = self._read[number]
        if isinstance(found, BackendError):
            raise found
        return found

    def orders_of(self, email: str) -> tuple[Order, ...]:
        return self._backend.orders_of(email)

    def carry_out(self, call: RemedyCall) -> Receipt:
        return self._backend.carry_out(call)

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        return self._backend.receipt(key, call)
