"""A customer's claim that moves money, played over a client that does not give up, with moments to strike at."""

import time
from collections.abc import Callable, Sequence
from random import Random

from amends import clock
from faults.calls import Calls
from faults.system import System
from simulate.customer import Said, SimulatedCustomer
from simulate.orders import Copy, copied
from simulate.questions import ENDS, Need, needed
from simulate.recognise import Heard
from simulate.scenario import Scenario, scenarios
from simulate.wordings import wordings
from tests.conversations.customer import Customer as Window
from tests.conversations.customer import Line

NAMES = (
    "norrnet-second-payment", "norrnet-never-active", "norrnet-cancel-not-active", "itnet-second-payment",
    "itnet-cancel-vpn", "itnet-second-order-not-active",
)  # fmt: skip
HABITS = ("plain", "buttons")
IDENTITY = frozenset({Need.ORDER, Need.EMAIL, Need.IDENTITY})
YES = frozenset({Need.PROPOSAL, Need.REMEDY, Need.CHOICE, Need.WITHDRAWAL})
NEWS_S = 60.0
"""How long a customer waits for what the bot said that it would do by itself."""
PROMISES = frozenset({"utter_parked", "utter_notice_delayed", "utter_backend_is_back"})
"""With these the bot says that it goes on by itself, or is about to."""

Moment = Callable[[], None]


def claims(*, with_cancellation: bool = False) -> list[Scenario]:
    """Those whose right end moves money, without a habit that makes its end doubtful."""
    return [
        each
        for each in scenarios()
        if each.name in NAMES
        and each.habit in HABITS
        and each.right.moves
        and (not with_cancellation or "cancellation" in each.right.moves)
    ]


class Claim:
    """One customer with one order. `at` is what is done once a message was acknowledged, and `before` what is done
    right before it is sent: the `opening`, the `identity`, the `yes`. `calls` are those about the order."""

    def __init__(self, system: System, scenario: Scenario, chance: Random) -> None:
        self.system, self.scenario, self.chance = system, scenario, chance
        self.order: Copy = copied(scenario.demo, next(system.numbers), clock.now())
        system.stack.orders.put(self.order.document)
        self.calls = Calls(self.order.number)
        self.at: dict[str, Moment] = {}
        self.before: dict[str, Moment] = {}
        self.turns: list[list[str]] = []
        self.errors = 0
        self.gave_up = False
        self._sending = ""
        self._window: Window | None = None

    @property
    def conversation(self) -> str:
        """Its id; empty before there is one."""
        return "" if self._window is None else self._window.id

    @property
    def lines(self) -> list[Line]:
        """All that was said in it."""
        return [] if self._window is None else self._window.lines

    @property
    def ids(self) -> set[str]:
        """By which violations are known as this run's."""
        return {self.conversation, self.order.number} - {""}

    def open(self) -> Window:
        """Open the chat. The address is the customer's alone from now on."""
        transport = self.system.client(self._acknowledged)
        url, language = self.system.stack.settings.public_url, self.scenario.language
        self._transport = transport
        self._window = Window(url, self.order.merchant, language, transport)
        self.system.transcript.canary(self._window.id, self.order.email)
        return self._window

    def hold(self, until: frozenset[Need] = frozenset()) -> None:
        """From the first message until the customer leaves, or is asked one of `until`."""
        window = self._window or self.open()
        words = wordings(self.scenario.language)
        slots = self.order.slots(words, self.scenario.language, self.chance)
        customer = SimulatedCustomer(self.scenario, words, self.system.recogniser, slots, self.chance)
        said: Said | None = customer.begin()
        asked: Need | None = None
        while said is not None:
            replies = self._exchange(window, said, asked)
            asked = _asked(replies)
            if asked in until:
                break
            said = customer.next(replies)
        self.gave_up = customer.gave_up
        self.errors = self._transport.errors

    def read(self) -> None:
        """Whatever else was said."""
        if self._window is not None:
            self._window.reply()

    def close(self) -> None:
        if self._window is not None:
            self._window.close()

    def _exchange(self, window: Window, said: Said, asked: Need | None) -> list[Heard]:
        self._sending = "opening" if not self.turns else ""
        if asked in IDENTITY:
            self._sending = "identity"
        if asked in YES:
            self._sending, self.calls.confirmed = "yes", True
        if (moment := self.before.pop(self._sending, None)) is not None:
            moment()
        lines = window.press(said.press) if said.press else window.say(said.text)
        replies = [self._heard(line) for line in lines]
        until = time.monotonic() + NEWS_S
        while _is_promised(replies) and time.monotonic() < until:
            time.sleep(0.1)
            more = window.reply()
            lines += more
            replies += [self._heard(line) for line in more]
        self.turns.append([line.text for line in lines if line.author == "bot"])
        return replies

    def _heard(self, line: Line) -> Heard:
        return self.system.recogniser.heard(line.text, line.titles, self.scenario.language)

    def _acknowledged(self) -> None:
        moment = self.at.pop(self._sending, None)
        if moment is not None:
            moment()


def _is_promised(replies: Sequence[Heard]) -> bool:
    """Whether more is to come, and nothing was said yet that asks for something or is an end."""
    promised = any(heard.name in PROMISES for heard in replies)
    return promised and not any(heard.name in ENDS or needed(heard.name) for heard in replies)


def _asked(replies: Sequence[Heard]) -> Need | None:
    return next((need for heard in reversed(replies) if (need := needed(heard.name))), None)
