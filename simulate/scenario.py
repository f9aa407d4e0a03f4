"""The scenarios of simulate/scenarios/: who wants what about which demo order, how they write, and the right end.

One entry of a file is one goal on one order; with each of its habits and languages it is a scenario of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from amends import yaml_file
from demo.orders.scenarios import Scenario as DemoOrder
from demo.orders.scenarios import scenarios as demo_orders
from simulate.habits import HABITS
from simulate.wordings import LANGUAGES

FOLDER = Path(__file__).parent / "scenarios"
OUTCOMES = frozenset({"approve", "deny", "review", "wait", "on_hold"})
ENTRY = frozenset({"name", "order", "goal", "story", "right", "messages", "languages", "habits", "facts", "second"})


@dataclass(frozen=True)
class RightEnd:
    """`cases`: how each case of the matter stands, as `judge.OUTCOME_OF_STATUS` has it, in any order; empty where
    nothing was to be decided. `moves`: what the order backend carried out, in any order, and nothing else."""

    cases: tuple[str, ...]
    moves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the customer knows beside order, address and product. `accepts`: which option, where there is a choice;
    `refuses`: says no to a remedy that is not money; `email`: gives this address, which is not the order's."""

    accepts: str = "full_refund"
    refuses: bool = False
    email: str | None = None


@dataclass(frozen=True)
class Scenario:
    """`messages`: how many a good human would need from the customer. `second`: the other matter of `two_things`."""

    name: str
    order: str
    goal: str
    story: str
    habit: str
    language: str
    right: RightEnd
    messages: int
    facts: Facts = field(default_factory=Facts)
    second: "Matter | None" = None

    @property
    def id(self) -> str:
        return f"{self.name}/{self.habit}/{self.language}"

    @property
    def demo(self) -> DemoOrder:
        """The demo order with its records, and what its customer claims."""
        return demo_order(self.order)


@dataclass(frozen=True)
class Matter:
    """A second thing that is wanted: on another order, or on the same one where `order` is None."""

    goal: str
    story: str
    order: str | None = None


@cache
def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """All of them, in the files' order; names are unique. ValueError says what is wrong in which entry."""
    found = [each for file in sorted(folder.glob("*.yml")) for entry in yaml_file.read(file) for each in expand(entry)]
    seen: set[str] = set()
    for scenario in found:
        if scenario.id in seen:
            raise ValueError(f"{scenario.id} is there twice")
        seen.add(scenario.id)
    return tuple(found)


def chosen(pattern: str, merchant: str | None = None, language: str | None = None) -> list[Scenario]:
    """Those whose id fits the glob, of one merchant, in one language."""
    return [
        scenario
        for scenario in scenarios()
        if fnmatch(scenario.id, pattern)
        and merchant in {None, scenario.demo.merchant}
        and language in {None, scenario.language}
    ]


@cache
def demo_order(number: str) -> DemoOrder:
    """KeyError where there is none."""
    return {order.number: order for order in demo_orders()}[number]


def expand(entry: dict[str, Any]) -> Iterator[Scenario]:
    """One scenario for each habit and language of an entry. A habit may have a right end and a number of its own."""
    name = entry.get("name", "an entry without a name")
    if unknown := entry.keys() - ENTRY:
        raise ValueError(f"{name}: unknown {sorted(unknown)}")
    for habit in entry["habits"]:
        own = habit if isinstance(habit, dict) else {"name": habit}
        if own["name"] not in HABITS:
            raise ValueError(f"{name}: no habit {own['name']}")
        for language in own.get("languages", entry["languages"]):
            if language not in LANGUAGES:
                raise ValueError(f"{name}: no language {language}")
            yield Scenario(
                name=name,
                order=demo_order(entry["order"]).number,
                goal=entry["goal"],
                story=entry.get("story", entry["goal"]),
                habit=own["name"],
                language=language,
                right=_right(name, own.get("right", entry["right"])),
                messages=own.get("messages", max(1, entry["messages"] + HABITS[own["name"]])),
                facts=Facts(**entry.get("facts", {})),
                second=_matter(entry.get("second")) if own["name"] == "two_things" else None,
            )


def _right(name: str, raw: dict[str, Any]) -> RightEnd:
    if unknown := set(raw["cases"]) - OUTCOMES:
        raise ValueError(f"{name}: no outcome {sorted(unknown)}")
    return RightEnd(tuple(raw["cases"]), tuple(raw.get("moves", ())))


def _matter(raw: dict[str, Any] | None) -> Matter | None:
    return None if raw is None else Matter(raw["goal"], raw.get("story", raw["goal"]), raw.get("order"))
