"""Measures the system as a customer meets it: `python -m benchmarks.chat.measure [rounds] [photos] [cases]`.

Every process real, on free ports of loopback, SQLite on disk with a synced commit. A round is one conversation of
each script. The README beside this file has the figures and says what they mean.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from benchmarks.chat import batch, photos, processor, talks
from benchmarks.chat.client import Taken, TimedCustomer
from benchmarks.chat.commits import counting
from benchmarks.chat.figures import milliseconds, percentile
from tests.stack import Stack

ROUNDS, PHOTOS, CASES = 22, 40, 20_000
AT_ONCE = 8
SMALL_TALK = ("hello", "what is your refund policy?", "thanks", "hello", "I bought something", "my screen is black")
QUIET_S = 3.0


def main() -> None:
    given = [int(each) for each in sys.argv[1:]]
    rounds, uploads, cases = [*given, *(ROUNDS, PHOTOS, CASES)[len(given) :]]
    with tempfile.TemporaryDirectory() as folder:
        _print(f"{os.cpu_count()} cores, load {_load()} at the start")
        stack = Stack(Path(folder), _print, hurried=False)
        try:
            stack.start()
            _talk(stack, 1, 1, first=0)  # warms up; thrown away
            used = [processor.seconds(stack)]
            alone, alone_s = _talk(stack, rounds, 1, first=100)
            used.append(processor.seconds(stack))
            _tell("one conversation at a time", alone, alone_s, processor.per_message(*used, len(alone)))
            together, together_s = _talk(stack, rounds, AT_ONCE, first=10_000)
            used.append(processor.seconds(stack))
            at_once = processor.per_message(*used[1:], len(together))
            _tell(f"{AT_ONCE} conversations at once", together, together_s, at_once)
            _compare(alone, alone_s, together, together_s)
            _commits(stack)
            size, seconds = photos.accepted(stack.settings.public_url, uploads)
            _print(f"photo of {size / 1e6:.1f} MB, one at a time\n  POST to 201      {milliseconds(seconds)}")
        finally:
            stack.stop()
        _batch(batch.run(Path(folder), cases))
        _print(f"load {_load()} at the end")


def _talk(stack: Stack, rounds: int, at_once: int, first: int) -> tuple[list[Taken], float]:
    """One entry per message, and the seconds that all of them took. WentWrong where a decision is not the right one."""
    scripts = [script for _ in range(rounds) for script in talks.SCRIPTS]
    prepared = [talks.prepare(stack, script, index) for index, script in enumerate(scripts, first)]
    started = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        taken = list(pool.map(lambda talk: talks.play(stack.settings.public_url, talk), prepared))
    seconds = time.perf_counter() - started
    talks.check(stack, prepared)
    return list(chain.from_iterable(taken)), seconds


def _tell(title: str, taken: list[Taken], seconds: float, processor_time: str) -> None:
    _print(
        f"{title}\n"
        f"  POST to 202      {milliseconds([each.accepted for each in taken])}\n"
        f"  to first reply   {milliseconds([each.replied for each in taken])}\n"
        f"  messages answered a second {len(taken) / seconds:.1f}\n"
        f"  ms of processor time a message   {processor_time}"
    )


def _compare(alone: list[Taken], alone_s: float, together: list[Taken], together_s: float) -> None:
    p50, p95 = (
        percentile([each.replied for each in together], percent) / percentile([each.replied for each in alone], percent)
        for percent in (50, 95)
    )
    rate = (len(together) / together_s) / (len(alone) / alone_s)
    _print(f"{AT_ONCE} at once against one\n  first reply p50 x {p50:.2f}, p95 x {p95:.2f}; messages/s x {rate:.2f}")


def _commits(stack: Stack) -> None:
    """What is written for messages that conclude nothing, when everything from before is done."""
    customer = TimedCustomer(stack.settings.public_url, "norrnet")
    try:
        customer.say("hello")
        time.sleep(QUIET_S)
        with counting(stack.folder / "amends.db") as commits:
            for line in SMALL_TALK:
                customer.say(line)
            _print(f"write transactions a message that concludes nothing   {len(commits) / len(SMALL_TALK):.1f}")
    finally:
        customer.close()


def _batch(result: batch.Batch) -> None:
    deciding = result.seconds - result.start_s
    unseen = "; ".join(f"{merchant} {', '.join(rows)}" for merchant, rows in result.unseen.items()) or "none"
    _print(
        f"amends decide --batch, {result.cases} cases\n"
        f"  {result.cases / result.seconds:.0f} decisions per second with the start of {result.start_s:.2f} s, "
        f"{result.cases / deciding:.0f} without ({result.seconds:.1f} s in all)\n"
        f"  errors {result.errors}; rows seen {result.rows} of {result.rows + sum(map(len, result.unseen.values()))}; "
        f"not seen: {unseen}"
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
