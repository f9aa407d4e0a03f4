"""`make bench`: this system and stock Rasa beside each other, in one run; the table goes into docs/performance.md.

The first run trains stock Rasa, which takes minutes; its model stays in var/bench. Every option measures more.
"""

import argparse
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.beside import loads
from benchmarks.beside.measured import LATE, machine, measure, table
from benchmarks.beside.ours import Amends
from benchmarks.beside.stock import StockRasa

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
STOCK = ROOT / "var" / "bench" / "stock"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
TALKS = 15


def main() -> None:
    options = _options()
    if options.train_again:
        shutil.rmtree(STOCK, ignore_errors=True)
    started, before = datetime.now(UTC), machine()
    with tempfile.TemporaryDirectory() as folder:
        systems = (StockRasa(STOCK), Amends(Path(folder)))
        sides = [measure(each, options.talks, options.late, _say) for each in systems]
    lines = [*_about(started, before, options.talks), "", *table(sides)]
    if more := _loads(options):
        lines += ["", "Amends alone:", "", "| load | milliseconds to the first reply |", "| --- | --- |", *more]
    _say("\n".join(lines))
    if not options.only_print:
        _write(lines)


def _about(started: datetime, before: str, talks: int) -> list[str]:
    busy = "" if _is_idle(before) else " The machine had other work: these figures are provisional."
    return [
        f"{started:%d %B %Y}, {before} before and {machine()} after; {talks} conversations of four messages one at a "
        f"time, {2 * talks} with 16 at once.{busy}"
    ]


def _is_idle(before: str) -> bool:
    return float(before.rpartition(" ")[2]) < 1.0


def _loads(options: argparse.Namespace) -> list[str]:
    """The rows of what was asked for beside; one installation for all of it."""
    if not (options.orders or options.conversations or options.streams or options.burst):
        return []
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        system = Amends(Path(folder))
        try:
            system.start()
            if options.streams:
                loads.streams(system, options.streams, rows.append)
            if options.burst:
                loads.burst(system, options.burst, 10.0, rows.append)
            if options.conversations:
                loads.crowd(system, options.conversations, options.minutes, rows.append)
            if options.orders:
                loads.growth(system, options.orders, rows.append)
        finally:
            system.stop()
    return rows


def _write(lines: list[str]) -> None:
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    PAGE.write_text("\n".join([head + BEGIN, "", *lines, "", END + tail]), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("--talks", type=int, default=TALKS, help=f"conversations one at a time; default: {TALKS}")
    parser.add_argument("--late", type=int, default=LATE, help=f"which message is held against the third: {LATE}")
    parser.add_argument(
        "--orders", type=int, nargs="*", default=[], help="growth: 100 10000, and 1000000 in half an hour"
    )
    parser.add_argument(
        "--conversations", type=int, default=0, help="a crowd that thinks 5 to 10 s, for --minutes: 200"
    )
    parser.add_argument("--minutes", type=float, default=10.0, help="how long the crowd stays; default: 10")
    parser.add_argument("--streams", type=int, default=0, help="idle event streams: 1000")
    parser.add_argument("--burst", type=int, default=0, help="new chats within ten seconds: 500")
    parser.add_argument("--train-again", action="store_true", help="forget the trained model of stock Rasa")
    parser.add_argument("--only-print", action="store_true", help="leave docs/performance.md as it is")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
