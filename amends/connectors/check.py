"""Proves an order backend against the contract on one order: what it does with a key that comes twice, with too much,
with what does not exist. Even where it does all of it wrong, no more goes back than the amount that was named.
"""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from amends.errors import BackendError, BackendRefused
from amends.money import Money
from amends.orders.backend import OrderBackend, Receipt, RemedyCall, RemedyKind
from amends.orders.order import Order
from amends.orders.payment import Payment

SLOW_S = 2.0
LEAST = 3
"""Of the smallest unit: one for the refund, one for its repetition, one for another amount."""


@dataclass(frozen=True)
class Finding:
    """One sentence. `ok` is None where it could not be tried, or is only told."""

    ok: bool | None
    text: str


def readings(backend: OrderBackend, number: str) -> tuple[Order | None, list[Finding]]:
    """What can be proved without moving anything."""
    found: list[Finding] = []
    began = time.monotonic()
    try:
        order = backend.order(number)
    except BackendError as fault:
        return None, [Finding(False, f"Order {number} cannot be read: {fault}.")]
    took = time.monotonic() - began
    if order is None:
        return None, [Finding(False, f"There is no order {number}. Give one that the system has.")]
    found.append(Finding(True, f"Order {number} is read, with {len(order.payments)} payments."))
    if took > SLOW_S:
        found.append(Finding(False, f"It took {took:.1f} seconds; a customer waits for it in the chat."))
    found += _unknown_order(backend, number)
    found += _customer(backend, order)
    found += _told(order)
    return order, found


def refunds(backend: OrderBackend, order: Order, payment_id: str, most: Money, *, beyond: bool) -> Iterator[Finding]:
    """What takes a refund to prove. `most` is what may go back in all: a little less than half of it is refunded, so
    that a system which pays the second call of a key again, and another amount under it, still keeps within it. With
    `beyond`, which is for test accounts, what must be refused is asked for too. Stops at the first doubt about money.
    """
    paid = next((each for each in order.captured if each.id == payment_id), None)
    if paid is None:
        yield Finding(False, f"The order has no captured payment {payment_id}. {_payments(order)}")
        return
    if most.currency != paid.amount.currency or not Decimal(0) < most.amount <= paid.remaining.amount:
        yield Finding(False, f"{most.amount} {most.currency} cannot go back of {payment_id}. {_payments(order)}")
        return
    if most.minor < LEAST:
        yield Finding(False, "That is too little to try anything with: name three of the smallest unit at least.")
        return
    amount = Money.from_minor((most.minor - 1) // 2, most.currency)
    if beyond:
        for finding in _beyond(backend, order, paid):
            yield finding
            if finding.ok is False:
                return
    else:
        yield Finding(None, "What must be refused was not asked for: that is for a test account.")
    call = RemedyCall(
        f"check-{uuid.uuid4()}", RemedyKind.REFUND, order.number, payment_id, amount, "Check of the order system"
    )
    before = paid.refunded
    try:
        first = backend.carry_out(call)
    except BackendError as fault:
        yield Finding(False, f"The refund was not made for certain: {fault}. Look for it under the key {call.key}.")
        return
    yield Finding(True, f"{amount.amount} {amount.currency} went back, as {first.reference}.")
    yield _again(backend, call, first)
    yield _other_body(backend, call, paid)
    yield from _afterwards(backend, call, first, before)


def _unknown_order(backend: OrderBackend, number: str) -> Iterator[Finding]:
    other = f"{number[:8]}-{uuid.uuid4().hex[:10]}"
    try:
        strange = backend.order(other)
    except BackendError as fault:
        yield Finding(False, f"A number that does not exist is answered with an error, not with nothing: {fault}.")
        return
    yield Finding(
        strange is None, "A number that does not exist " + ("has no order." if strange is None else "has one.")
    )


def _customer(backend: OrderBackend, order: Order) -> Iterator[Finding]:
    if not order.customer.email:
        yield Finding(False, "The order has no e-mail address, so no customer can prove that it is theirs.")
        return
    try:
        theirs = {each.number for each in backend.orders_of(order.customer.email)}
    except BackendError as fault:
        yield Finding(False, f"The customer's orders cannot be listed: {fault}.")
        return
    listed = order.number in theirs
    yield Finding(listed, "It is " + ("" if listed else "not ") + "found by the customer's e-mail address.")


def _told(order: Order) -> Iterator[Finding]:
    """What the records do not tell, and what follows from it."""
    lacking = (
        (order.activation.status is None, "whether the service is active: questions of it go to a person"),
        (not order.usage.known, "what was used: a withdrawal after the start goes to a person"),
        (not order.incidents_known, "incidents: claims of an outage go to a person"),
        (not order.billing_known, "what was charged too much: such claims go to a person"),
        (order.customer.country is None, "the customer's country: a withdrawal goes to a person"),
        (order.customer.consumer is None, "whether the customer is a consumer: a withdrawal goes to a person"),
        (order.items is None, "the order's lines: only the order as a whole can be decided on"),
        (
            order.consent.immediate_performance_at is None,
            "a consent to begin at once: within the period a withdrawal pays all back",
        ),
    )
    for lacks, what in lacking:
        if lacks:
            yield Finding(None, f"It is not told, {what}." if what.startswith("a ") else f"It is not told {what}.")


def _beyond(backend: OrderBackend, order: Order, paid: Payment) -> Iterator[Finding]:
    """Refusals, which must move nothing. Too much is asked by more than the whole payment, so that even a system that
    cuts it down shows itself before it is trusted."""
    too_much = Money(paid.remaining.amount + paid.amount.amount, paid.amount.currency)
    tries = (
        ("More than was paid", {"payment_id": paid.id, "amount": too_much}, order.number),
        ("A payment that does not exist", {"payment_id": "no-such-payment", "amount": paid.amount}, order.number),
        ("An order that does not exist", {"payment_id": paid.id, "amount": paid.amount}, f"{order.number[:14]}-none"),
    )
    for what, given, number in tries:
        call = RemedyCall(f"check-{uuid.uuid4()}", RemedyKind.REFUND, number, reason="Check", **given)  # type: ignore[arg-type]
        try:
            backend.carry_out(call)
        except BackendRefused as refusal:
            yield Finding(True, f"{what} is refused ({refusal.code}).")
        except BackendError as fault:
            yield Finding(False, f"{what} is not refused for certain: {fault}.")
        else:
            yield Finding(False, f"{what} was PAID BACK. Do not use this system; look at the order at once.")
            return


def _again(backend: OrderBackend, call: RemedyCall, first: Receipt) -> Finding:
    try:
        second = backend.carry_out(call)
    except BackendError as fault:
        return Finding(False, f"The same key a second time got an error in place of the first receipt: {fault}.")
    same = second == first
    return Finding(same, "The same key a second time gets " + ("the first receipt." if same else "ANOTHER receipt."))


def _other_body(backend: OrderBackend, call: RemedyCall, paid: Payment) -> Finding:
    """The least that can be seen, should it be paid."""
    least = Money.from_minor(1, paid.amount.currency)
    assert call.amount is not None
    if call.amount == least:
        return Finding(
            None, "Another amount under the same key was not tried: name five of the smallest unit at least."
        )
    other = RemedyCall(call.key, call.kind, call.order_number, call.payment_id, least, call.reason)
    try:
        backend.carry_out(other)
    except BackendRefused as refusal:
        right = refusal.code == "key_reused"
        return Finding(right, f"Another amount under the same key is refused ({refusal.code}).")
    except BackendError as fault:
        return Finding(False, f"Another amount under the same key is not refused for certain: {fault}.")
    return Finding(False, "Another amount under the same key was taken. The same key must mean the same remedy.")


def _afterwards(backend: OrderBackend, call: RemedyCall, first: Receipt, before: Money) -> Iterator[Finding]:
    try:
        kept, order = backend.receipt(call.key, call), backend.order(call.order_number)
    except BackendError as fault:
        yield Finding(False, f"What became of the refund cannot be read: {fault}.")
        return
    yield Finding(kept == first, "The receipt is " + ("" if kept == first else "NOT ") + "found by its key.")
    paid = next((each for each in order.payments if each.id == call.payment_id), None) if order else None
    if paid is None or call.amount is None:
        yield Finding(False, "The payment is not there any more.")
        return
    grown = paid.refunded - before
    yield Finding(grown == call.amount, f"The payment shows {grown.amount} more as returned, of {call.amount.amount}.")
    ours = [each for each in paid.refunds if each.key == call.key or each.id == first.reference]
    if not paid.refunds:
        yield Finding(None, "Refunds are not listed one by one: one that fails days later is not noticed.")
    else:
        yield Finding(len(ours) == 1, f"It stands in the list of refunds {len(ours)} times with our mark.")


def _payments(order: Order) -> str:
    shown = ", ".join(f"{each.id} ({each.remaining.amount} {each.amount.currency} left)" for each in order.captured)
    return f"There are: {shown or 'none'}."
