"""This system in the same runs: every process real, SQLite with a synced commit, the customer waits by long polling."""

import time
from pathlib import Path

from benchmarks.chat import talks
from benchmarks.chat.client import TimedCustomer
from benchmarks.chat.processor import MEASURED
from benchmarks.chat.talks import Talk
from tests.stack import Stack

SMALL_TALK = ("hello", "what is your refund policy?", "thanks")
SCRIPT = talks.SCRIPTS[0]
"""A refund, from the complaint to the yes: four messages."""


class Amends:
    """All of it in `folder`."""

    name = "Amends"

    def __init__(self, folder: Path) -> None:
        self.stack = Stack(folder, hurried=False)
        self._talks: list[Talk] = []

    def prepare(self) -> None:
        """The model was trained by the Stack where there was none."""

    def start(self) -> float:
        """Seconds from nothing until the first answer was here."""
        started = time.perf_counter()
        self.stack.start()
        self.long_talk(1)
        return time.perf_counter() - started

    def pids(self) -> dict[str, int]:
        return {name: self.stack.pid(name) for name in MEASURED if name != "orders"}

    @property
    def url(self) -> str:
        return self.stack.settings.public_url

    def talk(self, index: int) -> list[float]:
        """A refund from the complaint to the end: the seconds from each message to its first reply."""
        return [each.replied for each in talks.play(self.url, self.new_talk(index))]

    def new_talk(self, index: int) -> Talk:
        """A customer with an order of their own, which nobody has spoken of; `index` is used once."""
        talk = talks.prepare(self.stack, SCRIPT, index)
        self._talks.append(talk)
        return talk

    def check(self) -> None:
        """Each talk so far was decided once, as its script says."""
        talks.check(self.stack, self._talks)

    def long_talk(self, messages: int) -> list[float]:
        """One conversation of so many messages: the seconds of each."""
        customer = TimedCustomer(self.url, "norrnet")
        try:
            return [customer.say(SMALL_TALK[n % len(SMALL_TALK)]).replied for n in range(messages)]
        finally:
            customer.close()

    def stop(self) -> None:
        self.stack.stop()
