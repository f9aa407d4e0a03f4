"""Processes whose `fsync` fails, as on a disk that reports errors: strace answers in the kernel's place."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Collection

CALLS = "fsync,fdatasync"
ATTACHED_WITHIN_S = 10.0


def is_possible() -> bool:
    """Whether strace is there, and may hold other processes."""
    return shutil.which("strace") is not None and os.geteuid() == 0


def failing(pids: Collection[int]) -> Callable[[], None]:
    """From when this returns, in these processes and in whatever they begin; how to put it right."""
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={CALLS}", "-e", f"inject={CALLS}:error=EIO"]
    for pid in pids:
        command += ["-p", str(pid)]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    until = time.monotonic() + ATTACHED_WITHIN_S
    while not all(_is_held(pid) for pid in pids) and tracer.poll() is None and time.monotonic() < until:
        time.sleep(0.01)

    def put_right() -> None:
        tracer.terminate()
        tracer.wait()

    return put_right


def _is_held(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/status") as lines:
            return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in lines)
    except FileNotFoundError:
        return True  # ended meanwhile
