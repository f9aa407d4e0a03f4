"""The one supervisor of our helpers: starts one, asks it, and ends and replaces it as soon as anything is wrong.

A helper that went wrong once is never asked again: what it would say next might belong to another customer's file.
"""

import contextlib
import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from amends.errors import EvidenceUnavailable
from amends.evidence.subprocesses import pipes
from amends.evidence.subprocesses.serving import LENGTH, READY, BrokenAnswer

MOST_BYTES = 64 * 1024 * 1024
"""Of an answer."""
LAST_BREATH_S = 1.0
"""Between the end of a helper's output and its own."""

log = logging.getLogger("amends.evidence")


class How(Enum):
    """How a helper was lost. Only the last three had a request in hand."""

    NOT_READY = "it did not get ready"
    DIED = "it ended over the request"
    DEADLINE = "it was ended: no answer in time"
    BROKEN_ANSWER = "it was ended: an answer that is none"


class HelperLost(EvidenceUnavailable):
    """There is no answer, and no process any more; the next request starts another."""

    def __init__(self, how: How, detail: str = "") -> None:
        self.how = how
        super().__init__(f"{how.value} ({detail})" if detail else how.value)


class HelperProcess:
    """One helper, whose own end is `serving.serve`. Thread-safe: who comes second waits.

    `start_s`: the seconds that it may take to get ready. Of our environment it has what `environment` says, no more.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], start_s: float) -> None:
        self._command = command
        self._environment = environment
        self._start_s = start_s
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._lock = threading.RLock()

    def start(self) -> None:
        """Begin to start it, without waiting, unless it is there. HelperLost where the system does not let us."""
        with self._lock:
            if self._process is None:
                self._process = self._started()

    def ask[Answer](self, understand: Callable[[bytes], Answer], *request: bytes, within_s: float) -> Answer:
        """The answer, as `understand` has it, to the joined parts of the request; HelperLost says how there is none.

        `within_s` counts in seconds from when the helper is ready. `understand` raises BrokenAnswer.
        """
        with self._lock, contextlib.ExitStack() as lost:
            lost.callback(self.close)  # after Ctrl-C too: the rest of one answer must not begin the next
            try:
                answer = understand(self._answer(request, within_s))
            except BrokenAnswer as fault:
                raise HelperLost(How.BROKEN_ANSWER, str(fault)) from fault
            lost.pop_all()
        return answer

    def close(self) -> None:
        """End it, with whatever it started, once it has answered what it was asked."""
        with self._lock:
            process, self._process, self._is_ready = self._process, None, False
            if process is None:
                return
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError, PermissionError):  # it ended this instant
                    os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _answer(self, request: Sequence[bytes], within_s: float) -> bytes:
        process = self._ready()
        into, out = _ends(process)
        until = time.monotonic() + within_s
        try:
            for part in (LENGTH.pack(sum(map(len, request))), *request):
                pipes.write(into, part, until)
            (length,) = LENGTH.unpack(pipes.read(out, LENGTH.size, until))
            if length > MOST_BYTES:
                raise BrokenAnswer(f"{length} bytes long")
            return pipes.read(out, length, until)
        except pipes.Overdue:
            raise HelperLost(How.DEADLINE, f"{within_s:g} s") from None
        except (OSError, EOFError) as fault:
            raise HelperLost(How.DIED, _status(process)) from fault

    def _ready(self) -> "subprocess.Popen[bytes]":
        """The process, ready; a new one where the last one ended, or talks without being asked."""
        process = self._process
        if process is not None and not self._can_be_asked(process):
            if process.returncode != 0:  # 0: it had nothing to do for long
                log.warning("helper_replaced", extra={"command": self._command[-1], "status": process.returncode})
            self.close()
        self.start()
        assert self._process is not None
        if not self._is_ready:
            self._wait_for(self._process)
            self._is_ready = True
        return self._process

    def _can_be_asked(self, process: "subprocess.Popen[bytes]") -> bool:
        return process.poll() is None and not (self._is_ready and pipes.has_news(_ends(process)[1]))

    def _wait_for(self, process: "subprocess.Popen[bytes]") -> None:
        try:
            said = pipes.read(_ends(process)[1], len(READY), time.monotonic() + self._start_s)
        except pipes.Overdue:
            raise HelperLost(How.NOT_READY, f"{self._start_s:g} s") from None
        except (OSError, EOFError) as fault:
            raise HelperLost(How.NOT_READY, _status(process)) from fault
        if said != READY:
            raise HelperLost(How.NOT_READY, f"it said {said!r}")

    def _started(self) -> "subprocess.Popen[bytes]":
        try:
            process = subprocess.Popen(  # noqa: S603 - our own modules
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
                start_new_session=True,
            )
        except OSError as fault:
            raise HelperLost(How.NOT_READY, str(fault)) from fault
        os.set_blocking(_ends(process)[0], False)
        return process


def _ends(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin.fileno(), process.stdout.fileno()


def _status(process: "subprocess.Popen[bytes]") -> str:
    try:
        status = process.wait(LAST_BREATH_S)
    except subprocess.TimeoutExpired:
        return "it closed its pipes"
    return f"signal {-status}" if status < 0 else f"status {status}"
