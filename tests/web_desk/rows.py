"""Rows of the database whose every text is asked for by the name of its column; so is that of a new column."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Integer, String, inspect

from amends.db.types import Base, Instant

Text = Callable[[str], str]


def row[T: Base](table: type[T], text: Text, now: datetime, /, **fixed: Any) -> T:
    """A row of `table`. What is not `fixed` is `text("table.column")` where it may be a text, and as little as can be
    where it may not."""
    values = dict(fixed)
    for key, column in columns(table).items():
        if key not in values and (value := _value(f"{table.__tablename__}.{key}", column, text, now)) is not None:
            values[key] = value
    return table(**values)


@cache
def columns(table: type[Base]) -> dict[str, Column[Any]]:
    """By the name that the code gives them."""
    return {each.key: each.columns[0] for each in inspect(table).column_attrs}  # type: ignore[misc]


def texts(table: type[Base]) -> set[str]:
    """The columns that can hold a text of somebody's choice."""
    return {
        f"{table.__tablename__}.{key}"
        for key, column in columns(table).items()
        if isinstance(column.type, (String, JSON)) and not choices(column)
    }


@cache
def choices(column: Column[Any]) -> list[str]:
    """What the database itself limits a column to; empty where it takes anything."""
    for check in column.table.constraints:
        if isinstance(check, CheckConstraint):
            found = re.fullmatch(rf"{column.name} in \((.*)\)", str(check.sqltext))
            if found:
                return re.findall(r"'(\w+)'", found[1])
    return []


def _value(name: str, column: Column[Any], text: Text, now: datetime) -> Any:
    if isinstance(column.type, String):
        return next(iter(choices(column)), None) or text(name)
    if isinstance(column.type, JSON):
        return {text(f"{name}.name"): text(f"{name}.value"), "listed": [text(f"{name}.listed")]}
    if column.nullable or (column.primary_key and isinstance(column.type, Integer)):
        return None
    if isinstance(column.type, Instant):
        return now
    return False if isinstance(column.type, Boolean) else 1 if isinstance(column.type, Integer) else None
