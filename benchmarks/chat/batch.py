"""How many decisions per second `amends decide --batch` makes, as a command: start-up and JSON both ways included."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from amends.policy.loader import DEFAULT_FOLDER, load_all
from amends.policy.policy import AS_CANCEL, STATUTE, MerchantPolicies
from tests.policy.generate import cases


@dataclass(frozen=True)
class Batch:
    """`start_s` is what the command takes for no case at all. `errors` are lines out that hold an error; `unseen`,
    by merchant, are rows that can decide and did not."""

    cases: int
    seconds: float
    start_s: float
    errors: int
    rows: int
    unseen: dict[str, list[str]]


def run(folder: Path, count: int) -> Batch:
    """Decide `count` generated cases. RuntimeError unless each line in has its line out."""
    source = folder / "cases.jsonl"
    source.write_text("".join(json.dumps(case) + "\n" for case in cases(count)), "utf-8")
    nothing = folder / "nothing.jsonl"
    nothing.touch()
    start_s, _ = _command(nothing)
    seconds, lines = _command(source)
    if len(lines) != count:
        raise RuntimeError(f"{count} cases in, {len(lines)} lines out")
    answers = [json.loads(line) for line in lines]
    decided = [answer for answer in answers if "error" not in answer]
    seen = {(answer["policy"]["id"], answer["row"]) for answer in decided}
    known = {(merchant, row) for merchant, held in load_all(DEFAULT_FOLDER).items() for row in _deciding(held)}
    unseen: dict[str, list[str]] = {}
    for merchant, row in sorted(known - seen):
        unseen.setdefault(merchant, []).append(row)
    return Batch(count, seconds, start_s, count - len(decided), len(seen & known), unseen)


def _command(source: Path) -> tuple[float, list[str]]:
    """Seconds and lines of one run. Code 1 says that some line was broken, which the caller counts."""
    started = time.perf_counter()
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "amends", "decide", "--batch", str(source)],
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    seconds = time.perf_counter() - started
    if ended.returncode not in {0, 1}:
        raise RuntimeError(f"amends decide --batch ended with code {ended.returncode}")
    return seconds, ended.stdout.splitlines()


def _deciding(policies: MerchantPolicies) -> set[str]:
    """The rows that a decision may carry: those that only lead to other rows are left out."""
    newest = policies.newest
    rows = (*newest.rows, *newest.statute.rows)
    return {row.id for row in rows if row.outcome not in {STATUTE, AS_CANCEL}} | {newest.completeness.row}
