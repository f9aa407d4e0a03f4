"""A claim on a messaging channel whose provider is unruly."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

from amends import clock
from demo.providers.stand_in import Hook
from faults.matrix import Cell
from faults.phones import Phone, Unruly, connected
from faults.system import System
from simulate.orders import copied
from simulate.scenario import Scenario, scenarios
from tests.conversations.customer import Line

SCENARIO = "norrnet-second-payment/plain/en"
PROBLEM = "I was charged twice"
IDENTITY = "{order}, {email}"
EXPLANATION = "The same amount was taken from my card twice for this order, so I want one of the two back."
YES_TITLE = "Yes, please"


class Delivered:
    """`run` plays it. What is owed moves once, however often and in whatever order it was brought."""

    def __init__(self, system: System, cell: Cell, chance: Random) -> None:
        self.system, self.manner = system, cell.fault
        self.scenario: Scenario = next(each for each in scenarios() if each.id == SCENARIO)
        self.order = copied(self.scenario.demo, next(system.numbers), clock.now())
        system.stack.orders.put(self.order.document)
        self._line = connected(system, cell.point, "deliveries")
        self.phone = Phone(system, self._line, chance.randrange(10_000_000, 90_000_000))
        self._provider = Unruly(self._line, cell.fault)

    @property
    def owed(self) -> tuple[str, ...]:
        return self.scenario.right.moves

    @property
    def conversations(self) -> set[str]:
        return {self.phone.id} - {""}

    @property
    def lines(self) -> list[Line]:
        return self.phone.lines

    def run(self) -> None:
        identity = IDENTITY.format(order=self.order.number, email=self.order.email)
        if self.manner == "reordered":
            self._provider.bring(self._said(PROBLEM), self._said(identity))
        else:
            self._provider.bring(self._said(PROBLEM))
            self.phone.reply()
            self._provider.bring(self._said(identity))
        self.phone.reply()
        if self._pressed(YES_TITLE) is None:  # who began with the number is asked what happened
            self._provider.bring(self._said(EXPLANATION))
            self.phone.reply()
        if (press := self._pressed(YES_TITLE)) is not None:
            self._provider.bring(press)
        self.phone.reply()
        if self.manner == "late":
            self._provider.again()
            self.phone.reply()

    def read(self) -> None:
        self.phone.reply()

    def close(self) -> None:
        """The line stays for the next run."""

    def _said(self, text: str) -> Callable[[], Hook]:
        stand_in: Any = self._line.stand_in
        return lambda: stand_in.say(self.phone.address, text)

    def _pressed(self, title: str) -> Callable[[], Hook] | None:
        """A tap on the newest choice of that title, or its number where choices are numbered lines."""
        stand_in: Any = self._line.stand_in
        for line in reversed(self.phone.lines):
            for offered, token in line.buttons:
                if offered == title:
                    return lambda token=token: stand_in.press(self.phone.address, token)  # type: ignore[misc]
            if numbered := re.search(rf"^([0-9]+)\. {re.escape(title)}$", line.text, re.MULTILINE):
                return self._said(numbered[1])
        return None
