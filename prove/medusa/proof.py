"""Who takes part in the proof of Medusa beside Amends."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from amends.connectors.registry import Access, backend_of
from amends.connectors.source import OrderSource
from amends.orders.backend import OrderBackend
from faults.proxy import Asked
from prove.installation import MERCHANT, PATIENCE_S
from prove.medusa.shop import CARD, Customers, Owner
from prove.taking_part import Bank, TakingPart

NUMBERS = "{pattern: '[0-9]{4,7}', written: '#{}', example: '#1001'}"
VPN = (("VPN-1", 1),)
SOON_S = 2.0


@dataclass
class Proof(TakingPart):
    """Everything that takes part."""

    owner: Owner
    customers: Customers
    bank: Bank

    def paid_order(self, lines: Iterable[tuple[str, int]] = VPN, provider: str = CARD) -> tuple[str, str, str]:
        """A new order whose payment was captured: its number, its id at the shop, and its payment there."""
        order = self.customers.order(lines, provider)
        (paid,) = self.owner.payments(order["id"])
        self.owner.capture(paid["id"])
        return number_of(order), order["id"], paid["id"]

    def went_back(self, order: str) -> list[float]:
        """What the bank paid back of an order."""
        return [
            each for paid in self.owner.payments(order) for each in self.bank.paid(paid["data"].get("payment", "none"))
        ]

    def impatient(self) -> OrderBackend:
        """Amends, where it does not wait long for an answer."""
        source = OrderSource("medusa", url=self.proxy.url, options={"written": "#{}"})
        return backend_of(MERCHANT, source, Access("", "", self.amends.secrets, SOON_S, 20.0))

    def until(self, what: str, there: Callable[[], bool]) -> None:
        """Wait for what the shop does by itself."""
        deadline = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > deadline:
                raise SystemExit(f"{what}: waited for in vain")
            time.sleep(0.2)


def number_of(order: Any) -> str:
    return f"#{order['display_id']}"


def asks_for_money(asked: Asked) -> bool:
    return asked.path.endswith("/refund")


def orders(url: str) -> str:
    return f"{{from: medusa, url: '{url}', options: {{written: '#{{}}'}}}}"
