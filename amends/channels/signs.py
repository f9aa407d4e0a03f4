"""What the customer sees at once, before there is an answer: that a tap arrived, and that one is coming."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from amends.channels.book import Opened
from amends.channels.inbound import Kept
from amends.channels.received import Press, Received
from amends.errors import ChannelError

log = logging.getLogger("amends.channels")


class Signs:
    """A courtesy, after what came was kept: whatever becomes of it, nothing else depends on it. At most `at_once` of a
    channel are under way, and further ones are left out: each waits for the provider, and one that does not answer
    must not keep all threads of a process waiting. Thread-safe."""

    def __init__(self, at_once: int = 2) -> None:
        self._at_once = at_once
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    def show(self, opened: Opened, outcomes: Sequence[tuple[Received, Kept]]) -> None:
        """For what one call, or one answer, held."""
        with self._place(opened.id) as there_is_one:
            if there_is_one:
                _show(opened, outcomes)

    def show_typing(self, opened: Opened, address: str, thread: str) -> None:
        """That an answer is coming, where the channel can show it."""
        with self._place(opened.id) as there_is_one:
            if there_is_one:
                _show_typing(opened, address, thread)

    @contextmanager
    def _place(self, channel_id: str) -> Iterator[bool]:
        with self._lock:
            there_is_one = self._under_way[channel_id] < self._at_once
            self._under_way[channel_id] += there_is_one
        try:
            yield there_is_one
        finally:
            with self._lock:
                self._under_way[channel_id] -= there_is_one


def _show(opened: Opened, outcomes: Sequence[tuple[Received, Kept]]) -> None:
    for received, kept in outcomes:
        if isinstance(received.what, Press):
            with _left_out(opened):
                opened.channel.acknowledge_press(received)
        if kept.asks_the_bot:
            _show_typing(opened, received.address, received.thread)


def _show_typing(opened: Opened, address: str, thread: str) -> None:
    if opened.channel.limits.typing:
        with _left_out(opened):
            opened.channel.show_typing(address, thread)


@contextmanager
def _left_out(opened: Opened) -> Iterator[None]:
    """Where the provider does not take it."""
    try:
        yield
    except ChannelError as fault:
        log.info("channel %s: a sign was not shown: %s", opened.id, fault)
