"""Some sandboxes that are kept ready, so that nobody waits for Python to start. Thread-safe."""

import base64
import logging
import queue
import sys
from types import TracebackType
from typing import Self

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.sandbox import system_calls, wire
from amends.evidence.sandbox.picture import Decoded, Written
from amends.evidence.subprocesses.process import HelperLost, HelperProcess, How

GRACE_S = 2.0
"""What a sandbox may take beyond the limit of decoding before it counts as hung."""
START_S = 60.0
"""What Python and its libraries may take, on a busy machine."""
TRIES = 2
"""Processes that a file may see the end of before it is the file."""
SAMPLE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAAD0lEQVR42mP8z8DEQAICADIBAR/gNlhXAAAAAElFTkSuQmCC"
)
"""A white PNG of 16 x 16 pixels, which is sound."""
ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
"""Nothing of ours: settings hold secrets."""

log = logging.getLogger("amends.evidence")


class Sandbox:
    """`size` files are decoded at once; a further one waits up to `wait_s` seconds for its turn."""

    def __init__(self, size: int = 2, wait_s: float = 15.0) -> None:
        self._wait_s = wait_s
        if (reason := system_calls.why_not()) is not None:
            log.warning("sandbox_without_filter", extra={"reason": reason})
        self._free: queue.Queue[HelperProcess] = queue.Queue()
        self._helpers = [_warming_up() for _ in range(size)]
        for helper in self._helpers:
            self._free.put(helper)

    def decode(self, raw: bytes, media_type: str) -> Decoded | Written:
        """Pictures of the file, or its text. EvidenceRejected with the reason, where it is the file's; else
        EvidenceUnavailable."""
        try:
            helper = self._free.get(timeout=self._wait_s)
        except queue.Empty:
            raise EvidenceUnavailable("every sandbox was busy for too long") from None
        try:
            outcome = _outcome(helper, raw, media_type)
        finally:
            self._free.put(helper)
        if not isinstance(outcome, wire.Refused):
            return outcome
        if outcome.reason == wire.UNAVAILABLE:
            raise EvidenceUnavailable("the system killed the process that decoded; has it the memory of the limits?")
        raise EvidenceRejected(outcome.reason)

    def close(self) -> None:
        """End every sandbox, once it is done with its file."""
        for helper in self._helpers:
            helper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self.close()


def _warming_up() -> HelperProcess:
    """A helper on its way. One that cannot start costs the files that come, and no conversation."""
    helper = HelperProcess([sys.executable, "-I", "-m", "amends.evidence.sandbox"], ENVIRONMENT, START_S)
    try:
        helper.start()
    except HelperLost as lost:
        log.error("sandbox_lost", extra={"how": lost.how.name, "error": str(lost)})
    return helper


def _outcome(helper: HelperProcess, raw: bytes, media_type: str) -> Decoded | Written | wire.Refused:
    """What a sandbox says. A file is blamed only for what it did to one that was ready; else EvidenceUnavailable.

    The process that holds a file never looks into it, so its end is more likely ours: the file gets another one. If
    that ends over it too, a sound file tells whether this one is at fault, or nothing can be decoded at the moment.
    """
    for _ in range(TRIES):
        try:
            return _asked(helper, raw, media_type)
        except HelperLost as lost:
            log.error("sandbox_lost", extra={"how": lost.how.name, "error": str(lost)})
            if lost.how is How.DEADLINE:
                return wire.Refused("too_heavy")
            if lost.how is not How.DIED:
                raise
    if not isinstance(_asked(helper, SAMPLE, "image/png"), Decoded):
        raise EvidenceUnavailable("the sandbox refuses a file that is sound")
    return wire.Refused("broken")


def _asked(helper: HelperProcess, raw: bytes, media_type: str) -> Decoded | Written | wire.Refused:
    form = bytes([limits.STAFF_TYPES.index(media_type)])
    return helper.ask(wire.unpack, form, raw, within_s=limits.SECONDS + GRACE_S)
