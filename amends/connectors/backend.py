"""The rules of money for every connector, in one place.

A refund is listed before it is sent, and is found by our mark: then its record is the receipt. It is sent once, with
the key in its record and in the provider's idempotency header where there is one. After any doubt it is listed again,
and never sent a second time from here: the worker asks for it later, and only what is not listed then is sent again.
"""

import re
import threading
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

from amends import addresses
from amends.connectors.shop import Document, Shop
from amends.errors import (
    BackendError,
    BackendInvalid,
    BackendRefused,
    BackendUncertain,
    Fault,
    InvalidDocument,
    RecordInvalid,
)
from amends.money import Money
from amends.orders import lines
from amends.orders.backend import IDEMPOTENCY_KEY, ORDER_NUMBER, REFUSALS, Receipt, RemedyCall, RemedyKind
from amends.orders.order import Order
from amends.orders.payment import Refund

LOOKS = (0.5, 2.0)
"""Seconds before each look for a remedy whose answer was lost. What comes later is found by the worker."""
_AT_ONCE = 64


class ConnectedBackend:
    """An OrderBackend over one shop. Threads may share it; calls for one order wait for each other."""

    def __init__(self, shop: Shop, merchant: str, looks: Sequence[float] = LOOKS) -> None:
        self._shop = shop
        self._merchant = merchant
        self._looks = looks
        self._locks = [threading.Lock() for _ in range(_AT_ONCE)]

    def order(self, number: str) -> Order | None:
        if not re.fullmatch(ORDER_NUMBER, number):
            return None
        document = self._asked(lambda: self._shop.order(number))
        if document is None:
            return None
        order = self._read(document)
        if order.number != number:
            raise BackendInvalid(f"{order.number} came, which was not asked for")
        return order

    def orders_of(self, email: str) -> tuple[Order, ...]:
        asked = email.strip()
        if len(addresses.find(asked) or "") != len(asked):
            return ()  # no search of a shop may be widened by what is no address
        found = [self._read(each) for each in self._asked(lambda: self._shop.orders_of(asked))]
        theirs = [order for order in found if addresses.same(order.customer.email, asked)]
        return tuple(sorted(theirs, key=lambda order: order.placed_at, reverse=True))

    def carry_out(self, call: RemedyCall) -> Receipt:
        if not re.fullmatch(IDEMPOTENCY_KEY, call.key):
            raise _refusal("invalid_request")
        if call.kind not in self._shop.supported:
            raise _refusal("not_supported")
        with self._locks[hash(call.order_number) % _AT_ONCE]:
            order = self.order(call.order_number)
            if order is None:
                raise _refusal("order_not_found")
            if (done := self._done(call, order)) is not None:
                return done
            _check(call, order)
            try:
                return Receipt(call.key, self._asked(lambda: self._shop.carry_out(call, order)))
            except (BackendUncertain, BackendInvalid) as fault:
                return self._found_again(call, fault)

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        """Providers list refunds by payment: without the call nobody could say where to look."""
        if call is None or call.key != key:
            raise BackendInvalid(f"{key} cannot be looked for without its remedy")
        order = self.order(call.order_number)
        if order is None:
            # A search that lags behind or an order that was deleted: neither says that nothing was paid.
            raise BackendUncertain(f"{key}: order {call.order_number} is not found, and so are its refunds not")
        return self._done(call, order)

    def _found_again(self, call: RemedyCall, fault: Exception) -> Receipt:
        for pause in self._looks:
            time.sleep(pause)
            try:
                receipt = self.receipt(call.key, call)
            except BackendError:
                continue  # not told either: the doubt stays, and the first fault says more
            if receipt is not None:
                return receipt
        raise BackendUncertain(f"{call.key}: {fault}") from fault

    def _done(self, call: RemedyCall, order: Order) -> Receipt | None:
        """What was carried out under the call's key before; key_reused where that was something else."""
        mark = self._shop.mark(call.key)
        ours = [(paid.id, each) for paid in order.payments for each in paid.refunds if each.key in {call.key, mark}]
        if len(ours) > 1:
            # Told, never mended: money that went twice is a person's affair.
            raise BackendInvalid(f"{call.key} stands at {len(ours)} refunds of {order.number}")
        for payment_id, refund in ours:
            if not _is_that(call, payment_id, refund):
                raise _refusal("key_reused")
            if refund.status == "pending" and not self._shop.pending_is_taken:
                raise BackendUncertain(f"{call.key}: the refund is under way, and may yet be taken back")
            return Receipt(call.key, refund.id)
        reference = self._asked(lambda: self._shop.done(call, order))
        return None if reference is None else Receipt(call.key, reference)

    def _asked[Found](self, ask: Callable[[], Found]) -> Found:
        """An answer that lacks a part, or has another in its place, breaks the provider's own word."""
        try:
            return ask()
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
            raise BackendInvalid(f"the answer cannot be read: {type(fault).__name__} {fault}") from fault

    def _read(self, document: Document) -> Order:
        number = document.get("number")
        version = "1.2" if self._shop.takes_lines else "1.1"
        try:
            order = Order.from_json(document | {"merchant": self._merchant, "contract_version": version})
        except InvalidDocument as fault:
            told = isinstance(number, str) and re.fullmatch(ORDER_NUMBER, number) is not None
            raise RecordInvalid(number if told else None, fault.faults) from fault
        if len({paid.id for paid in order.payments}) < len(order.payments):
            raise RecordInvalid(order.number, [Fault("$.payments", "one payment stands there twice")])
        return order


def _is_that(call: RemedyCall, payment_id: str, refund: Refund) -> bool:
    return call.kind == RemedyKind.REFUND and call.payment_id == payment_id and call.amount == refund.amount


def _check(call: RemedyCall, order: Order) -> None:
    """What no provider is asked: its own limit is the second wall, and not the first."""
    if call.kind == RemedyKind.CANCELLATION and order.cancelled_at is not None:
        raise _refusal("already_cancelled")
    amount = call.amount
    if amount is None:
        return
    if amount.currency != order.total.currency:
        raise _refusal("currency_mismatch")
    if amount.amount <= 0 or amount.rounded() != amount:
        raise _refusal("invalid_amount")
    left = sum((paid.remaining.amount for paid in order.captured), Decimal(0))
    if call.kind == RemedyKind.REFUND:
        paid = next((each for each in order.captured if each.id == call.payment_id), None)
        if paid is None:
            raise _refusal("payment_not_found")
        left = paid.remaining.amount
    if amount > Money(left, amount.currency):
        raise _refusal("exceeds_remaining")
    if (code := lines.fault(call, order)) is not None:
        raise _refusal(code)


def _refusal(code: str) -> BackendRefused:
    return BackendRefused(REFUSALS[code], code)
