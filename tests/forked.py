"""Processes of our own that need no imports any more: each is forked from one that has done them, once for a run.

What `python -m` does beside is not in them; a test of each process's real start stays beside those that use this.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.channels.dying", "web.__main__", "worker.__main__", "actions.__main__"])
PATIENCE_S = 300


class Forked:
    """`main(*arguments)` in a process of its own. What it returns is the exit code, as of a real start; what it writes
    to standard error comes into the file `said`."""

    def __init__(
        self, main: Callable[..., object], *arguments: object, said: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._said = said
        given = (main, arguments, said, dict(os.environ if environment is None else environment))
        self._process: BaseProcess = _FORKING.Process(target=_run, args=given)
        self._process.start()

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def ended(self) -> tuple[int | None, str]:
        """Its exit code (None while it does not end; below zero: the signal that ended it), and what it said."""
        self._process.join(PATIENCE_S)
        return self._process.exitcode, self.said()

    def said(self) -> str:
        return self._said.read_text("utf-8") if self._said.exists() else ""


def _run(main: Callable[..., object], arguments: tuple[object, ...], said: Path, environment: dict[str, str]) -> None:
    with said.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 2)
    sys.argv = ["forked"]
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(*arguments))
