"""Silent conversations leave Rasa's memory also while nobody writes: it holds customers' words."""

import asyncio

from rasa_addons.loops import Loop
from rasa_addons.tracker_store import AmendsTrackerStore

EVERY_S = 60.0


async def keep_forgetting(store: AmendsTrackerStore, every_s: float = EVERY_S) -> None:
    """Forget now and then, until it is cancelled."""

    async def look() -> None:
        store.forget_silent()
        await asyncio.sleep(every_s)

    await Loop("forgetting").keep(look)
