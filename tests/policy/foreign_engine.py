"""The exported table in a foreign engine of rules, ZEN: the same lines, tried by somebody else's code.

ZEN reads JSON of its own, with cells in its own language, which differs from FEEL in little: `$` is the value, and what
is compared with null has to be said. A cell that it cannot read never holds, without a word.
"""

import json
from datetime import date
from typing import Any

import zen

from amends.policy.facts import Facts
from amends.policy.tables.columns import Cell
from amends.policy.tables.table import DecisionTable, Rule

_SIGNS = {"above": ">", "below": "<", "at_least": ">=", "at_most": "<="}


class ForeignTable:
    """`row` gives the id of the row that ZEN finds for a case."""

    def __init__(self, table: DecisionTable) -> None:
        self._table = table
        self._decision = zen.ZenEngine().create_decision(json.dumps(_graph(table)))

    def row(self, facts: Facts) -> str:
        found: str = self._decision.evaluate(values(self._table, facts))["result"]["row"]
        return found


def values(table: DecisionTable, facts: Facts) -> dict[str, Any]:
    """What the columns have of one case. Of an order that is not the customer's nothing may be looked at."""
    if not facts.identified:
        return {column.name: False if column.name == "identified" else None for column in table.columns}
    return {column.name: _plain(column.value(facts)) for column in table.columns}


def _plain(value: Any) -> Any:
    """Numbers as floats, which ZEN reads back into decimals by their digits; days as numbers that keep their order."""
    if value is None or isinstance(value, bool | str):
        return None if value is None else value if isinstance(value, bool) else str(value)
    return _number(value) if isinstance(value, date) else float(value)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _graph(table: DecisionTable) -> dict[str, Any]:
    named = [{"id": column.name, "name": column.name, "field": column.name} for column in table.columns]
    content = {
        "hitPolicy": "first",
        "inputs": named,
        "outputs": [{"id": "found", "name": "row", "field": "row"}],
        "rules": [_rule(table, rule, place) for place, rule in enumerate(table.rules)],
    }
    nodes = [("in", "inputNode", {}), ("table", "decisionTableNode", content), ("out", "outputNode", {})]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": inside}
            for name, kind, inside in nodes
        ],
        "edges": [
            {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
            for source, target in (("in", "table"), ("table", "out"))
        ],
    }


def _rule(table: DecisionTable, rule: Rule, place: int) -> dict[str, str]:
    cells = {
        column.name: " and ".join(_cell(cell) for cell in rule.cells if cell.column.name == column.name)
        for column in table.columns
    }
    return {"_id": str(place), **cells, "found": f"'{rule.row.id}'"}


def _cell(cell: Cell) -> str:
    figures = [_literal(figure) for figure in cell.figures]
    if cell.operator == "between":
        said = f"$ in [{figures[0]}..{figures[1]}]"
    elif cell.operator == "one_of":
        said = f"$ in [{', '.join(figures)}]"
    else:
        said = f"$ {_SIGNS[cell.operator]} {figures[0]}"
    return f"$ != null and ({said})" if cell.wanted else f"$ != null and not ({said})"


def _literal(figure: Any) -> str:
    if isinstance(figure, bool):
        return str(figure).lower()
    if isinstance(figure, date):
        return str(_number(figure))
    return f"'{figure}'" if isinstance(figure, str) else f"{figure:f}"
