"""Reading an order again for a page: in threads of its own and within seconds, so that an order system which is slow or
away holds up nothing but the panel that shows it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from amends.errors import BackendUnavailable
from amends.orders.backend import OrderBackend
from amends.orders.order import Order

BUDGET_S = 3.0
AT_ONCE = 4
"""A read that is given up goes on until the backend's own time-out, in its thread; further ones wait for a thread."""


class OrderReads:
    """One for a process."""

    def __init__(self, budget_s: float = BUDGET_S) -> None:
        self.budget_s = budget_s
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="desk-orders")

    async def read(self, backend: OrderBackend, number: str) -> Order | None:
        """The order as it is now, None where there is none. BackendError, also where there is no answer in time."""
        asked = asyncio.wrap_future(self._threads.submit(backend.order, number))
        try:
            return await asyncio.wait_for(asked, self.budget_s)
        except TimeoutError:
            raise BackendUnavailable(f"no answer about {number} within {self.budget_s:g} s") from None
