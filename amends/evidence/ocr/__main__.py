"""`python -m amends.evidence.ocr rapidocr`: takes pictures on its standard input, answers each with its lines.

It ends by itself when it was idle for long, and says with each answer how much memory it holds.
"""

import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

from amends.errors import AmendsError
from amends.evidence.ocr.engines import engine
from amends.evidence.subprocesses.serving import Answers, serve

IDLE_S = 600.0
STATISTICS = Path("/proc/self/statm")


def main() -> int:
    serve(lambda: reading_with(sys.argv[1]), IDLE_S)
    return 0


def reading_with(name: str) -> Answers:
    read = engine(name)

    def answer(jpeg: bytes) -> bytes:
        found: dict[str, list[Any]]
        try:
            found = {"lines": [astuple(line) for line in read(jpeg)]}
        except AmendsError as fault:
            found = {"error": [str(fault)]}
        return json.dumps({**found, "mb": _held_mb()}).encode()

    return answer


def _held_mb() -> int:
    """Resident memory now. 0 where the system does not tell: then idling alone ends the process."""
    if not STATISTICS.exists():
        return 0
    return int(STATISTICS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


if __name__ == "__main__":
    sys.exit(main())
