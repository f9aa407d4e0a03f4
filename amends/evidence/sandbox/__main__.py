"""`python -m amends.evidence.sandbox`: takes files on its standard input, one after the other, and answers each.

It never looks into a file itself. Each is decoded in a fork of its own, which is confined first and ends with it, so
that a file can neither wait for the next one nor cost the time of starting Python.
"""

import io
import os
import select
import signal
import sys
import time

from amends.evidence import limits
from amends.evidence.sandbox import decoding, system_calls, wire
from amends.evidence.sandbox.confining import confine
from amends.evidence.subprocesses.serving import Answers, serve

STACK = 1 << 16
TOO_HEAVY = wire.pack(wire.Refused("too_heavy"))
BROKEN = wire.pack(wire.Refused("broken"))
UNAVAILABLE = wire.pack(wire.Refused(wire.UNAVAILABLE))


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this; it ends when its input does
    serve(_prepared)
    return 0


def _prepared() -> Answers:
    decoding.prepare()
    if system_calls.why_not() is None and not system_calls.is_taken():
        sys.stderr.write("sandbox: the kernel does not take the filter of system calls\n")
    return lambda request: apart(request[1:], limits.STAFF_TYPES[request[0]])


def apart(raw: bytes, media_type: str) -> bytes:
    """The answer of a fork that decodes `raw`; where it ends without one, a refusal that says whose doing that is.

    Our own limits are `too_heavy`. SIGKILL that is not ours is the system's, for want of memory that the limits grant:
    that says nothing about the file.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _decode(raw, media_type, into)
    os.close(into)
    answer = _drained(out, time.monotonic() + limits.SECONDS)
    if answer is None:
        os.kill(child, signal.SIGKILL)
    os.close(out)
    _, status = os.waitpid(child, 0)
    died_of = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if answer is None or died_of == signal.SIGXCPU:
        return TOO_HEAVY
    if died_of == signal.SIGKILL:
        return UNAVAILABLE
    return answer if answer and status == 0 else BROKEN


def _drained(pipe: int, deadline: float) -> bytes | None:
    """Everything that the fork writes; None where that is not over at the deadline, or more than pictures can be."""
    parts = io.BytesIO()
    while (left := deadline - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        if not (part := os.read(pipe, STACK)):
            return parts.getvalue()
        if parts.write(part) and parts.tell() > limits.ANSWER_BYTES:
            return None
    return None


def _decode(raw: bytes, media_type: str, into: int) -> None:
    """In the fork; never returns."""
    failed = 1
    try:
        confine(into)
        try:
            outcome = wire.pack(decoding.decode(raw, media_type))
        except decoding.Rejected as reason:
            outcome = wire.pack(wire.Refused(str(reason)))
        except MemoryError:
            outcome = TOO_HEAVY
        written = 0
        while written < len(outcome):
            written += os.write(into, outcome[written:])
        failed = 0
    finally:
        os._exit(failed)  # also past an exception: this fork must never become a second server


if __name__ == "__main__":
    sys.exit(main())
