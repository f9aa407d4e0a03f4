"""Words that the tables of the languages, domain/<code>/language.yml, have for the reading of a message.

The lists of the first three languages stand where they are used; what a table names is added to them.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Tuple

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "domain"


@lru_cache(maxsize=None)
def tables() -> Dict[str, Dict[str, Any]]:
    """Each language's table, by its code."""
    files = sorted(FOLDER.glob("*/language.yml"))
    return {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in files}


def words(name: str) -> Tuple[str, ...]:
    """The words under `name` of every table's `reading` that has them, each once."""
    return tuple(dict.fromkeys(word for table in tables().values() for word in _reading(table).get(name, ())))


def whose(name: str, word: str) -> Tuple[str, ...]:
    """The languages whose table has `word` under `name`."""
    return tuple(code for code, table in tables().items() if word in _reading(table).get(name, ()))


def called() -> Dict[str, str]:
    """The language that each of its names, in any language, stands for."""
    return {name: code for code, table in tables().items() for name in table["called"]}


def _reading(table: Dict[str, Any]) -> Dict[str, Any]:
    return table.get("reading") or {}
