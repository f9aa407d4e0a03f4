"""How web writes its log: one JSON object per line on standard error, without what customers wrote."""

import logging

from rasa_addons import log_lines

log = logging.getLogger("amends.web")

_lines: log_lines.Lines | None = None


def lost() -> int:
    """How many lines could not be written since the last one that could."""
    return 0 if _lines is None else _lines.lost


def configure(level: str) -> None:
    """For the whole process."""
    global _lines  # noqa: PLW0603 - one log a process
    _lines = log_lines.configure("web", level)


def tell_failure(name: str, fault: BaseException, pause_s: float) -> None:
    """What ended a turn of one of this process's loops (rasa_addons/loops.py)."""
    log.error("loop_failed", exc_info=fault, extra={"loop": name, "again_in_s": pause_s})
