"""Who takes part in the proof: the shop with its owner, customers and bank, Amends, and a proxy between the two."""

from dataclasses import dataclass
from decimal import Decimal

from amends.errors import BackendError, BackendRefused
from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.order import Order
from faults.proxy import Asked, Proxy
from prove.installation import Installation, plain
from prove.transcript import Transcript
from prove.vendure.shop import Bank, Customer, Owner

NUMBERS = "{pattern: '[A-Z0-9]{16}', written: '{}', example: 'PK2Q5HD7XN3M8RTA'}"


@dataclass
class Proof:
    """Everything that takes part."""

    told: Transcript
    owner: Owner
    url: str
    variants: dict[str, str]
    bank: Bank
    proxy: Proxy
    amends: Installation

    def customer(self) -> Customer:
        return Customer(self.url)

    def order(self, number: str) -> Order:
        order = self.amends.backend.order(number)
        if order is None:
            raise SystemExit(f"Amends does not find {number}")
        return order

    def refund(self, key: str, order: Order, amount: str, **more: object) -> RemedyCall:
        paid = order.captured[0].id
        return RemedyCall(key, "refund", order.number, paid, nok(amount), **more)  # type: ignore[arg-type]

    def outcome(self, call: RemedyCall) -> str:
        """What Amends says: a receipt, or the kind of its error and the code."""
        try:
            self.amends.backend.carry_out(call)
        except BackendRefused as refusal:
            return f"BackendRefused {refusal.code}"
        except BackendError as fault:
            return type(fault).__name__
        return "a receipt"


def nok(amount: str) -> Money:
    return Money(Decimal(amount), "NOK")


def kr(amount: Money | None) -> str:
    return "not known" if amount is None else plain(amount)


def asks_for_money(asked: Asked) -> bool:
    return b"refundOrder" in asked.body


def orders(url: str) -> str:
    return f"{{from: vendure, url: '{url}/admin-api', fields: {{immediate_performance_at: startNowAt}}}}"
