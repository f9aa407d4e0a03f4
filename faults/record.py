"""The journal of runs: one JSON line each, appended as it ends. Where a seed of a cell stands, it is not run again."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.matrix import Cell

PLAIN = "–"
"""Stands in the table for the system that a cell's id does not name."""


@dataclass(frozen=True)
class Run:
    """`last` is the response that was said last. `outcome` as `ends.End` has it. `struck`: whether the fault came to
    pass. `violations` are (invariant, sentence): I1 to I12, `upgrade`, `money` for what was moved and not owed,
    `recovery` for what did not come to an end by itself, `run` where the run itself failed. `recovered_s`: from the
    fault to the end of all that was worked on."""

    cell: str
    seed: int
    at: str
    versions: dict[str, str]
    claim: str
    last: str
    outcome: str
    struck: bool
    seconds: float
    recovered_s: float | None
    client_errors: int
    violations: Sequence[tuple[str, str]]

    def as_json(self) -> dict[str, Any]:
        return {
            "cell": self.cell,
            "seed": self.seed,
            "at": self.at,
            "versions": self.versions,
            "claim": self.claim,
            "last": self.last,
            "outcome": self.outcome,
            "struck": self.struck,
            "seconds": round(self.seconds, 2),
            "recovered_s": None if self.recovered_s is None else round(self.recovered_s, 2),
            "client_errors": self.client_errors,
            "violations": [list(each) for each in self.violations],
        }


class Record:
    """A file of runs. What a run that was killed left half-written at its end is passed over."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.runs = list(_read(file)) if file.exists() else []

    def add(self, run: Run) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            if not _ends_a_line(self.file):
                file.write("\n")
            file.write(json.dumps(run.as_json(), ensure_ascii=False) + "\n")
        self.runs.append(run.as_json())

    def left(self, cells: Iterable[Cell], seeds: int | None) -> list[tuple[Cell, int]]:
        """What is still to be run, a whole seed of all cells before the next. `seeds`: of each cell, instead of its own
        number."""
        done = {(run["cell"], run["seed"]) for run in self.runs}
        wanted = [(seed, cell) for cell in cells for seed in range(seeds or cell.seeds)]
        ordered = sorted(wanted, key=lambda each: each[0])
        return [(cell, seed) for seed, cell in ordered if (cell.id, seed) not in done]


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as content:
        if content.seek(0, 2) == 0:
            return True
        content.seek(-1, 2)
        return content.read() == b"\n"


def _read(file: Path) -> Iterable[dict[str, Any]]:
    for line in file.read_text("utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def table(runs: Iterable[dict[str, Any]]) -> str:
    """A table by form, axis and fault, as docs/proof has it."""
    rows: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        axis, fault, point = run["cell"].split("/")
        rows[point.partition("@")[2] or PLAIN, axis, fault].append(run)
    head = (
        "system",
        "axis",
        "fault",
        "runs",
        "struck",
        "as owed",
        "with a person",
        "left",
        "unsettled",
        "violations",
        "worst recovery",
    )
    lines = [_row(head), _row(["---"] * len(head))]
    lines += [_row((*place, *_figures(of_one))) for place, of_one in sorted(rows.items())]
    everything = [run for of_one in rows.values() for run in of_one]
    lines.append(_row(("**all**", "", "", *_figures(everything))))
    return "\n".join(lines) + "\n"


def _figures(runs: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    outcomes = Counter(run["outcome"] for run in runs)
    worst = max((run["recovered_s"] for run in runs if run["recovered_s"] is not None), default=None)
    return (
        str(len(runs)),
        str(sum(run["struck"] for run in runs)),
        *(str(outcomes[name]) for name in ("as_owed", "person", "left", "unsettled")),
        str(sum(len(run["violations"]) for run in runs)),
        "–" if worst is None else f"{worst:.1f} s",
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
