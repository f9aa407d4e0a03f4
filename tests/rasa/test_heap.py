"""What a process has built by the time it serves is not searched for garbage again."""

import subprocess
import sys

CHECK = """
import gc
from rasa_addons import heap
kept = [[] for _ in range(1000)]
heap.settle()
print(gc.get_freeze_count() >= 1000, gc.get_threshold()[0] == heap.FIRST, gc.isenabled())
"""


def test_what_is_there_is_out_of_the_collectors_sight() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3
