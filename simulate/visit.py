"""One scenario played once: an order of its own, a customer, a chat with the running system, and what is left of it."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import update

from amends import clock
from amends.db.conversation_tables import ConversationRow
from simulate.customer import Said, SimulatedCustomer
from simulate.habits import ENTRANCE
from simulate.judge import FinalState, Verdict, final_state, judged
from simulate.orders import Copy, copied
from simulate.recognise import Heard, Recogniser
from simulate.scenario import Scenario, demo_order
from simulate.wordings import wordings
from tests.conversations.customer import Customer as Window
from tests.conversations.customer import Line
from tests.stack import Stack

SETTLED_WITHIN_S = 60.0
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """`messages`: the customer's until the last outcome was read. `unknown`: replies that are no response of domain/.
    `slipped`: replies in another language than the customer writes."""

    scenario: Scenario
    seed: int
    found: FinalState
    verdict: Verdict
    messages: int
    gave_up: bool
    unknown: tuple[str, ...]
    slipped: int
    transcript: str
    seconds: float


class Player:
    """Plays visits against one running system; threads may share it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._recogniser = Recogniser()

    def play(self, scenario: Scenario, seed: int, index: int) -> Visit:
        """`index` makes the orders this visit's own: no two of a run have the same."""
        began = time.monotonic()
        chance = Random(f"{scenario.id} {seed}")  # noqa: S311  # the same each time is what is wanted
        orders = self._orders(scenario, index)
        talk = _Talk(self._stack, self._recogniser, scenario, orders, chance)
        try:
            talk.hold()
            found = self._settled(scenario, talk, orders)
            verdict = judged(scenario.right, found, talk.turns)
        finally:
            talk.close()
        return Visit(
            scenario, seed, found, verdict, talk.messages, talk.gave_up, tuple(talk.unknown), talk.slipped,
            talk.transcript(), time.monotonic() - began,
        )  # fmt: skip

    def _orders(self, scenario: Scenario, index: int) -> list[Copy]:
        now = clock.now()
        orders = [copied(scenario.demo, 2 * index, now)]
        if scenario.second and scenario.second.order:
            orders.append(copied(demo_order(scenario.second.order), 2 * index + 1, now, like=orders[0]))
        for order in orders:
            self._stack.orders.put(order.document)
        return orders

    def _settled(self, scenario: Scenario, talk: "_Talk", orders: list[Copy]) -> FinalState:
        until = time.monotonic() + SETTLED_WITHIN_S
        numbers = [order.number for order in orders]
        while True:
            found = final_state(self._stack.database, self._stack.orders, talk.conversations, numbers)
            if found.settled or time.monotonic() > until:
                return found
            time.sleep(0.1)


class _Talk:
    """The chats of one visit. `turns` are the bot's texts to each message."""

    def __init__(
        self, stack: Stack, recogniser: Recogniser, scenario: Scenario, orders: Sequence[Copy], chance: Random
    ) -> None:
        self._stack, self._recogniser, self._scenario, self._chance = stack, recogniser, scenario, chance
        words, language = wordings(scenario.language), scenario.language
        self._slots = [order.slots(words, language, chance) for order in orders]
        if scenario.facts.email:
            self._slots[0]["email"] = scenario.facts.email
        self._words = words
        self.turns: list[list[str]] = []
        self.unknown: list[str] = []
        self.slipped = 0
        self.messages = 0
        self.gave_up = False
        self._windows: list[Window] = []
        self._open(ENTRANCE[language] if scenario.habit == "switches" else language)

    @property
    def conversations(self) -> list[str]:
        return [window.id for window in self._windows]

    def hold(self) -> None:
        """From the first message until the customer leaves; a day later once more, for who comes back."""
        customer = self._customer()
        said: Said | None = customer.begin()
        while said is not None:
            said = customer.next(self._exchange(said))
        self.messages = customer.at_outcome or customer.sent
        self.gave_up = customer.gave_up
        if self._scenario.habit == "comes_back":
            self._come_back()

    def close(self) -> None:
        for window in self._windows:
            window.close()

    def transcript(self) -> str:
        parts = [f"{self._scenario.id}"]
        for window in self._windows:
            parts += [f"--- {window.id}", *map(_told, window.lines)]
        return "\n".join(parts) + "\n"

    def _come_back(self) -> None:
        """The same matter again in a new chat, until an answer is there; a yes to the same once more is a yes."""
        self._open(self._scenario.language)
        customer = self._customer()
        problem = self._words.say(f"open.{self._scenario.story}", self._chance, self._slots[0])
        text = self._words.say("again", self._chance, {**self._slots[0], "problem": problem})
        said: Said | None = Said(text)
        while said is not None:
            said = customer.next(self._exchange(said))

    def _open(self, language: str) -> None:
        merchant = self._scenario.demo.merchant
        self._windows.append(Window(self._stack.settings.public_url, merchant, language))

    def _customer(self) -> SimulatedCustomer:
        other = self._slots[1] if len(self._slots) > 1 else None
        return SimulatedCustomer(self._scenario, self._words, self._recogniser, self._slots[0], self._chance, other)

    def _exchange(self, said: Said) -> list[Heard]:
        window = self._windows[-1]
        if said.later:
            self._let_a_day_pass(window)
        lines = window.press(said.press) if said.press else window.say(said.text)
        heard = [self._heard(line) for line in lines]
        self.turns.append([line.text for line in lines if line.author == "bot"])
        return heard

    def _heard(self, line: Line) -> Heard:
        heard = self._recogniser.heard(line.text, line.titles, self._scenario.language)
        if not heard.name and not re.fullmatch(r"\[\w+\]", line.text):
            self.unknown.append(line.text)
        if heard.language not in {"", self._scenario.language}:
            self.slipped += 1
        return heard

    def _let_a_day_pass(self, window: Window) -> None:
        """For the customer's identity, which lasts half an hour."""
        with self._stack.database.begin() as session:
            mine = ConversationRow.id == window.id
            session.execute(update(ConversationRow).where(mine).values(verified_at=clock.now() - A_DAY))


def _told(line: Line) -> str:
    who = {"customer": "ME ", "bot": "BOT"}.get(line.author, line.author.upper())
    text = line.text.replace("\n", "\n     ")
    return f"{who}: {text}" + (f"\n     {' '.join(f'[{title}]' for title in line.titles)}" if line.buttons else "")
