"""One form for the lines of every process's log: a JSON object each, with what the work at hand is about.

Standard library only: both environments import this file. A line never holds what a customer wrote; `conversation`
finds everything that was done for one message, in web, Rasa, actions and worker.
"""

import contextlib
import json
import logging
from contextvars import ContextVar
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, Optional, TextIO

_about: ContextVar[Dict[str, Any]] = ContextVar("about", default={})  # noqa: B039 - it is replaced, never changed


@contextlib.contextmanager
def about(**fields: Any) -> Iterator[None]:
    """The lines that are written meanwhile, by this task and by what it starts, have these fields too; those of None
    are left out."""
    before = _about.set({**_about.get(), **{name: value for name, value in fields.items() if value is not None}})
    try:
        yield
    finally:
        _about.reset(before)


def at_hand() -> Dict[str, Any]:
    """The fields of the work at hand."""
    return dict(_about.get())


class JsonLines(logging.Formatter):
    """A line as JSON. `process` is the name of the process among ours."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, process, logger, event, what the work is about, and the traceback where there is one."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "process": self._process,
            "logger": record.name,
            "event": record.getMessage(),
            **_about.get(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=repr)


def configure(process: str, level: str, stream: Optional[TextIO] = None) -> None:
    """All lines of this process go to `stream`, standard error where none is given; where
    they go somewhere already, it stays so. A log that cannot be written costs
    its lines, and nothing else."""
    logging.raiseExceptions = False
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(process))
    logging.basicConfig(level=level, handlers=[handler])
