"""Customers on messaging channels, whose provider may bring a call twice, late, or out of its order."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from amends import clock
from amends.channels.connecting import Connecting
from amends.channels.sealing import Seal
from amends.settings_secrets import CHANNEL_SECRET_FILE
from demo.phones.carriers import CARRIERS
from demo.providers.stand_in import Hook
from faults.system import System
from tests.conversations.phone import PhoneCustomer

MERCHANT = "norrnet"


@dataclass(frozen=True)
class PhoneLine:
    """A provider's stand-in and the merchant's channel at it. `lock` is held by whoever makes it deliver nothing."""

    kind: str
    stand_in: Any
    channel_id: str
    lock: threading.Lock = field(default_factory=threading.Lock)


def connected(system: System, kind: str, purpose: str) -> PhoneLine:
    """The line of that kind and purpose, connected once a system."""
    with system.connecting:
        if (kind, purpose) not in system.lines:
            system.lines[kind, purpose] = _connected(system, kind)
        line: PhoneLine = system.lines[kind, purpose]
        return line


def _connected(system: System, kind: str) -> PhoneLine:
    stand_in = CARRIERS[kind].begin().start()
    seal = Seal((system.stack.folder / CHANNEL_SECRET_FILE).read_text("utf-8").strip())
    connecting = Connecting(system.stack.database, seal, clock.now, system.stack.settings.public_url)
    added = connecting.add(MERCHANT, kind, CARRIERS[kind].credentials_of(stand_in), "Faults")
    if kind == "slack":  # whose address is put in by hand
        stand_in.put_in(added.url)
    return PhoneLine(kind, stand_in, added.id)


class Phone(PhoneCustomer):
    """`own` are the visitor's figures, nobody else's."""

    def __init__(self, system: System, line: PhoneLine, own: int) -> None:
        super().__init__(system.stack, line.stand_in, CARRIERS[line.kind].address_of(f"{own:08}"), line.channel_id)

    @property
    def id(self) -> str:
        """Of the conversation; empty before there is one."""
        thread = self._thread()
        return "" if thread is None else thread.conversation_id


class Unruly:
    """A provider that brings each call in its own `manner`. `made` are all calls so far."""

    def __init__(self, line: PhoneLine, manner: str) -> None:
        self.line, self.manner = line, manner
        self.made: list[Hook] = []

    def bring(self, *make: Callable[[], Hook]) -> None:
        """What the customer does, each as the call that comes of it; delivered in the provider's manner."""
        before = list(self.made)
        stand_in = self.line.stand_in
        with self.line.lock:
            stand_in.deliver = lambda *_: None  # nothing by itself
            try:
                hooks = [each() for each in make]
            finally:
                del stand_in.deliver
        self.made += hooks
        match self.manner:
            case "twice":
                self._deliver([hook for hook in hooks for _ in range(2)])
            case "five_at_once":
                for hook in hooks:
                    self._at_once([hook] * 5)
            case "reordered":
                self._deliver(list(reversed(hooks)))
            case "again_in_between":
                for hook in hooks:
                    self._deliver([hook, *before[-2:]])
            case _:
                self._deliver(hooks)

    def again(self) -> None:
        """All calls so far once more, as after an outage of the provider."""
        self._deliver(self.made)

    def _deliver(self, hooks: Sequence[Hook]) -> None:
        for hook in hooks:
            status = type(self.line.stand_in).deliver(self.line.stand_in, hook)
            assert status == 200, f"a delivery was answered {status}"

    def _at_once(self, hooks: Sequence[Hook]) -> None:
        with ThreadPoolExecutor(len(hooks)) as pool:
            list(pool.map(lambda hook: self._deliver([hook]), hooks))
