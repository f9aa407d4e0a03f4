"""Rows of a policy as a decision table: a rule a line, a question a column, the first rule that holds decides. Pure.

A row whose conditions are joined by `any_of` becomes a line for each way in which it can hold. What the table does not
say is what comes beside the rows: that unknown is never no, completeness, the cap and the approval limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from amends.errors import PolicyError
from amends.policy.logic import AllOf, AnyOf, Named, Not, Test
from amends.policy.policy import Policy, Row, Statute
from amends.policy.tables.columns import Cell, Column, cell_of

MOST_LINES = 500
"""Of one row: who joins more than that has written no table."""
OUTPUTS = (
    "row", "outcome", "remedy", "amount", "where_all", "where_nothing", "detail", "cancels_order", "options",
    "asks_for", "clauses",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One line: the cells that must all hold, and the row that then decides."""

    cells: tuple[Cell, ...]
    row: Row

    @property
    def outputs(self) -> tuple[str, ...]:
        """As OUTPUTS names them; empty where the row says nothing of it."""
        row = self.row
        options = (f"{name} ({row.choices[name].remedy})" if name in row.choices else name for name in row.options)
        return (
            row.id, row.outcome, row.remedy or "", row.amount or "", row.where_all or "", row.where_nothing or "",
            row.detail or "", "yes" if row.cancels else "no", " or ".join(options),
            ", ".join(row.missing) or row.missing_from or "", ", ".join(cite.clause for cite in row.cites),
        )  # fmt: skip


@dataclass(frozen=True)
class DecisionTable:
    """`name` is for people: the merchant's, or the statute's."""

    name: str
    rules: tuple[Rule, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column that some rule asks, in the order in which they come up."""
        found = {cell.column.name: cell.column for rule in self.rules for cell in rule.cells}
        return tuple(found.values())


def tables_of(policy: Policy) -> tuple[DecisionTable, ...]:
    """The merchant's table, and that of the statute to which it may lead. PolicyError for rows that no table holds."""
    own = f"{policy.merchant.name}, policy of {policy.in_force_from}"
    found = [DecisionTable(own, tuple(_rules(policy.rows, policy.file)))]
    if policy.statute.rows:
        found.append(DecisionTable(_statute(policy.statute), tuple(_rules(policy.statute.rows, policy.file))))
    return tuple(found)


def _statute(statute: Statute) -> str:
    return f"Statutory withdrawal, from {statute.in_force_from}"


def _rules(rows: Iterable[Row], file: str) -> Iterable[Rule]:
    for row in rows:
        ways = _ways(AllOf(row.when), wanted=True) if row.when else [()]
        if len(ways) > MOST_LINES:
            raise PolicyError(file, row.line, f"row {row.id} holds in {len(ways)} ways", "Split the row.")
        yield from (Rule(cells, row) for cells in ways)


def _ways(test: Test, *, wanted: bool) -> list[tuple[Cell, ...]]:
    """The ways in which a test holds, or fails where that is `wanted`: in each, all cells together."""
    if isinstance(test, Named):
        return _ways(test.test, wanted=test.wanted is wanted)
    if isinstance(test, Not):
        return _ways(AllOf(test.tests), wanted=not wanted)
    if isinstance(test, AllOf | AnyOf):
        parts = [_ways(each, wanted=wanted) for each in test.tests]
        return _together(parts) if isinstance(test, AllOf) is wanted else [way for part in parts for way in part]
    cells = cell_of(test)
    if wanted:
        return [cells]
    return [(replace(cell, wanted=not cell.wanted),) for cell in cells if not cell.guards]


def _together(parts: Sequence[list[tuple[Cell, ...]]]) -> list[tuple[Cell, ...]]:
    """Every choice of one way a part."""
    found: list[tuple[Cell, ...]] = [()]
    for part in parts:
        found = [(*before, *way) for before in found for way in part][: MOST_LINES + 1]
    return found
