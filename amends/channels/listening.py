"""Channels that are asked instead of calling us: a thread for each, in the one worker that holds its lease."""

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from amends.channels.book import Book, Opened
from amends.channels.inbound import Inbound
from amends.channels.received import Received
from amends.channels.signs import Signs
from amends.db.channel_tables import ChannelRow
from amends.db.leases import Lease, Leased
from amends.errors import AmendsError
from rasa_addons.loops import Loop

log = logging.getLogger("amends.channels")

CHANNELS = Leased(ChannelRow.id, ChannelRow.listened_until)
RENEW_S = 15.0
LOOK_S = 5.0
"""How often a worker looks for channels that nobody listens to."""
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
STALE_S = 120.0


@dataclass
class _Listener:
    opened: Opened
    thread: threading.Thread | None = None
    lost: threading.Event = field(default_factory=threading.Event)

    @property
    def is_alive(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


class Listening:
    """Listens until `stop`. What came is kept before the provider is asked for more."""

    def __init__(
        self, book: Book, inbound: Inbound, *, look_s: float = LOOK_S, first_wait_s: float = FIRST_WAIT_S
    ) -> None:
        self._book, self._inbound = book, inbound
        self._look_s, self._first_wait_s = look_s, first_wait_s
        self._stopping = threading.Event()
        self._showing, self._signs = ThreadPoolExecutor(1, "signs"), Signs()
        self._listeners: dict[str, _Listener] = {}
        self._leases: dict[str, Lease[str]] = {}
        self.loop = Loop("channels", STALE_S)
        self._keeper = threading.Thread(target=self._keep, name="channels", daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def stop(self, within_s: float = 5.0) -> None:
        """The channels are free for another worker at once; a call that is under way ends in its own time."""
        self._stopping.set()
        self._keeper.join(within_s)
        for each in self._listeners.values():
            if each.thread is not None:
                each.thread.join(within_s)
        self._showing.shutdown(wait=False, cancel_futures=True)
        for channel_id in list(self._leases):
            self._release(channel_id)

    def look(self) -> None:
        """Take what nobody listens to, renew what we hold, and leave what is not connected any more."""
        there = {opened.id: opened for opened in self._book.connected() if opened.listen is not None}
        for channel_id, listener in list(self._listeners.items()):
            gone = there.get(channel_id) is not listener.opened or not listener.is_alive
            if gone or not self._hold(channel_id):
                listener.lost.set()
                del self._listeners[channel_id]
                if gone:
                    self._release(channel_id)
        for channel_id, opened in there.items():
            if channel_id not in self._listeners and self._hold(channel_id):
                listener = _Listener(opened)
                listener.thread = threading.Thread(
                    target=self._listen, args=(listener,), name=f"listens {opened.kind}", daemon=True
                )
                self._listeners[channel_id] = listener
                listener.thread.start()

    def _keep(self) -> None:
        self.loop.keep_until(self._stopping, self._step)

    def _step(self) -> None:
        try:
            self.look()
        except AmendsError as fault:
            log.warning("channels cannot be looked at: %s", fault)
        self._stopping.wait(min(self._look_s, RENEW_S))

    def _listen(self, listener: _Listener) -> None:
        """Begun again after each fault, at first soon and then more and more seldom."""
        opened, wait = listener.opened, self._first_wait_s

        def over() -> bool:
            return self._stopping.is_set() or listener.lost.is_set()

        def take(received: Sequence[Received]) -> None:
            nonlocal wait
            kept = [(each, self._inbound.keep_or_park(opened, each)) for each in received]
            if not over() and opened.channel.limits.typing and any(each.asks_the_bot for _, each in kept):
                self._showing.submit(self._signs.show, opened, kept)
            wait = self._first_wait_s

        while not over() and opened.listen is not None:
            begun = time.monotonic()
            try:
                opened.listen(take, over)
            except AmendsError as fault:
                log.warning("channel %s: %s; listening again in %.0f s", opened.id, fault, wait)
            except Exception:  # whatever a library raises must not end it
                log.exception("channel %s: listening again in %.0f s", opened.id, wait)
            if time.monotonic() - begun > LONGEST_WAIT_S:
                wait = self._first_wait_s  # it went well for long, and nothing came
            if not over():
                self._stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_S)

    def _hold(self, channel_id: str) -> bool:
        """Whether it is ours, as it was before or from now on."""
        now, lease = self._inbound.clock(), self._leases.get(channel_id)
        with self._inbound.database.begin() as session:
            if lease is None or not lease.renew(session, now):
                lease = CHANNELS.take(session, channel_id, now)
        if lease is None:
            self._leases.pop(channel_id, None)
            return False
        self._leases[channel_id] = lease
        return True

    def _release(self, channel_id: str) -> None:
        lease = self._leases.pop(channel_id, None)
        if lease is not None:
            with self._inbound.database.begin() as session:
                lease.release(session)
