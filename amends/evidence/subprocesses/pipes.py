"""Pipes with a deadline, whatever stands or falls at their other end. Instants are of time.monotonic."""

import os
import select
import time

CHUNK = 1 << 16
"""Bytes asked for at once: what a pipe holds."""


class Overdue(Exception):
    """The deadline came first."""


def write(pipe: int, content: bytes, until: float) -> None:
    """All of it, through a pipe that does not block. Overdue; OSError where nobody reads."""
    left = memoryview(content)
    while left:
        _wait(pipe, select.POLLOUT, until)
        left = left[os.write(pipe, left) :]


def read(pipe: int, length: int, until: float) -> bytes:
    """Exactly so many bytes. Overdue; EOFError where the other end was closed before."""
    parts = []
    while length:
        _wait(pipe, select.POLLIN, until)
        part = os.read(pipe, min(length, CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def has_news(pipe: int) -> bool:
    """Whether there is something to read, or the other end was closed."""
    return bool(_events(pipe, select.POLLIN, 0))


def _wait(pipe: int, event: int, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0 or not _events(pipe, event, left):
        raise Overdue


def _events(pipe: int, event: int, seconds: float) -> list[tuple[int, int]]:
    poll = select.poll()  # select() takes no descriptor over 1023, and web has many customers
    poll.register(pipe, event)
    return poll.poll(seconds * 1000)
