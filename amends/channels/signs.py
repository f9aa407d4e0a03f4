"""What the customer sees at once, before there is an answer: that a tap arrived, and that one is coming."""

import logging
from collections.abc import Sequence

from amends.channels.book import Opened
from amends.channels.inbound import Kept
from amends.channels.received import Press, Received
from amends.errors import ChannelError

log = logging.getLogger("amends.channels")


def show(opened: Opened, outcomes: Sequence[tuple[Received, Kept]]) -> None:
    """A courtesy, after what came was kept: whatever becomes of it, nothing else depends on it."""
    for received, kept in outcomes:
        try:
            if isinstance(received.what, Press):
                opened.channel.acknowledge_press(received)
            if kept.asks_the_bot and opened.channel.limits.typing:
                opened.channel.show_typing(received.address, received.thread)
        except ChannelError as fault:
            log.info("channel %s: a sign was not shown: %s", opened.id, fault)
