"""The reader as the worker sees it: one picture at a time, in a process of its own, started when it is needed."""

import json
import subprocess
import sys
import threading
from typing import IO, Any, Protocol

from amends.errors import EvidenceUnavailable
from amends.evidence.reading.__main__ import LENGTH
from amends.evidence.reading.line import Line

TIMEOUT_S = 30.0
"""For one picture, with the start of the process."""
GROWN_MB = 1000
"""A process that holds more after a picture is replaced before the next one."""


class Reader(Protocol):
    def read(self, jpeg: bytes) -> list[Line]:
        """The lines on a picture. EvidenceUnavailable: the reader died or hung; worth another try."""
        ...

    def close(self) -> None:
        """End what it holds."""
        ...


class ReadingProcess:
    """`engine`: rapidocr or tesseract."""

    def __init__(self, engine: str, timeout_s: float = TIMEOUT_S) -> None:
        self._engine = engine
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, jpeg: bytes) -> list[Line]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._started()
        overdue = threading.Timer(self._timeout_s, self._process.kill)
        overdue.start()
        try:
            answer = self._answer(self._process, jpeg)
        except OSError as fault:
            self.close()
            raise EvidenceUnavailable(f"the reader ended: {fault}") from fault
        finally:
            overdue.cancel()
        if answer["mb"] > GROWN_MB:
            self.close()
        if "error" in answer:
            raise EvidenceUnavailable(answer["error"][0])
        return [Line(*line) for line in answer["lines"]]

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None

    def _answer(self, process: "subprocess.Popen[bytes]", jpeg: bytes) -> dict[str, Any]:
        into, out = process.stdin, process.stdout
        assert into is not None
        assert out is not None
        into.write(LENGTH.pack(len(jpeg)) + jpeg)
        into.flush()
        answer: dict[str, Any] = json.loads(_exactly(out, LENGTH.unpack(_exactly(out, LENGTH.size))[0]))
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-I", "-m", "amends.evidence.reading", self._engine]
        environment = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}
        return subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
        )


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) != length:
        raise OSError("it ended in the middle of an answer")
    return found
