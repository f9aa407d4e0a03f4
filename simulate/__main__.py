"""`python -m simulate`: starts the whole system in a folder of its own, sends it customers, and writes the report.

Ctrl-C, or SIGTERM, ends it early, with a report of what was played.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from simulate import report
from simulate.play import play_all
from simulate.scenario import Scenario, chosen
from simulate.visit import Visit
from simulate.wordings import LANGUAGES
from tests import scratch
from tests.stack import ROOT, Stack


def main() -> int:
    """1 where money moved wrongly, 2 where nothing was played."""
    parser = argparse.ArgumentParser(prog="python -m simulate", description=__doc__)
    parser.add_argument("--scenarios", default="*", metavar="GLOB", help="by id, name/habit/language (default: all)")
    parser.add_argument("--seeds", type=int, default=8, help="customers for each scenario (default: 8)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the first seed's number (default: 0)")
    parser.add_argument("--merchant", help="of one merchant alone")
    parser.add_argument("--language", choices=LANGUAGES, help="in one language alone")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "simulate", help="default: var/simulate")
    asked = parser.parse_args()
    scenarios = chosen(asked.scenarios, asked.merchant, asked.language)
    visits = _played(scenarios, range(asked.first, asked.first + asked.seeds)) if scenarios and asked.seeds > 0 else []
    if not visits:
        print("Nothing was played: no scenario fits, or it was ended too early.", file=sys.stderr)  # noqa: T201
        return 2
    print(f"\n{report.write(visits, asked.out)}")  # noqa: T201
    return int(any(visit.verdict.wrong_moves for visit in visits))


def _played(scenarios: Sequence[Scenario], seeds: Sequence[int]) -> list[Visit]:
    scratch.use_memory()
    signal.signal(signal.SIGTERM, _interrupt)
    began = time.monotonic()
    visits: list[Visit] = []

    def tell(visit: Visit) -> None:
        visits.append(visit)
        kinds = ", ".join(visit.verdict.kinds) or "."
        print(f"{visit.scenario.id} {visit.seed}: {kinds} ({visit.seconds:.1f} s)", flush=True)  # noqa: T201

    with tempfile.TemporaryDirectory(prefix="amends-simulate-") as folder:
        stack = Stack(Path(folder), print)
        try:
            stack.start()
            print(f"{len(scenarios)} scenarios, {len(seeds)} seeds; ready after {time.monotonic() - began:.0f} s")  # noqa: T201
            play_all(stack, scenarios, seeds, tell)
        except KeyboardInterrupt:
            print(f"Ended after {len(visits)} visits.")  # noqa: T201
        finally:
            stack.stop()
    return visits


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
