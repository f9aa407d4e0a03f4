"""A YAML file as plain values, read by libyaml: ten times as fast as the parser written in Python, at every start.

libyaml's caller goes down a level by calling itself, and a file of some hundred thousand brackets would end the process
without a word. So how deep a file goes is looked at first, event by event.
"""

import re
from pathlib import Path
from typing import Any, cast

import yaml

DEEPEST = 100
"""More levels than any file of ours has, and few enough for every reader."""
_BLOCKS = re.compile(rf"^[ ?:-]{{{DEEPEST // 2},}}", re.MULTILINE)
"""Each further list or mapping without brackets stands further to the right, or is a list right below its key."""
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class TooDeep(yaml.MarkedYAMLError):
    """The file has more than DEEPEST levels; `problem_mark` is where."""


def read(file: Path) -> Any:
    """What the file holds, of YAML's plain types alone; None where it is empty. Raises OSError or yaml.YAMLError."""
    return yaml.load(text_of(file), Loader=yaml.CSafeLoader)


def text_of(file: Path) -> str:
    """The text of a file that may be parsed. Raises OSError, UnicodeDecodeError, TooDeep or another yaml.YAMLError."""
    text = file.read_text("utf-8")
    check_depth(text)
    return text


def check_depth(text: str) -> None:
    """TooDeep, or another yaml.YAMLError, where a parser that calls itself must not see it."""
    if text.count("[") + text.count("{") >= DEEPEST // 2 or _BLOCKS.search(text):
        _check(text)


def _check(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, _OPENING)
        depth -= isinstance(event, _CLOSING)
        if depth > DEEPEST:
            raise TooDeep(problem="is nested too deeply", problem_mark=cast("yaml.Mark", event.start_mark))
