"""What a process has built by the time it serves stays for as long as it lives: it need not be searched for garbage.

Python's collector otherwise goes through the whole of it (sentences, policies, mapped tables, Rasa's domain) again and
again, for every few hundred objects that a message makes. Standard library only: both environments import this file.
"""

import gc

FIRST = 20_000
"""New objects after which the youngest are looked through; Python's own 700 suits a program of a few thousand."""


def settle() -> None:
    """Take what is there now out of the collector's sight. Once, when the process is ready to serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FIRST, 10, 10)
