"""What is wrong with a setting, in one line each: its name, the fault, and what to write instead."""

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from amends.errors import SettingError
from amends.settings_from_files import SUFFIX

WAY_OUT = "Correct it in the environment or in the settings file; docs/settings.md lists every setting."
OTHERS = ("SETTINGS_FILE", "TEST_")
"""What may follow the prefix without being a field: the file's own name, and switches of the tests."""
OF_A_CHANNEL = re.compile(r"CHANNEL_[A-Z0-9]+(_[A-Z0-9]+)+")
"""Nor what `amends channel add` takes from the environment: AMENDS_CHANNEL_<kind>_<field>."""
GONE = {"TRACKER_URL": "Rasa keeps its trackers in memory: take it out, and delete the database that it named."}
"""Settings that there were, and what takes their place."""
FOLLOWS = ("default_factory_not_called",)
"""Kinds of fault that only follow from another one."""


def refuse_unknown(settings: type[BaseSettings], prefix: str, file: Path | None) -> None:
    """SettingError on a name with our prefix that is not a setting: a misspelt setting must not be ignored."""
    given = set(os.environ) | (set(dotenv_values(file)) if file else set())
    known = {prefix + name.upper() for name in settings.model_fields}
    others = tuple(prefix + other for other in OTHERS)
    for name in sorted(given):
        upper = name.upper()
        is_file = upper.removesuffix(SUFFIX) in known
        other = is_file or upper.startswith(others) or OF_A_CHANNEL.fullmatch(upper.removeprefix(prefix))
        if upper.startswith(prefix) and upper not in known and not other:
            if gone := GONE.get(upper.removeprefix(prefix)):
                raise SettingError(f"{name} is not a setting any more. {gone}")
            near = difflib.get_close_matches(upper, known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise SettingError(f"{name} is not a setting.{meant} {WAY_OUT}")


def explain(settings: type[BaseSettings], prefix: str, fault: ValueError) -> str:
    """One sentence per wrong setting. A secret's value is never repeated."""
    if not isinstance(fault, ValidationError):
        return f"{_unreadable(prefix, str(fault))} {WAY_OUT}"
    lines = [
        line
        for error in fault.errors(include_url=False)
        if error["type"] not in FOLLOWS
        for line in _lines(settings, prefix, dict(error))
    ]
    return "\n".join([*lines, WAY_OUT])


def _lines(settings: type[BaseSettings], prefix: str, error: dict[str, Any]) -> Iterator[str]:
    path = [str(part) for part in error["loc"]]
    if path:
        yield _line(settings, prefix, path, error)
        return
    for fault in error["msg"].removeprefix("Value error, ").splitlines():
        name, _, text = fault.partition("|")
        yield f"{prefix}{name.upper()} {text}."


def _line(settings: type[BaseSettings], prefix: str, path: list[str], error: dict[str, Any]) -> str:
    name = path[0].lower().removeprefix(prefix.lower())
    field = settings.model_fields.get(name)
    where = ".".join([prefix + name.upper(), *path[1:]])
    secret = len(path) > 1 or field is None or "Secret" in str(field.annotation)
    shown = "" if secret else f" (it is {error['input']!r})"
    meaning = f" It holds: {field.description}" if field else ""
    return f"{where}: {error['msg']}{shown}.{meaning}"


def _unreadable(prefix: str, message: str) -> str:
    """pydantic-settings names the field of a value that is not JSON in its message, in quotes."""
    quoted = message.split('"')
    return f"{prefix}{quoted[1].upper()} is not JSON." if len(quoted) > 2 else f"{message}."
