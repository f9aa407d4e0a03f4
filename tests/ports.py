"""Ports for what is started as a process of its own, or started again at its place."""

import os
import random
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 10_000
FIRST_GIVEN_OUT = 32_768
"""Where the range begins from which systems give out ports by themselves, unless RANGE says otherwise."""


def free_ports(count: int) -> list[int]:
    """So many different ports of loopback that nobody listens on, none of which this has returned before.

    They lie below those that the system gives out by itself. One of these could belong to the next connection that
    anybody opens, between this moment and the one at which whoever it is for takes it. Each test worker has ports of
    its own, for the same reason.
    """
    return [next(_free()) for _ in range(count)]


def free_port() -> int:
    """One of them."""
    return free_ports(1)[0]


@cache
def _free() -> Iterator[int]:
    return filter(_is_free, _shuffled())


def _shuffled() -> list[int]:
    end = int(RANGE.read_text().split()[0]) if RANGE.exists() else FIRST_GIVEN_OUT
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    ports = list(range(LOWEST, max(end, LOWEST + 10_000)))[worker::workers]
    random.SystemRandom().shuffle(ports)
    return ports


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
