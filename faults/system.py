"""The running system with its proxies, its customers' transcripts, and the look at the invariants."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from amends import clock
from amends.messages.sentences import Sentences
from amends.verification import invariants, journal, transcripts
from amends.verification.looking import one_look
from amends.verification.material import Material
from amends.verification.result import Violation
from faults.client import Persistent, Transcript
from faults.clocks import Clocks
from faults.disk import Disk
from faults.postgresql import Server
from faults.proxy import Proxies
from faults.strikes import Keeper
from simulate.recognise import Recogniser
from tests.conversations.customer import Line
from tests.stack import ROOT, Stack

FIRST = 10_000
"""Of a run's orders, far from those of simulated customers on the same system."""
QUIET = frozenset({"orders", "mail", "phones"})
"""Processes whose logs are not held against the invariants: they are not the product's."""


@dataclass
class System:
    """`numbers` give each run an order of its own; `lines` are the messaging channels that are connected, `played` the
    conversations and orders of runs so far. `disk` is what the database stands on, where this machine lets us have one
    of our own; `server` is its PostgreSQL, and `clocks` are those of the processes, where the form has such."""

    stack: Stack
    proxies: Proxies
    transcript: Transcript
    disk: Disk | None = None
    server: Server | None = None
    clocks: Clocks | None = None
    keeper: Keeper = field(default_factory=Keeper)
    recogniser: Recogniser = field(default_factory=Recogniser)
    can_freeze: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST))
    lines: dict[tuple[str, str], Any] = field(default_factory=dict)
    played: set[str] = field(default_factory=set)
    connecting: threading.Lock = field(default_factory=threading.Lock)
    _known: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _sentences: Sentences = field(default_factory=lambda: Sentences(ROOT / "domain"))

    def client(self, acknowledged: Callable[[], None] = lambda: None) -> Persistent:
        """Of a customer in a browser, whose transcript is kept."""
        return Persistent(self.transcript, self.stack.web_ports, acknowledged)

    def last_said(self, lines: Sequence[Line]) -> str:
        """The name of the response that stands last, empty where none is known."""
        said = next((line for line in reversed(lines) if line.author != "customer"), None)
        return "" if said is None else self.recogniser.heard(said.text, said.titles, "en").name

    def hang_up(self) -> None:
        """End the providers' stand-ins. Their channels stay."""
        for line in self.lines.values():
            line.stand_in.stop()
        self.lines.clear()

    @property
    def journal_url(self) -> str:
        """Beside the proxy: what the order system did is looked at, whatever is broken."""
        return f"http://127.0.0.1:{self.stack.settings.orders_port}/v1/journal"

    def violations(self, ids: Collection[str], *, whole: bool = True) -> list[tuple[str, Violation]]:
        """What is violated now, with the number of each invariant: of these `ids`, or `whole` whatever was not told
        before."""
        with self._lock:
            found = [
                (each.invariant.number, violation)
                for each in self._checked()
                for violation in each.result.violations
                if violation.sentence not in self._known
            ]
            mine = [each for each in found if whole or set(map(str, each[1].ids.values())) & set(ids)]
            self._known |= {violation.sentence for _number, violation in mine}
            return mine

    def _checked(self) -> list[invariants.Checked]:
        moved = journal.read(self.journal_url)
        told = transcripts.read(self.transcript.file)
        with one_look(self.stack.database) as session:
            return invariants.check(
                Material(
                    session=session,
                    now=clock.now(),
                    sentences=self._sentences,
                    journal=moved,
                    transcripts=told,
                    logs=tuple(self.stack.log(name) for name in self.stack.health if name not in QUIET),
                    health=tuple(self.stack.health.values()),
                )
            )

    def is_well(self) -> bool:
        """Whether every process answers now."""
        with httpx.Client(timeout=5, trust_env=False) as client:
            return all(_answers(client, url) for url in self.stack.health.values())


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).is_success
    except httpx.HTTPError:
        return False
