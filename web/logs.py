"""How web writes its log: one JSON object per line on standard error, without what customers wrote.

A log that cannot be written (its disk is full, its reader is gone) costs the line, never what was being done: the lost
lines are counted, and told when there is room again.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from rasa_addons import log_lines

log = structlog.get_logger("amends.web")

_lost = 0


def lost() -> int:
    """How many lines could not be written since the last one that could."""
    return _lost


def configure(level: str) -> None:
    """For the whole process. Tracebacks come without local variables: those hold messages and secrets."""
    log_lines.configure("web", level)  # the libraries' own lines
    structlog.configure(
        processors=[
            _about,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=repr),
        ],
        wrapper_class=_never_raising(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _about(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {"process": "web", "logger": "amends.web", **log_lines.at_hand(), **line}


def tell_failure(name: str, fault: BaseException, pause_s: float) -> None:
    """What ended a turn of one of this process's loops (rasa_addons/loops.py)."""
    log.error("loop_failed", loop=name, again_in_s=pause_s, exc_info=fault)


def _never_raising(level: int) -> type:
    filtering: type[Any] = structlog.make_filtering_bound_logger(level)

    class NeverRaising(filtering):  # type: ignore[misc]
        def _proxy_to_logger(self, method_name: str, event: str | None = None, *args: Any, **fields: Any) -> None:
            global _lost  # noqa: PLW0603 - one log a process
            try:
                super()._proxy_to_logger(method_name, event, *args, **fields)
                if _lost:
                    count, _lost = _lost, 0
                    super()._proxy_to_logger("warning", "log_lines_lost", count=count)
            except Exception:
                _lost += 1

    return NeverRaising
