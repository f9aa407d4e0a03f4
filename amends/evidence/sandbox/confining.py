"""What a decoding process gives up before it touches a foreign file. No way back: the limits are hard ones."""

import contextlib
import ctypes
import os
import resource
import signal

from amends.evidence import limits
from amends.evidence.sandbox import system_calls

_NO_NEW_PRIVILEGES, _SIGNAL_OF_PARENTS_DEATH = 38, 1
"""PR_SET_NO_NEW_PRIVS and PR_SET_PDEATHSIG of linux/prctl.h."""


def confine(output: int) -> None:
    """From here on: memory and processor time are limited, and no file, socket or process can be opened or made.

    Of what is open, only the file descriptor `output` stays. It ends when the process does that it was forked from
    (Linux). Where the system does not offer a limit, an OSError. Only the filter of system calls may be missing: the
    sandbox and `amends doctor` say so.
    """
    filtered = system_calls.why_not() is None  # while files can still be opened
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        if standard != output:
            os.dup2(null, standard)
    os.closerange(3, output)
    os.closerange(output + 1, 256)
    seconds = int(limits.SECONDS)
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # SIGXCPU first: SIGKILL could be anybody's
    if hasattr(os, "sched_setaffinity"):  # Linux
        prctl = ctypes.CDLL(None).prctl
        prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        prctl(_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL, 0, 0, 0)
    if filtered:
        with contextlib.suppress(OSError):
            system_calls.restrict()
            return
    # Forbids threads too, except to root, and HEIC's decoder needs one: without the filter such files are refused.
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
