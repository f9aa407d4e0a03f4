"""How many transactions were committed to a SQLite database, by whatever process: counted in its write-ahead log."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HEADER, _FRAME = 32, 24
"""Bytes at the start of the log, and before each page in it: https://www.sqlite.org/fileformat2.html#walformat."""


class Commits:
    """Those since the block of `counting` began."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._before = self._all()

    def __len__(self) -> int:
        return self._all() - self._before

    def _all(self) -> int:
        """A frame whose page is the last of a transaction has the size of the database in it, any other one 0. Frames
        of another salt are left over from before the log began anew."""
        if not self._log.exists():
            return 0
        content = self._log.read_bytes()
        page, salt = struct.unpack(">I", content[8:12])[0], content[16:24]
        frames = (content[at : at + _FRAME] for at in range(_HEADER, len(content) - page - _FRAME + 1, _FRAME + page))
        return sum(frame[8:16] == salt and frame[4:8] != bytes(4) for frame in frames)


@contextmanager
def counting(database: Path) -> Iterator[Commits]:
    """While the block runs the log is not begun anew: somebody still reads what stood there at the start."""
    reader = sqlite3.connect(database, isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield Commits(Path(f"{database}-wal"))
    finally:
        reader.close()
