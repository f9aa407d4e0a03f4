"""No test reaches the network: a connection or a look-up that leaves the machine fails the test that tried it. And none
depends on how fast the machine is or what examples happen to be drawn."""

import ipaddress
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

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


# A run says the same as the one before, on a fast machine and on a busy one: how long an example took decides nothing,
# and new examples are looked for on purpose, with --hypothesis-profile=explore.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("explore"), derandomize=True, print_blob=True)
settings.load_profile("repeatable")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_the_network)
