"""Connects each stand-in as a channel of one merchant, as `amends channel add` does, and disconnects them again."""

import logging
import threading
from dataclasses import dataclass, field
from typing import Any

from amends.channels.connecting import Connecting
from amends.errors import AmendsError
from demo.phones.carriers import CARRIERS
from demo.phones.gestures import GESTURES
from demo.phones.phone import Phone

log = logging.getLogger("demo.phones")

NAME = "A phone of the demo"
AGAIN_S = 1.0
"""Until web is there, which answers what a provider asks before it delivers anything."""


@dataclass
class Switchboard:
    """`merchant` is whose customers are played. What an earlier run left connected is disconnected first."""

    connecting: Connecting
    merchant: str
    stand_ins: dict[str, Any] = field(default_factory=dict)
    connected: dict[str, str] = field(default_factory=dict)
    phones: dict[tuple[str, str], Phone] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begins the stand-ins, and connects them beside whatever else goes on."""
        self.stand_ins = {kind: carrier.begin().start() for kind, carrier in CARRIERS.items()}
        self._thread = threading.Thread(target=self._connect_all, name="connecting", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing calls what is not there any more."""
        self._over.set()
        self._thread.join()
        for channel_id in self.connected.values():
            self._remove(channel_id)
        for stand_in in self.stand_ins.values():
            stand_in.stop()

    def phone(self, kind: str, own: str) -> Phone:
        """The visitor's phone on that channel. KeyError for a kind that is not played."""
        with self._lock:
            if (kind, own) not in self.phones:
                self.phones[kind, own] = Phone(self.stand_ins[kind], CARRIERS[kind].address_of(own), GESTURES[kind])
            return self.phones[kind, own]

    def _connect_all(self) -> None:
        told = set[str]()
        while not self._over.is_set() and len(self.connected) < len(CARRIERS):
            for kind in CARRIERS.keys() - self.connected.keys():
                try:
                    self._connect(kind)
                except AmendsError as fault:
                    if kind not in told:
                        log.info("%s is not connected yet: %s", kind, fault)
                    told.add(kind)
            self._over.wait(AGAIN_S)

    def _connect(self, kind: str) -> None:
        for left in self.connecting.every():
            if (left.kind, left.name) == (kind, NAME) and left.disconnected_at is None:
                self._remove(left.id)
        stand_in = self.stand_ins[kind]
        added = self.connecting.add(self.merchant, kind, CARRIERS[kind].credentials_of(stand_in), NAME)
        if not stand_in.put_in(added.url):  # the provider asked web, and met no answer
            self._remove(added.id)
            raise AmendsError("web does not answer yet")
        self.connected[kind] = added.id

    def _remove(self, channel_id: str) -> None:
        try:
            self.connecting.remove(channel_id)
        except AmendsError as fault:
            log.warning("channel %s stays connected: %s", channel_id, fault)
