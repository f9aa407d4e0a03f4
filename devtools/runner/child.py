"""One child process: in a group of its own, its output in a file, gone when this process is gone."""

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from amends.errors import CannotRun

MAX_LOG_BYTES = 10_000_000
NOTABLE = re.compile(r"\b(warning|error|critical|fatal|traceback)\b", re.IGNORECASE)
PR_SET_PDEATHSIG = 1  # prctl(2)
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """A started process. Its output goes straight to the end of `log`, so that nothing is lost when we are killed, and
    what the run before said is still there. A log that has grown past MAX_LOG_BYTES makes place for a new one and stays
    beside it as `.log.1`."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path):
        self.name = name
        self.log = log
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > MAX_LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        try:
            with log.open("ab") as output:
                log.chmod(0o600)  # under faults a line may name a conversation
                output.write(f"--- {name} started, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
                output.flush()
                self._begins = output.tell()
                self.process = subprocess.Popen(  # noqa: S603 - the commands of our own table
                    command,
                    cwd=folder,
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads here to deadlock
                )
        except FileNotFoundError:
            raise CannotRun(f"{command[0]} is missing. Run `make setup`.") from None
        self._reader = log.open("rb")
        self._reader.seek(self._begins)

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self.process.poll()

    def ending(self) -> str:
        """How it ended, in words."""
        code = self.process.returncode
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def new_lines(self) -> list[str]:
        """Whole lines written since the last look."""
        lines = []
        for raw in self._reader:
            if not raw.endswith(b"\n"):
                self._reader.seek(-len(raw), os.SEEK_CUR)
                break
            lines.append(raw.decode("utf-8", "replace").rstrip())
        return lines

    def tail(self, count: int = 8) -> list[str]:
        """The last lines of its output, for whoever asks why it ended."""
        with self.log.open("rb") as log:
            log.seek(self._begins)
            return log.read().decode("utf-8", "replace").splitlines()[-count:]

    def bound_log(self) -> None:
        """Put aside a log that has grown too large. The process writes on: at the end of what is then an empty file."""
        if self.log.stat().st_size <= MAX_LOG_BYTES:
            return
        aside = self.log.with_suffix(".log.1")
        shutil.copyfile(self.log, aside)
        aside.chmod(0o600)
        os.truncate(self.log, 0)
        self._begins = 0
        self._reader.seek(0)

    def signal(self, number: signal.Signals) -> None:
        """To the whole group, its own children included. Nothing happens when all are gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def end(children: Sequence[Child], within_s: float = 10.0) -> None:
    """Ask every group to end, then make it. Nothing of ours is left afterwards."""
    for child in children:
        child.signal(signal.SIGTERM)
    until = time.monotonic() + within_s
    while time.monotonic() < until and any(child.code is None for child in children):
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        child.process.wait()


def notable(line: str) -> bool:
    """Whether a log line belongs on a quiet terminal."""
    return NOTABLE.search(line) is not None


def _die_with_parent() -> None:
    """Linux only: SIGTERM when our parent dies, even by SIGKILL. Elsewhere only an orderly stop takes the children."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
