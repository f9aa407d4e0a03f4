"""One run: a cell with a seed, from the first message until everything was held against the invariants."""

import time
import traceback
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from amends import clock
from faults import ends, syncing
from faults.deliveries import Delivered
from faults.matrix import Cell
from faults.races import Race
from faults.record import Run
from faults.struck import Struck, prepared
from faults.system import System
from faults.upgrades import Killed
from faults.versions import Versions


@dataclass
class Played:
    """What a run came to, before the invariants."""

    claim: str = ""
    struck: bool = False
    struck_at: float | None = None
    errors: int = 0
    last: str = ""
    ids: set[str] = field(default_factory=set)
    end: ends.End = field(default_factory=lambda: ends.End("unsettled", ()))
    fault: str | None = None


def run(system: System, cell: Cell, seed: int, versions: Versions, *, alone: bool, check: bool = True) -> Run:
    """Play it in a thread, while this one puts right what was broken. `alone`: nothing else goes on in the system, so
    what is violated then is of this run. Without `check` the invariants are left for whoever holds several runs against
    them at once (`System.played`)."""
    began = time.monotonic()
    played = Played()
    with ThreadPoolExecutor(1) as pool:
        playing = pool.submit(_guarded, system, cell, seed, played)
        if alone:
            system.keeper.attend(playing.done)
        playing.result()
    over = time.monotonic()
    violations = [("money", f"{move} was moved, and is not owed.") for move in played.end.wrong]
    if played.end.outcome == "unsettled":
        violations.append(
            ("recovery", played.fault or f"It had not come to its end after {ends.SETTLED_WITHIN_S:.0f} s.")
        )
    elif played.fault:
        violations.append(("run", played.fault))
    if alone:
        violations += [("I12", fault) for fault in system.keeper.failed]
        system.keeper.failed.clear()
    system.played |= played.ids
    if check:
        found = system.violations(played.ids, whole=alone)
        violations += [(number, each.sentence) for number, each in found]
    return Run(
        cell=cell.id,
        seed=seed,
        at=clock.now().isoformat(timespec="seconds"),
        versions=versions.as_json(),
        claim=played.claim,
        last=played.last,
        outcome=played.end.outcome,
        struck=played.struck,
        seconds=over - began,
        recovered_s=None if played.struck_at is None else over - played.struck_at,
        client_errors=played.errors,
        violations=violations,
    )


def run_upgrade(cell: Cell, seed: int, versions: Versions) -> Run:
    """Likewise for an upgrade of the schema, which needs no system. `as_owed`: nothing differs for the kills."""
    began, at = time.monotonic(), clock.now()
    killed = Killed(cell.fault, cell.point)
    violations = []
    try:
        killed.run()
        violations = [("upgrade", each) for each in killed.found]
    except Exception as fault:  # the run's edge, as below
        violations = [("run", _told(fault))]
    return Run(
        cell=cell.id,
        seed=seed,
        at=at.isoformat(timespec="seconds"),
        versions=versions.as_json(),
        claim=f"killed {killed.kills} times",
        last="",
        outcome="unsettled" if violations else "as_owed",
        struck=killed.kills > 0,
        seconds=time.monotonic() - began,
        recovered_s=None,
        client_errors=0,
        violations=violations,
    )


def needs_to_be_alone(cell: Cell) -> bool:
    """Whether others on the same system would be hit too."""
    return cell.axis in {"kill", "database", "power", "clock"} or cell.fault == "refuse"


def can_run(system: System, cell: Cell) -> bool:
    """Whether this machine lets us break it so."""
    needs = {
        "full": system.disk is not None,
        "lost": system.disk is not None,
        "read_only": system.can_freeze,
        "unsynced": syncing.is_possible(),
    }
    return cell.axis not in {"database", "power"} or needs.get(cell.fault, True)


def _guarded(system: System, cell: Cell, seed: int, played: Played) -> None:
    try:
        _play(system, cell, Random(f"{cell.id} {seed}"), played)  # noqa: S311  # the same each time is what is wanted
    except Exception as fault:  # the run's edge: whatever it was stands in the journal
        played.fault = _told(fault)


def _told(fault: Exception) -> str:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} at {where.name}, line {where.lineno}: {str(fault)[:300]}"


def _play(system: System, cell: Cell, chance: Random, played: Played) -> None:
    match cell.axis:
        case "races":
            _shared(system, Race(system, cell, chance), played)
        case "deliveries":
            _shared(system, Delivered(system, cell, chance), played)
        case _:
            _struck(system, prepared(system, cell, chance), played)


def _struck(system: System, struck: Struck, played: Played) -> None:
    claim = struck.claim
    played.claim = claim.scenario.id
    try:
        claim.hold()
        owed, numbers = claim.scenario.right.moves, {claim.order.number}
        _finish(system, {claim.conversation}, numbers, owed, claim.read, played)
        if struck.wait():
            _finish(system, {claim.conversation}, numbers, owed, claim.read, played)
    finally:
        played.ids, played.errors = claim.ids, claim.errors
        played.last = system.last_said(claim.lines)
        played.struck = struck.is_struck
        played.struck_at = None if struck.strike is None else struck.strike.struck_at
        struck.close()


def _shared(system: System, shared: Race | Delivered, played: Played) -> None:
    try:
        shared.run()
        played.struck = True
        played.struck_at = time.monotonic()
        _finish(system, shared.conversations, {shared.order.number}, shared.owed, shared.read, played)
    finally:
        played.claim = shared.claim.scenario.id if isinstance(shared, Race) else shared.scenario.id
        played.ids = {*shared.conversations, shared.order.number}
        played.last = system.last_said(shared.lines)
        shared.close()


def _finish(
    system: System,
    conversations: Collection[str],
    numbers: Collection[str],
    owed: Collection[str],
    read: Callable[[], None],
    played: Played,
) -> None:
    found = ends.settled(system, conversations, numbers)
    played.end = ends.ended(owed, found, with_person=ends.is_with_person(system, conversations))
    read()
