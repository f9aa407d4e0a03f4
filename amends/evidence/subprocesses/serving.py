"""The helper's own end: one request after the other on its standard input, an answer to each on its output.

On the wire: READY once, then frames in turn, each its length and so many bytes.
"""

import os
import select
import struct
from collections.abc import Callable

LENGTH = struct.Struct(">I")
READY = b"\x06"


class BrokenAnswer(ValueError):
    """Raised by who is to make sense of an answer: there is none in it."""


Answers = Callable[[bytes], bytes]


def serve(prepare: Callable[[], Answers], idle_s: float | None = None) -> None:
    """Prepare, say so, and answer until the input ends or nothing was asked for `idle_s` seconds."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    answer = prepare()
    answers.write(READY)
    answers.flush()
    while select.select([requests], [], [], idle_s)[0]:  # nothing of the next request is in the buffer: it waits for us
        head = requests.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        (length,) = LENGTH.unpack(head)
        request = requests.read(length)
        if len(request) < length:
            return
        found = answer(request)
        answers.write(LENGTH.pack(len(found)) + found)
        answers.flush()
