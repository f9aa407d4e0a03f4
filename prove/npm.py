"""A shop's packages by its lock, in an ignored folder, and the shop as a process on loopback."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
INSTALLED = ROOT / ".prove"
START_S = 600.0
"""The first start makes the database; on a busy machine that takes minutes."""


def install(source: Path) -> Path:
    """The folder with the packages of `source`'s lock and copies of its own files; nothing is fetched twice."""
    folder = INSTALLED / source.name
    folder.mkdir(parents=True, exist_ok=True)
    lock = (source / "package-lock.json").read_bytes()
    stamp = folder / "installed"
    for each in (*source.glob("*.js"), *source.glob("*.json")):
        shutil.copy(each, folder)
    digest = hashlib.sha256(lock).hexdigest()
    if not stamp.exists() or stamp.read_text("utf-8") != digest:
        asked = [_program("npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(asked, cwd=folder, check=True)  # noqa: S603
        stamp.write_text(digest, "utf-8")
    return folder


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed: Node.js 20 or newer is needed")
    return found


@contextmanager
def running(folder: Path, arguments: list[str], ready: Path, more: Mapping[str, str]) -> Iterator[None]:
    """`node server.js` with the arguments, from when it made the file `ready` until the end of the block."""
    log = folder / "server.log"
    with log.open("wb") as out:
        asked = [_program("node"), "server.js", *arguments]
        process = subprocess.Popen(asked, cwd=folder, env=os.environ | more, stdout=out, stderr=out)  # noqa: S603
    try:
        _await(process, ready, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: "subprocess.Popen[bytes]", ready: Path, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if ready.exists():
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    sys.stderr.write(log.read_text("utf-8", "replace")[-4000:])
    raise SystemExit("the shop did not start")
