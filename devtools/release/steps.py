"""What every step of a release says when it cannot go on, and how it runs a program."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"


class Stop(Exception):
    """The release cannot go on; the text says why and what to do."""


def run(command: Sequence[str], folder: Path = ROOT, stdin: str = "") -> str:
    """Its standard output. Stop with the end of what it said where it fails."""
    done = subprocess.run(  # noqa: S603 - commands of this package, nothing from outside
        command, cwd=folder, input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-15:]
        raise Stop("\n".join([*said, f"{' '.join(command[:4])} … failed with exit code {done.returncode}."]))
    return done.stdout
