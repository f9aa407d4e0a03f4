"""A process whose fsync fails for a while, under its hands."""

import subprocess
import sys

import pytest

from faults.syncing import failing, is_possible

ASKED = """
import os, sys
file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY)
for _ in sys.stdin:
    try:
        os.fsync(file)
        print("synced", flush=True)
    except OSError as fault:
        print(fault.errno, flush=True)
"""


def test_fsync_fails_until_it_is_put_right(tmp_path):
    if not is_possible():
        pytest.skip("strace may not hold other processes here")
    command = [sys.executable, "-c", ASKED, str(tmp_path / "file")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def ask():
            process.stdin.write("\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        assert ask() == "synced"
        put_right = failing([process.pid])
        assert ask() == "5", "EIO"
        put_right()
        assert ask() == "synced"
        process.stdin.close()
