"""No test reaches the network: a connection or a look-up that leaves the machine fails the test that tried it."""

import ipaddress
import sys
from typing import Any

import pytest

NEAR = {None, "", b"", "localhost", b"localhost"}
LOOK_UP = "socket.getaddrinfo"
EVENTS = {"socket.connect", "socket.sendto", LOOK_UP}


def _is_near(host: Any) -> bool:
    if host in NEAR:
        return True
    try:
        address = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in EVENTS:
        return
    address = arguments if event == LOOK_UP else arguments[1]
    if isinstance(address, tuple) and not _is_near(address[0]):
        # Not an OSError: the code under test would take it for weather and carry on.
        pytest.fail(f"the test reaches out to {address[0]!r}; tests use this machine only")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_the_network)
