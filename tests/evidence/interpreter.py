"""A stand-in for Python: it notes every process that is started by it, and lets the first ones be other programs."""

import os
import sys
from pathlib import Path

import pytest

SCRIPT = """#!/bin/sh
PATH=/usr/local/bin:/usr/bin:/bin
echo $$ >> '{folder}/started'
instead='{folder}/'$(wc -l < '{folder}/started' | tr -d ' ')
[ -e '{folder}/always' ] && instead='{folder}/always'
[ -e "$instead" ] && exec '{python}' -I "$instead"
exec '{python}' "$@"
"""
SPEAKS = """
import os, struct, sys, time

def hears():
    [length] = struct.unpack(">I", sys.stdin.buffer.read(4))
    return sys.stdin.buffer.read(length)

def frame(answer):
    return struct.pack(">I", len(answer)) + answer

def says(content):
    os.write(1, content)

says(bytes([6]))  # ready
"""
"""How a helper speaks, for programs that stand in for one."""


class Interpreter:
    """Give it to whatever starts `sys.executable`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / "python"
        self.path.write_text(SCRIPT.format(folder=folder, python=sys.executable))
        self.path.chmod(0o700)

    def first(self, *programs: str) -> None:
        """Run these before the real one, a process each."""
        for number, program in enumerate(programs, start=1):
            (self._folder / str(number)).write_text(program)

    def always(self, program: str) -> None:
        """Run this until `mended`."""
        (self._folder / "always").write_text(program)

    def mended(self) -> None:
        (self._folder / "always").unlink()

    @property
    def pids(self) -> list[int]:
        """Of every process that was started, oldest first."""
        return [int(line) for line in (self._folder / "started").read_text().split()]

    def used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """From here on this is what Python's own processes are started by."""
        monkeypatch.setattr(sys, "executable", str(self.path))


def until_ended(pid: int) -> None:
    """Wait for the end of a child of ours, and leave it to its supervisor to notice."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
