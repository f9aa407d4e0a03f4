"""Calls to an order backend, and what came of them, for the tests of its contract."""

from decimal import Decimal

import pytest

from amends.errors import BackendRefused
from amends.money import Money
from amends.orders.backend import OrderBackend, RemedyCall
from amends.orders.order import Order


def nok(amount: str) -> Money:
    return Money(Decimal(amount), "NOK")


def refund(key: str = "k-1", payment: str = "pay_2", amount: str = "490.00", order: str = "NN-70001") -> RemedyCall:
    return RemedyCall(key, "refund", order, payment, nok(amount))


def credit(key: str, amount: str) -> RemedyCall:
    return RemedyCall(key, "credit", "NN-70001", amount=nok(amount))


def other(kind: str, key: str = "k-1") -> RemedyCall:
    return RemedyCall(key, kind, "NN-70001")


def the_order(backend: OrderBackend, number: str = "NN-70001") -> Order:
    order = backend.order(number)
    assert order is not None
    return order


def refunded(backend: OrderBackend) -> list[Decimal]:
    return [payment.refunded.amount for payment in the_order(backend).payments]


def refusal(backend: OrderBackend, call: RemedyCall) -> str:
    with pytest.raises(BackendRefused) as caught:
        backend.carry_out(call)
    return caught.value.code
