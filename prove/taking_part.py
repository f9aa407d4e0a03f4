"""Who takes part in every proof: Amends, a proxy between it and the shop, and the shop's bank."""

import json
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from amends.errors import BackendError, BackendRefused
from amends.money import Money
from amends.orders.backend import OrderBackend, RemedyCall
from amends.orders.order import Order
from faults.proxy import Proxy
from prove.installation import MERCHANT, Installation, plain
from prove.transcript import Transcript


@dataclass
class TakingPart:
    """What is the same whichever shop is proved."""

    told: Transcript
    proxy: Proxy
    amends: Installation

    def order(self, number: str) -> Order:
        order = self.amends.backend.order(number)
        if order is None:
            raise SystemExit(f"Amends does not find {number}")
        return order

    def refund(self, key: str, order: Order, amount: str, **more: object) -> RemedyCall:
        paid = order.captured[0].id
        return RemedyCall(key, "refund", order.number, paid, nok(amount), **more)  # type: ignore[arg-type]

    def outcome(self, call: RemedyCall, backend: OrderBackend | None = None) -> str:
        """What Amends says: a receipt, or the kind of its error and the code."""
        try:
            (backend or self.amends.backend).carry_out(call)
        except BackendRefused as refusal:
            return f"BackendRefused {refusal.code}"
        except BackendError as fault:
            return type(fault).__name__
        return "a receipt"

    def check(self, number: str, amount: str) -> None:
        """`amends orders check` with an order, and refunds of so much."""
        paid = self.order(number).captured[0].id
        asked = ("orders", "check", MERCHANT, number, "--refund", amount, "--payment", paid, "--test-order")
        code, said = self.amends.command(*asked)
        for line in said:
            self.told.saw(line)
        self.told.holds("The code at its end", code, 0)


def play[Proof](
    shop: Callable[[Path, Transcript], AbstractContextManager[Proof]], scenes: Iterable[Callable[[Proof], None]]
) -> int:
    """Each of `scenes` in an installed `shop`, one after the other: the code to exit with."""
    told = Transcript()
    with tempfile.TemporaryDirectory(prefix="amends-prove-") as folder, shop(Path(folder), told) as proof:
        for scene in scenes:
            scene(proof)
    return told.code()


class Bank:
    """What was really paid back, and how the bank behaves: `dies` pays and answers nothing, `fails` pays nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def paid(self, payment: str | None = None) -> list[float]:
        """Each amount that went back, of one payment or of all."""
        file = self._folder / "bank.jsonl"
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        return [each["amount"] for each in lines if payment in {None, each["payment"]}]

    def behave(self, how: str, *, so: bool) -> None:
        told = self._folder / how
        if so:
            told.touch()
        else:
            told.unlink()


def nok(amount: str) -> Money:
    return Money(Decimal(amount), "NOK")


def kr(amount: Money | None) -> str:
    return "not known" if amount is None else plain(amount)
