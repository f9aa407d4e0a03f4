"""One conversation as its file has it. Every file is checked when it is read: a step that nobody knows fails there.

A file names the demo order that the customer's own order is a copy of (`order`, and `second_order` where there are
two); `changes` sets fields of the copy, by dotted path. `records` is an order of its own instead, with its instants in
minutes from now: as the desk writes a case down (amends/desk/quality/scenario.py). `{order}`, `{order2}` and `{email}`
stand for the copies'.
`expect` is the whole final state: what it leaves out must be empty.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends import yaml_file

FOLDER = Path(__file__).parent
STEPS = frozenset(
    {"say", "press", "both", "backend", "kill", "start", "due", "idle_minutes", "wait_for", "newcomer", "email"}
)
EMPTY: dict[str, Any] = {"cases": [], "decisions": [], "remedies": [], "moved": [], "mails": [], "verified": True}
ALONE = {"backend", "kill", "start"}
"""Steps that disturb every other conversation: who takes one has the system to itself."""


@dataclass(frozen=True)
class Scenario:
    """`number` makes its orders and its e-mail address its own."""

    name: str
    number: int
    title: str
    merchant: str
    order: str
    language: str | None
    second_order: str | None
    changes: dict[str, Any]
    records: dict[str, Any] | None
    steps: list[Any]
    expect: dict[str, Any]
    alone: bool


def scenarios() -> list[Scenario]:
    """All of them, by situation and name."""
    files = sorted(FOLDER.glob("*/*.yml"))
    return [_read(file, number) for number, file in enumerate(files)]


def _read(file: Path, number: int) -> Scenario:
    raw = yaml_file.read(file)
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    known = {"title", "merchant", "order", "language", "second_order", "changes", "records", "steps", "expect"}
    assert not raw.keys() - known, f"{name}: unknown {raw.keys() - known}"
    for step in raw["steps"]:
        assert isinstance(step, str) or not step.keys() - STEPS - {"times"}, f"{name}: unknown step {step}"
    expected = {"orders", *EMPTY}
    assert not raw["expect"].keys() - expected, f"{name}: expects unknown {raw['expect'].keys() - expected}"
    return Scenario(
        name=name,
        number=number,
        title=raw["title"],
        merchant=raw["merchant"],
        order=raw["order"],
        language=raw.get("language"),
        second_order=raw.get("second_order"),
        changes=raw.get("changes") or {},
        records=raw.get("records"),
        steps=raw["steps"],
        expect={**EMPTY, **raw["expect"]},
        alone=any(ALONE & step.keys() for step in raw["steps"] if isinstance(step, dict)),
    )
