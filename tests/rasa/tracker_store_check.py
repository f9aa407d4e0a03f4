"""Runs inside Rasa's environment: what the tracker store keeps, and when it forgets. Exit code 0 when so."""

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot

from rasa_addons.forgetting import keep_forgetting
from rasa_addons.tracker_store import IDLE_S, MOST_CONVERSATIONS, MOST_EVENTS, AmendsTrackerStore

DOMAIN = Domain.empty()
DOMAIN.slots = [AnySlot("language", mappings=[{"type": "custom"}])]


class Scene:
    """A store, and the seconds that have gone by."""

    def __init__(self) -> None:
        self.now = 0.0
        self.store = AmendsTrackerStore(DOMAIN, clock=lambda: self.now)

    async def says(self, sender: str, text: str) -> None:
        tracker = await self.store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update(UserUttered(text))
        await self.store.save(tracker)

    async def said(self, sender: str) -> list:
        tracker = await self.store.retrieve(sender)
        return [] if tracker is None else [each.text for each in tracker.events]


async def what_is_saved_is_there_and_what_is_not_saved_is_not() -> None:
    scene = Scene()
    await scene.says("cv_1", "hello")
    tracker = await scene.store.retrieve("cv_1")
    tracker.update(UserUttered("never saved"))
    tracker.update(SlotSet("language", "nb"))
    again = await scene.store.retrieve("cv_1")
    assert [each.text for each in again.events] == ["hello"]
    assert again.get_slot("language") is None
    await scene.store.save(tracker)
    assert (await scene.store.retrieve("cv_1")).get_slot("language") == "nb"
    scene.store.forget("cv_1")
    assert await scene.said("cv_1") == []


async def what_is_silent_goes_and_what_speaks_stays() -> None:
    scene = Scene()
    await scene.says("cv_silent", "hello")
    await scene.says("cv_1", "hello")
    scene.now = IDLE_S - 1
    await scene.says("cv_1", "still here")
    scene.now = IDLE_S
    assert await scene.said("cv_silent") == []
    assert await scene.said("cv_1") == ["hello", "still here"]


async def the_longest_silent_makes_room_and_a_long_one_begins_anew() -> None:
    scene = Scene()
    for number in range(MOST_CONVERSATIONS + 1):
        await scene.says(f"cv_{number}", "hello")
    assert len(await scene.store.keys()) == MOST_CONVERSATIONS
    assert await scene.said("cv_0") == []
    for _ in range(MOST_EVENTS):
        await scene.says("cv_1", "again")
    assert await scene.said("cv_1") == []
    await scene.says("cv_1", "anew")
    assert await scene.said("cv_1") == ["anew"]


async def it_is_forgotten_while_nobody_writes() -> None:
    scene = Scene()
    await scene.says("cv_1", "hello")
    forgetting = asyncio.create_task(keep_forgetting(scene.store, every_s=0.01))
    scene.now = IDLE_S
    while await scene.store.keys():  # the test's own limit ends it
        await asyncio.sleep(0.01)
    forgetting.cancel()


async def main() -> None:
    await what_is_saved_is_there_and_what_is_not_saved_is_not()
    await what_is_silent_goes_and_what_speaks_stays()
    await the_longest_silent_makes_room_and_a_long_one_begins_anew()
    await it_is_forgotten_while_nobody_writes()


if __name__ == "__main__":
    asyncio.run(main())
