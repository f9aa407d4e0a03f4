"""Some sandboxes that are kept ready, so that nobody waits for Python to start. Thread-safe."""

import contextlib
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Self

import structlog

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.sandbox import wire
from amends.evidence.sandbox.picture import Decoded

GRACE_S = 2.0
"""What a sandbox may take beyond the limit of decoding before it counts as hung."""
START_S = 60.0
ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
"""Nothing of ours: settings hold secrets."""

log = structlog.get_logger("amends.evidence")


class Sandbox:
    """`size` files are decoded at once; a further one waits up to `wait_s` seconds for its turn."""

    def __init__(self, size: int = 2, wait_s: float = 15.0) -> None:
        self._wait_s = wait_s
        self._free: queue.Queue[_Process] = queue.Queue()
        self._processes = [_Process() for _ in range(size)]
        for process in self._processes:
            self._free.put(process)

    def decode(self, raw: bytes, media_type: str) -> Decoded:
        """Pictures of the file. EvidenceRejected with the reason; EvidenceUnavailable when no sandbox gets free."""
        try:
            process = self._free.get(timeout=self._wait_s)
        except queue.Empty:
            raise EvidenceUnavailable("every sandbox was busy for too long") from None
        try:
            outcome = process.answer(raw, media_type)
        finally:
            self._free.put(process)
        if isinstance(outcome, wire.Refused):
            raise EvidenceRejected(outcome.reason)
        return outcome

    def close(self) -> None:
        """End every sandbox."""
        for process in self._processes:
            process.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self.close()


class _Process:
    """One sandbox, started anew when it dies."""

    def __init__(self) -> None:
        self._process = self._started()
        self._is_ready = False

    def answer(self, raw: bytes, media_type: str) -> Decoded | wire.Refused:
        if self._process.poll() is not None:
            self._process, self._is_ready = self._started(), False
        overdue = threading.Timer(limits.SECONDS + GRACE_S if self._is_ready else START_S, self._process.kill)
        overdue.start()
        try:
            return self._asked(raw, media_type)
        except (OSError, wire.Garbled) as fault:
            log.error("sandbox_lost", error=str(fault))
            self.stop()
            return wire.Refused("too_heavy")
        finally:
            overdue.cancel()

    def _asked(self, raw: bytes, media_type: str) -> Decoded | wire.Refused:
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        if not self._is_ready:
            _read(out, len(wire.READY))
            self._is_ready = True
        into.write(wire.HEADER.pack(limits.TYPES.index(media_type), len(raw)))
        into.write(raw)
        into.flush()
        (length,) = wire.LENGTH.unpack(_read(out, wire.LENGTH.size))
        return wire.unpack(_read(out, length))

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)

    @staticmethod
    def _started() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-I", "-m", "amends.evidence.sandbox"]
        return subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, start_new_session=True
        )


def _read(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) != length:
        raise OSError("the sandbox ended in the middle of an answer")
    return found


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what was still to be written has nobody to read it
        pipe.close()
