"""Where tests write: into memory, if the machine has a folder of that kind with room. Thousands of their transactions
would wait for the disk, and on a busy machine for most of the run."""

import os
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 3 * 10**9
"""Several times what a whole run holds at once."""


def use_memory() -> None:
    """From here on, for this process and whatever it starts. Somebody's own TMPDIR is left alone."""
    if "TMPDIR" not in os.environ and _is_good(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def keep_bytecode() -> None:
    """From here on, likewise: each process that a test starts would compile our own modules for itself otherwise."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _is_good(folder: Path) -> bool:
    """Whether there is room, and programs of the tests may be run there."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= ENOUGH_BYTES and not found.f_flag & os.ST_NOEXEC
