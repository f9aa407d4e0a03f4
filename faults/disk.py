"""A disk that can lose its power: a file system of its own in a file, which then forgets what nobody had synced."""

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from amends import durable

SHUT_DOWN = 0x8004587D
"""The request FS_IOC_SHUTDOWN of Linux, by which file systems are tried out under loss of power."""
FORGETTING = 2
"""Its flag NOLOGFLUSH: not even the file system's own journal is written any more."""
OPTIONS = "loop,commit=600,noauto_da_alloc"
"""Nothing is written that nobody asks for: by default ext4 syncs every five seconds, and what is renamed."""


class Disk:
    """`home` is where it is to be found, now and after a loss of power; it is a link, and need not be there before.
    Needs the rights of an administrator: OSError where they are lacking."""

    def __init__(self, home: Path, megabytes: int) -> None:
        self.home = home
        self._number = 0
        image = self._image()
        image.touch(mode=0o600)
        os.truncate(image, megabytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image))
        self._mount()
        (self.home / "lost+found").rmdir()
        durable.flush(self.home)

    @classmethod
    def if_allowed(cls, home: Path, megabytes: int) -> Self | None:
        """None where this machine does not let us mount."""
        try:
            return cls(home, megabytes)
        except OSError:
            shutil.rmtree(home, ignore_errors=True)
            return None

    def lose_power(self) -> None:
        """Whatever is open there fails from now on. `come_back` follows, once nobody writes any more."""
        folder = os.open(self.home, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUT_DOWN, struct.pack("I", FORGETTING))
        finally:
            os.close(folder)

    def come_back(self) -> None:
        """With what had reached it. What is still open there belongs to what was lost."""
        lost, before = self._image(), self._place()
        self._number += 1
        _run("cp", "--sparse=always", str(lost), str(self._image()))
        self._mount()
        _run("umount", "-l", str(before))
        lost.unlink()

    def fill(self) -> Callable[[], None]:
        """To the last byte; how to make room again."""
        filler = self.home / "filler"
        with filler.open("wb", buffering=0) as out:
            for size in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while True:
                        out.write(b"\0" * size)
        return lambda: filler.unlink(missing_ok=True)

    def take_away(self) -> None:
        """Nothing of it is left, once nothing is open there."""
        with suppress(OSError):
            _run("umount", "-l", str(self._place()))

    def _image(self) -> Path:
        return self.home.with_name(f"{self.home.name}.image{self._number}")

    def _place(self) -> Path:
        return self.home.with_name(f"{self.home.name}.place{self._number}")

    def _mount(self) -> None:
        self._place().mkdir()
        _run("mount", "-o", OPTIONS, str(self._image()), str(self._place()))
        link = self.home.with_name(f"{self.home.name}.link")
        link.symlink_to(self._place())
        link.replace(self.home)


def _run(*command: str) -> None:
    """OSError where it cannot be done."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    except subprocess.CalledProcessError as fault:
        raise OSError(f"{' '.join(command)}: {fault.stderr.strip()}") from fault
