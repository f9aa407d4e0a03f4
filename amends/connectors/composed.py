"""Orders from one system, their payments from another: a shop's own records with Stripe, Mollie or Vipps beside."""

from decimal import Decimal

from amends.connectors.shop import Document, PaymentProvider
from amends.errors import BackendInvalid
from amends.orders.backend import OrderBackend, RemedyCall, RemedyKind
from amends.orders.order import Order


class Composed:
    """A Shop. What the records say of a payment is replaced by what its provider says, who also makes the refunds; of
    the amount the smaller counts, for one payment may have paid several orders. A payment that the provider does not
    know stays as the records have it, and cannot be refunded from here."""

    supported: frozenset[str] = frozenset({RemedyKind.REFUND})
    pending_is_taken = True
    takes_lines = False

    def __init__(self, records: OrderBackend, provider: PaymentProvider) -> None:
        self._records = records
        self._provider = provider

    def order(self, number: str) -> Document | None:
        order = self._records.order(number)
        return None if order is None else self._with_payments(order)

    def orders_of(self, email: str) -> list[Document]:
        return [self._with_payments(order) for order in self._records.orders_of(email)]

    def mark(self, key: str) -> str:
        return self._provider.mark(key)

    def done(self, _call: RemedyCall, _order: Order) -> str | None:
        return None

    def carry_out(self, call: RemedyCall, _order: Order) -> str:
        return self._provider.refund(call)

    def _with_payments(self, order: Order) -> Document:
        payments = []
        for told in order.document["payments"]:
            found = self._provider.payment(told["id"])
            if found is not None and found["amount"]["currency"] != order.total.currency:
                raise BackendInvalid(f"the provider tells {told['id']} in another currency than its order")
            payments.append(told if found is None else told | found | {"amount": _smaller(told, found)})
        return order.document | {"payments": payments}


def _smaller(told: Document, found: Document) -> Document:
    return min(told["amount"], found["amount"], key=lambda amount: Decimal(amount["amount"]))
