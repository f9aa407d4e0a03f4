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
from amends.evidence.sandbox import decoding, wire
from amends.evidence.sandbox.confining import confine

STACK = 1 << 16
TOO_HEAVY = wire.pack(wire.Refused("too_heavy"))
BROKEN = wire.pack(wire.Refused("broken"))
KILLED_FOR_ITS_SIZE = {signal.SIGKILL, signal.SIGXCPU}


def main() -> int:
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this; it ends when its input does
    decoding.prepare()
    answers.write(wire.READY)
    answers.flush()
    while header := requests.read(wire.HEADER.size):
        place, length = wire.HEADER.unpack(header)
        answer = _apart(requests.read(length), limits.TYPES[place])
        answers.write(wire.LENGTH.pack(len(answer)) + answer)
        answers.flush()
    return 0


def _apart(raw: bytes, media_type: str) -> bytes:
    """The answer of a fork that decodes `raw`; `too_heavy` or `broken` where the fork ends without one."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _decode(raw, media_type, into)
    os.close(into)
    answer = _drained(out, child, time.monotonic() + limits.SECONDS)
    os.close(out)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 and answer:
        return answer
    died_of = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    return TOO_HEAVY if died_of in KILLED_FOR_ITS_SIZE else BROKEN


def _drained(pipe: int, child: int, deadline: float) -> bytes:
    """Everything the child writes; what is not there at the deadline is not waited for, and the child is killed."""
    parts = io.BytesIO()
    while (left := deadline - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        if not (part := os.read(pipe, STACK)):
            return parts.getvalue()
        parts.write(part)
    os.kill(child, signal.SIGKILL)
    return b""


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
