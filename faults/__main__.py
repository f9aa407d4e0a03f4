"""`python -m faults`: starts the whole system, breaks it in every way of the matrix, and keeps a journal of the runs.

What stands in the journal is not run again: ended by Ctrl-C or SIGTERM, it goes on where it was. Exit code 1 where an
invariant was violated, 2 where nothing was run.
"""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

from faults.matrix import Cell, Form, chosen
from faults.record import Record, Run, table
from faults.run import can_run, needs_to_be_alone, run, run_upgrade
from faults.started import Started
from faults.system import System
from faults.versions import Versions
from tests import scratch
from tests.stack import ROOT

AT_A_TIME = 5
A_SYSTEM_RUNS = 120
"""After so many runs a fresh system is started: what is held against the invariants grows with each."""


def main() -> int:
    asked = _asked()
    record = Record(asked.journal)
    if asked.table:
        print(table(record.runs))  # noqa: T201
        return 0
    left = record.left(chosen(*asked.cells), asked.seeds)
    print(f"{len(record.runs)} runs stand in {asked.journal}, {len(left)} are left.", flush=True)  # noqa: T201
    new = len(record.runs)
    until = None if asked.minutes is None else time.monotonic() + 60 * asked.minutes
    scratch.use_memory()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        while left and not _is_over(until):
            _some(record, left, until)
            left = record.left(chosen(*asked.cells), asked.seeds)
    except KeyboardInterrupt:
        print("Ended; it goes on from here the next time.")  # noqa: T201
    mine = record.runs[new:]
    print(f"\n{table(mine)}")  # noqa: T201
    for each in (each for each in mine if each["violations"]):
        print(each["cell"], each["seed"], *(f"\n    {number}: {what}" for number, what in each["violations"]))  # noqa: T201
    return 2 if not mine else int(any(each["violations"] for each in mine))


def _some(record: Record, left: Sequence[tuple[Cell, int]], until: float | None) -> None:
    """Those of one form, on one system: those that disturb each other one by one, then the others a few at a time."""
    versions = Versions.present()
    form = left[0][0].form
    of_form = [each for each in left if each[0].form == form]
    if form == Form.NONE:
        for cell, seed in of_form[:A_SYSTEM_RUNS]:
            if not _is_over(until):
                _tell(record, run_upgrade(cell, seed, versions))
        return
    began = time.monotonic()
    with Started(form, lambda text: print(text, flush=True)) as system:  # noqa: T201
        print(f"{form}: ready after {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        some = [each for each in of_form if can_run(system, each[0])][:A_SYSTEM_RUNS]
        if not some:
            raise SystemExit("What is left cannot be run on this machine: docs/proof/README.md says what it needs.")
        for cell, seed in (each for each in some if needs_to_be_alone(each[0])):
            if _is_over(until):
                return
            _tell(record, run(system, cell, seed, versions, alone=True))
            if not system.is_well():
                print("A process is not well: a fresh system is started.", flush=True)  # noqa: T201
                return
        together = [each for each in some if not needs_to_be_alone(each[0])]
        _together(record, system, together, versions, until)


def _together(
    record: Record, system: System, some: Sequence[tuple[Cell, int]], versions: Versions, until: float | None
) -> None:
    def one(each: tuple[Cell, int]) -> Run | None:
        return None if _is_over(until) else run(system, *each, versions, alone=False)

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        try:
            for done in pool.map(one, some):
                if done is not None:
                    _tell(record, done)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    system.hang_up()


def _tell(record: Record, done: Run) -> None:
    record.add(done)
    kinds = ", ".join(sorted({number for number, _ in done.violations})) or "."
    missed = "" if done.struck else " (not struck)"
    print(f"{done.cell} {done.seed}: {done.outcome}{missed} {kinds} ({done.seconds:.1f} s)", flush=True)  # noqa: T201


def _is_over(until: float | None) -> bool:
    return until is not None and time.monotonic() > until


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--cells", nargs="+", default=["*"], metavar="GLOB", help="by id, axis/fault/point")
    parser.add_argument("--seeds", type=int, help="of each cell (default: each axis has its own number)")
    parser.add_argument("--minutes", type=float, help="begin no further run after so long")
    parser.add_argument(
        "--journal", type=Path, default=ROOT / "docs" / "proof" / "runs.jsonl", help="default: docs/proof"
    )
    parser.add_argument("--table", action="store_true", help="print the figures of the journal, and run nothing")
    return parser.parse_args()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
