"""`python -m amends.evidence.reading rapidocr`: takes pictures on its standard input, answers each with its lines.

It ends by itself when it was idle for long, and says with each answer how much memory it holds.
"""

import json
import os
import select
import struct
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

from amends.errors import AmendsError
from amends.evidence.reading.engines import engine

LENGTH = struct.Struct(">I")
IDLE_S = 600.0
STATISTICS = Path("/proc/self/statm")


def main() -> int:
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    read = engine(sys.argv[1])
    while select.select([requests], [], [], IDLE_S)[0]:
        if (jpeg := _request(requests.fileno())) is None:
            break
        answer: dict[str, list[Any]]
        try:
            answer = {"lines": [astuple(line) for line in read(jpeg)]}
        except AmendsError as fault:
            answer = {"error": [str(fault)]}
        text = json.dumps({**answer, "mb": _held_mb()}).encode()
        answers.write(LENGTH.pack(len(text)) + text)
        answers.flush()
    return 0


def _held_mb() -> int:
    """Resident memory now. 0 where the system does not tell: then idling alone ends the process."""
    if not STATISTICS.exists():
        return 0
    return int(STATISTICS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _request(pipe: int) -> bytes | None:
    head = _exactly(pipe, LENGTH.size)
    return None if head is None else _exactly(pipe, LENGTH.unpack(head)[0])


def _exactly(pipe: int, length: int) -> bytes | None:
    found = b""
    while len(found) < length:
        if not (part := os.read(pipe, length - len(found))):
            return None
        found += part
    return found


if __name__ == "__main__":
    sys.exit(main())
