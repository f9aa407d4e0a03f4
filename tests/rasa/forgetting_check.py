"""Runs inside Rasa's environment: what is old leaves a tracker store that is in use. Exit code 0 when so."""

import asyncio
import contextlib
import sys
import time
from pathlib import Path

from rasa.core.lock_store import InMemoryLockStore

from rasa_addons.forgetting import AT_ONCE, KEEP_DAYS, forget_old, keep_forgetting
from rasa_addons.tracker_store import AmendsTrackerStore

NOW = time.time()
OLD, YOUNG = NOW - (KEEP_DAYS + 1) * 86_400, NOW - (KEEP_DAYS - 1) * 86_400
FOLDER = Path(sys.argv[1])


def store_of(name: str, events: list[tuple[str, float]]) -> AmendsTrackerStore:
    store = AmendsTrackerStore(f"sqlite:///{FOLDER}/{name}.db")
    with store.session_scope() as session:
        session.add_all(store.SQLEvent(sender_id=who, type_name="user", timestamp=at, data="{}") for who, at in events)
        session.commit()
    return store


def kept(store: AmendsTrackerStore) -> set[tuple[str, float]]:
    with store.session_scope() as session:
        return {(row.sender_id, row.timestamp) for row in session.query(store.SQLEvent)}


async def what_is_old_goes_and_what_is_young_stays() -> None:
    many = [(f"cv_{n}", OLD) for n in range(AT_ONCE + 1)]
    store = store_of("ages", [("cv_both", OLD), ("cv_young", YOUNG), *many, ("cv_both", YOUNG)])
    assert await forget_old(store, InMemoryLockStore(), NOW - KEEP_DAYS * 86_400) == AT_ONCE + 2
    assert kept(store) == {("cv_both", YOUNG), ("cv_young", YOUNG)}


async def it_goes_on_while_the_server_runs_and_waits_for_a_turn() -> None:
    store, locks = store_of("running", [("cv_1", OLD)]), InMemoryLockStore()
    async with locks.lock("cv_1"):
        forgetting = asyncio.ensure_future(keep_forgetting(store, locks, every_s=0.001))
        await asyncio.sleep(0.1)
        assert kept(store) == {("cv_1", OLD)}, "removed during a turn"
    await gone(store)
    store_of("running", [("cv_2", OLD)])
    await gone(store)
    forgetting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await forgetting


async def a_store_that_is_away_is_asked_again() -> None:
    store = store_of("away", [("cv_1", OLD)])
    file, aside = FOLDER / "away.db", FOLDER / "aside.db"
    file.rename(aside)
    file.mkdir()
    forgetting = asyncio.ensure_future(keep_forgetting(store, InMemoryLockStore(), every_s=0.001))
    await asyncio.sleep(0.1)
    assert not forgetting.done(), "the first failure ended it"
    file.rmdir()
    aside.rename(file)
    await gone(store)
    forgetting.cancel()


async def gone(store: AmendsTrackerStore) -> None:
    while kept(store):
        await asyncio.sleep(0.01)


for check in (
    what_is_old_goes_and_what_is_young_stays,
    it_goes_on_while_the_server_runs_and_waits_for_a_turn,
    a_store_that_is_away_is_asked_again,
):
    asyncio.run(check())
