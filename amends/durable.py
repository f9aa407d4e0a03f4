"""Files that outlive a loss of power: a file is kept once its content and its name in the folder are on the disk."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """A file's content, or the names in a folder, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int) -> None:
    """With those above it, where they are not there yet."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=mode, exist_ok=True)
        flush(each.parent)
