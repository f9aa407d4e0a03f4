"""What a decoding process may ask of the kernel once it is confined: memory, its pipe, the time, and its own end.

libseccomp makes the filter. Whatever is not listed fails as forbidden, so that a flaw in a decoder that gives its whole
process away has nothing to go on with: no other process, no file, no network, no code in memory that can be written.
`python -m amends.evidence.sandbox.system_calls` tries it, and ends with 0 where it holds.
"""

import errno
import os
import sys
from pathlib import Path

try:
    import pyseccomp
except (ImportError, OSError, RuntimeError):  # RuntimeError: there is no libseccomp for it
    pyseccomp = None

ALLOWED = (
    "brk", "clock_gettime", "clock_nanosleep", "close", "exit", "exit_group", "fstat", "futex", "getpid", "getrandom",
    "gettid", "gettimeofday", "lseek", "madvise", "mremap", "munmap", "nanosleep", "pause", "read", "restart_syscall",
    "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sched_getaffinity", "sched_yield", "set_robust_list",
    "sigaltstack", "time", "write", "writev",
)  # fmt: skip
"""By their names; one that a kind of processor does not have is passed over."""
WITHOUT_CODE = ("mmap", "mprotect")
"""Memory, as long as nobody may run what is in it."""
_PROT_EXEC, _PROTECTION = 0x4, 2
"""PROT_EXEC of sys/mman.h, and which argument of both has it."""
_PROCESS, _THREAD = "clone", 0x10000
"""CLONE_THREAD of linux/sched.h. HEIC's decoder works in a thread of its own, always; another process is never made."""
_WITHOUT_A_RULE = "clone3"
"""Its flags stand in memory, where no filter sees them. Told that there is none, the C library takes `clone`."""
_ITSELF = ("tgkill", "tkill", "kill")
"""`abort` ends the process by a signal to itself, which says that its memory is not sound any more."""
LIBRARY = "libseccomp is not there (on Debian and Ubuntu the package libseccomp2)"


def why_not() -> str | None:
    """Why there can be no filter here; None where nothing speaks against it."""
    if sys.platform != "linux":
        return "this system is not Linux"
    if pyseccomp is None:
        return LIBRARY
    if "\nSeccomp:" not in Path("/proc/self/status").read_text("ascii", "replace"):
        return "this kernel has none"
    return None


def restrict() -> None:
    """From here on this process may do no more than is listed. OSError where the kernel does not take the filter.

    No file is opened for it.
    """
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        if _exists(name):
            rules.add_rule(pyseccomp.ALLOW, name)
    for name in WITHOUT_CODE:
        without = pyseccomp.Arg(_PROTECTION, pyseccomp.MASKED_EQ, _PROT_EXEC, 0)
        rules.add_rule(pyseccomp.ALLOW, name, without)
    rules.add_rule(pyseccomp.ALLOW, _PROCESS, pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _THREAD, _THREAD))
    if _exists(_WITHOUT_A_RULE):
        rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), _WITHOUT_A_RULE)
    for name in _ITSELF:
        rules.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(0, pyseccomp.EQ, os.getpid()))
    rules.load()


def is_taken() -> bool:
    """Whether the kernel takes the filter, tried in a process of its own. For one that has a single thread."""
    child = os.fork()
    if child == 0:
        try:
            restrict()
            os._exit(0)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _exists(name: str) -> bool:
    return bool(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0)


if __name__ == "__main__":
    sys.exit(0 if why_not() is None and is_taken() else 1)
