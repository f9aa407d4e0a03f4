"""What was run: the versions that a line of the journal names."""

import platform
import sqlite3
import subprocess
from dataclasses import dataclass
from typing import Self

from faults import postgresql
from tests.stack import ROOT


@dataclass(frozen=True)
class Versions:
    """What was run."""

    commit: str
    python: str
    sqlite: str
    postgresql: str
    kernel: str

    @classmethod
    def present(cls) -> Self:
        """The commit, with a mark where anything but pages was changed since."""
        commit = _git("rev-parse", "--short=10", "HEAD").stdout.strip() or "unknown"
        changed = "" if _git("diff", "--quiet", "HEAD", "--", ".", ":!docs").returncode == 0 else "-dirty"
        kernel = ".".join(platform.release().split(".")[:2])
        return cls(commit + changed, platform.python_version(), sqlite3.sqlite_version, postgresql.version(), kernel)

    def as_json(self) -> dict[str, str]:
        return {
            "amends": self.commit,
            "python": self.python,
            "sqlite": self.sqlite,
            "postgresql": self.postgresql,
            "kernel": self.kernel,
        }


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
