"""Cells in FEEL, the language of DMN: `"a","b"`, `not("a")`, `> 5`, `[1..3]`, `date("2026-01-31")`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from amends.policy.tables.columns import Cell

ANY = "-"
_SIGNS = {"above": ">", "below": "<", "at_least": ">=", "at_most": "<="}


def unary(cells: Sequence[Cell]) -> str:
    """What stands in the place of a rule and a column. Several cells must all hold."""
    if not cells:
        return ANY
    if len(cells) == 1:
        return _alone(cells[0])
    return " and ".join(_of_value(cell) for cell in cells)


def _alone(cell: Cell) -> str:
    if cell.operator == "one_of" and cell.figures in {(True,), (False,)}:
        return literal(cell.figures[0] is cell.wanted)
    figures = [literal(figure) for figure in cell.figures]
    if cell.operator == "between":
        said = f"[{figures[0]}..{figures[1]}]"
    elif cell.operator == "one_of":
        said = ",".join(figures)
    else:
        said = f"{_SIGNS[cell.operator]} {figures[0]}"
    return said if cell.wanted else f"not({said})"


def _of_value(cell: Cell) -> str:
    """The same as a condition of the value, which FEEL calls `?`."""
    figures = [literal(figure) for figure in cell.figures]
    if cell.operator == "between":
        said = f"(? >= {figures[0]} and ? <= {figures[1]})"
    elif cell.operator == "one_of":
        said = f"(? in ({', '.join(figures)}))"
    else:
        said = f"(? {_SIGNS[cell.operator]} {figures[0]})"
    return said if cell.wanted else f"not{said}"


def literal(figure: Any) -> str:
    """A value as FEEL writes it."""
    if isinstance(figure, bool):
        return str(figure).lower()
    if isinstance(figure, date):
        return f'date("{figure.isoformat()}")'
    if isinstance(figure, str):
        escaped = figure.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return f"{figure:f}"
