"""The reader as the worker sees it: one picture at a time, in a process of its own, started when it is needed."""

import json
import sys
from dataclasses import dataclass
from typing import Any, Protocol

from amends.errors import EvidenceUnavailable
from amends.evidence.ocr.line import Line
from amends.evidence.subprocesses.process import HelperProcess
from amends.evidence.subprocesses.serving import BrokenAnswer

START_S = 25.0
TIMEOUT_S = 30.0
"""For one picture. With the start it is less than a worker holds a job for."""
GROWN_MB = 1000
"""A process that holds more after a picture is replaced before the next one."""
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}


class Reader(Protocol):
    def read(self, jpeg: bytes) -> list[Line]:
        """The lines on a picture. EvidenceUnavailable: the reader died or hung; worth another try."""
        ...

    def close(self) -> None:
        """End what it holds."""
        ...


class ReadingProcess:
    """`engine`: rapidocr or tesseract. `timeout_s`: seconds for one picture, once the process is ready."""

    def __init__(self, engine: str, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        command = [sys.executable, "-I", "-m", "amends.evidence.ocr", engine]
        self._helper = HelperProcess(command, ENVIRONMENT, START_S)

    def read(self, jpeg: bytes) -> list[Line]:
        answer = self._helper.ask(_understood, jpeg, within_s=self._timeout_s)
        if answer.held_mb > GROWN_MB:
            self._helper.close()
        if answer.error is not None:
            raise EvidenceUnavailable(answer.error)
        return answer.lines

    def close(self) -> None:
        """End the process, if there is one."""
        self._helper.close()


@dataclass(frozen=True)
class _Answer:
    held_mb: int
    lines: list[Line]
    error: str | None


def _understood(answer: bytes) -> _Answer:
    try:
        said = json.loads(answer)
        error = str(said["error"][0]) if "error" in said else None
        lines = [] if "error" in said else [_line(*each) for each in said["lines"]]
        return _Answer(int(said["mb"]), lines, error)
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as fault:
        raise BrokenAnswer(f"{type(fault).__name__}: {fault}") from fault


def _line(text: Any, *numbers: Any) -> Line:
    return Line(str(text), *(float(each) for each in numbers))
