"""Old events leave the tracker store while the server runs: it keeps customers' words for KEEP_DAYS and no longer.

Rasa's own process does it, between the turns of a conversation and under the lock of one. Rasa counts the stored events
to find out which of a turn are new: whoever removed some during a turn would have others stored twice.
"""

import asyncio
import logging
import time

from rasa.core.lock_store import LockError, LockStore
from sqlalchemy.exc import SQLAlchemyError

from rasa_addons.loops import Loop
from rasa_addons.tracker_store import AmendsTrackerStore

KEEP_DAYS = 30
EVERY_S = 3600.0
AT_ONCE = 1000

logger = logging.getLogger(__name__)


async def keep_forgetting(store: AmendsTrackerStore, locks: LockStore, every_s: float = EVERY_S) -> None:
    """Forget now and then, until it is cancelled. A store that is away is asked again the next time."""

    async def look() -> None:
        try:
            count = await forget_old(store, locks, time.time() - KEEP_DAYS * 86_400)
            if count:
                logger.info("%d old events forgotten.", count)
        except SQLAlchemyError as fault:
            logger.warning("Old events are not forgotten now: %s", type(fault).__name__)
        await asyncio.sleep(every_s)

    await Loop("forgetting").keep(look)


async def forget_old(store: AmendsTrackerStore, locks: LockStore, before: float) -> int:
    """Forget the events before that Unix time; how many. A conversation whose turn does not end is left for later."""
    count = 0
    left = set()
    while True:
        senders = store.with_events_before(before, AT_ONCE) - left
        if not senders:
            return count
        for sender in sorted(senders):
            try:
                async with locks.lock(sender):
                    count += store.forget(sender, before)
            except LockError:
                left.add(sender)
            await asyncio.sleep(0)  # the turns of others come first
