"""Many submit at one moment: presses of one button, one message, several windows, a phone beside them, a person."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random

from sqlalchemy import select

from amends import bootstrap
from amends.db.case_tables import CaseRow
from amends.desk.actor import Actor
from amends.desk.takeover import Takeover
from amends.errors import AmendsError
from faults.claims import YES, Claim, claims
from faults.matrix import Cell
from faults.phones import Phone, connected
from faults.system import System
from simulate.orders import Copy
from tests.conversations.customer import Customer as Window
from tests.conversations.customer import Line

PEOPLE = frozenset({"norrnet", "itnet"})
OPENING = "I was charged twice, {order}, {email}"
YES_TITLE = "Yes, please"


class Race:
    """`run` plays it. `conversations` and `order` are what it was about; `owed` may move, once."""

    def __init__(self, system: System, cell: Cell, chance: Random) -> None:
        self.system, self.race, self.many, self.chance = system, cell.fault, int(cell.point), chance
        same_sentence = cell.fault in {"windows", "window_and_phone"}
        fitting = [
            each for each in claims() if not same_sentence or each.id.startswith("norrnet-second-payment/plain/en")
        ]
        self.claim = Claim(system, chance.choice(fitting), chance)
        self.windows: list[Window] = []
        self.phones: list[Phone] = []

    @property
    def order(self) -> Copy:
        return self.claim.order

    @property
    def owed(self) -> tuple[str, ...]:
        return self.claim.scenario.right.moves

    @property
    def conversations(self) -> set[str]:
        windows, phones = (each.id for each in self.windows), (each.id for each in self.phones)
        return {self.claim.conversation, *windows, *phones} - {""}

    @property
    def lines(self) -> list[Line]:
        """Of whoever came first."""
        everybody: Sequence[Window | Phone] = [*self.windows, *self.phones]
        return everybody[0].lines if everybody else self.claim.lines

    def run(self) -> None:
        {
            "presses": self._presses,
            "same_message": self._same_message,
            "windows": self._windows,
            "window_and_phone": self._windows,
            "person_and_bot": self._person_and_bot,
        }[self.race]()

    def read(self) -> None:
        self.claim.read()
        for window in self.windows:
            window.reply()
        for phone in self.phones:
            phone.reply()

    def close(self) -> None:
        self.claim.close()
        for window in self.windows:
            window.close()

    def _presses(self) -> None:
        """The same button, so many times, each as a message of its own."""
        window = self._asked()
        title = window.lines[-1].titles[0] if window.lines[-1].titles else self._last_titles(window)[0]
        token = next(token for line in reversed(window.lines) for name, token in line.buttons if name == title)
        self._at_once([lambda: window.post({"token": token}) for _ in range(self.many)])

    def _same_message(self) -> None:
        """One yes in words, sent so many times under one name."""
        window = self._asked()
        message = {"text": {"en": "yes", "nl": "ja", "nb": "ja"}[self.claim.scenario.language], "client_id": "the-same"}
        self._at_once([lambda: window.post(message) for _ in range(self.many)])

    def _windows(self) -> None:
        """So many chats of one customer about one order, each at the yes; half of them on a phone, where it has one."""
        by_phone = self.many // 2 if self.race == "window_and_phone" else 0
        url = self.system.stack.settings.public_url
        for _ in range(self.many - by_phone):
            self.windows.append(Window(url, self.order.merchant, "en", self.system.client()))
        if by_phone:
            line = connected(self.system, "telegram", "races")
            self.phones = [Phone(self.system, line, next(self.system.numbers)) for _ in range(by_phone)]
        opening = OPENING.format(order=self.order.number, email=self.order.email)
        everybody: Sequence[Window | Phone] = [*self.windows, *self.phones]
        self._at_once([partial(each.say, opening) for each in everybody])
        self._at_once([partial(each.press, YES_TITLE) for each in everybody if _is_asked(each)])

    def _person_and_bot(self) -> None:
        """The customer presses, and one person fewer than `many` take the chat over."""
        window = self._asked()
        titles = self._last_titles(window)
        core = bootstrap.build(self.system.stack.settings)
        takeover = Takeover(core.context)
        with self.system.stack.database.read() as session:
            number = session.scalar(select(CaseRow.number).where(CaseRow.conversation_id == window.id))
        assert number is not None, "there is no case to take over"

        def take(at: int) -> None:
            try:
                takeover.take_over(Actor(f"ag_{at}", f"Person {at}", "supervisor", PEOPLE), number)
            except AmendsError:
                return  # somebody was faster

        people = [partial(take, at) for at in range(self.many - 1)]
        self._at_once([partial(window.press, titles[0]), *people])
        core.context.database.close()

    def _asked(self) -> Window:
        """The claim's window, at the question that asks for the yes."""
        window = self.claim.open()
        self.claim.hold(until=YES)
        assert self._last_titles(window), "nothing was proposed"
        return window

    @staticmethod
    def _last_titles(window: Window) -> tuple[str, ...]:
        return next((line.titles for line in reversed(window.lines) if line.titles), ())

    def _at_once(self, calls: Sequence[Callable[[], object]]) -> None:
        """All of them begin when all are ready."""
        if not calls:
            return
        ready = threading.Barrier(len(calls))

        def one(call: Callable[[], object]) -> None:
            ready.wait()
            call()

        with ThreadPoolExecutor(len(calls)) as pool:
            for each in [pool.submit(one, call) for call in calls]:
                each.result()


def _is_asked(each: Window | Phone) -> bool:
    return any(YES_TITLE in line.titles for line in each.lines[-3:])
