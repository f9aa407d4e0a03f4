"""One form for the lines of every process's log: a JSON object each, with what the work at hand is about.

Standard library only: both environments import this file. A line never holds what a customer wrote; `conversation`
finds everything that was done for one message, in web, Rasa, actions and worker. What else a line tells is given as
`extra`. A log that cannot be written (its disk is full, its reader is gone) costs the line, never what was being done:
the lost lines are counted, and told when there is room again.
"""

import contextlib
import json
import logging
from contextvars import ContextVar
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, Optional, TextIO

_OF_EACH_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

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
    """A line as JSON. `process` is the name of the process among ours. Tracebacks come without local variables: those
    hold messages and secrets."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, process, logger, event, what the work is about, what else the line tells, and the
        traceback where there is one."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "process": self._process,
            "logger": record.name,
            "event": record.getMessage(),
            **_about.get(),
            **_told(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=repr)


def _told(record: logging.LogRecord) -> Dict[str, Any]:
    """What a line of ours tells beside its event; libraries give their own of what customers wrote."""
    if record.name.partition(".")[0] != "amends":
        return {}
    return {name: value for name, value in vars(record).items() if name not in _OF_EACH_RECORD}


class Lines(logging.StreamHandler):  # type: ignore[type-arg]  # its stream is text
    """Writes them, and counts those that could not be written."""

    def __init__(self, process: str, stream: Optional[TextIO] = None) -> None:
        super().__init__(stream)
        self.setFormatter(JsonLines(process))
        self.lost = 0
        """Since the last line that could be written."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one, and how many were lost before it."""
        before = self.lost
        super().emit(record)
        if before and self.lost == before:
            self.lost = 0
            told = {"name": "amends.log", "levelno": logging.WARNING, "levelname": "WARNING", "msg": "log_lines_lost"}
            super().emit(logging.makeLogRecord({**told, "count": before}))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Instead of a traceback on standard error, which cannot be written either."""
        self.lost += 1


def configure(process: str, level: str, stream: Optional[TextIO] = None) -> Lines:
    """All lines of this process go to `stream`, standard error where none is given; where they go somewhere already,
    it stays so."""
    lines = Lines(process, stream)
    logging.basicConfig(level=level, handlers=[lines])
    return lines
