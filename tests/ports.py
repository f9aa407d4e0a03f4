"""Ports for what is started as a process of its own, or started again at its place."""

import random
import socket
from pathlib import Path

RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 10_000
FIRST_GIVEN_OUT = 32_768
"""Where the range begins from which systems give out ports by themselves, unless RANGE says otherwise."""


def free_ports(count: int) -> list[int]:
    """So many different ports of loopback that nobody listens on.

    They lie below those that the system gives out by itself. One of these could belong to the next connection that
    anybody opens, between this moment and the one at which whoever it is for takes it.
    """
    end = int(RANGE.read_text().split()[0]) if RANGE.exists() else FIRST_GIVEN_OUT
    dice = random.SystemRandom()
    found: list[int] = []
    while len(found) < count:
        port = dice.randrange(LOWEST, max(end, LOWEST + 10_000))
        if port not in found and _is_free(port):
            found.append(port)
    return found


def free_port() -> int:
    """One of them."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
