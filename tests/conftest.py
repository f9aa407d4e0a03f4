"""No test reaches the network: a connection or a look-up that leaves the machine fails the test that tried it. And none
depends on how fast the machine is or what examples happen to be drawn."""

import gc
import ipaddress
import sys
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from amends.accounts import passwords
from faults.proxy import Proxies
from tests import certificates, groups, scratch, statements
from tests.postgres import databases_for
from tests.stack import Stack

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
    scratch.use_memory()
    scratch.keep_bytecode()
    statements.compile_once()
    certificates.read_once()
    sys.addaudithook(_refuse_the_network)
    # The same Argon2id with less memory: hundreds of tests hash passwords, and one looks at the real parameters.
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        file = metafunc.definition.nodeid.partition("::")[0]
        metafunc.parametrize("database_url", databases_for(file), indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # Nothing of what is imported and collected is garbage before the end, and there is a lot to look through for it.
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Both workers of a run collect, a second apart: a name that tells the time differs between them, and nothing runs.
    now = (datetime.now(UTC).date().isoformat(), str(int(time.time()))[:6])
    if told := [item.nodeid for item in items if any(moment in item.nodeid for moment in now)]:
        raise pytest.UsageError(f"The name of a test tells the time it was collected at; give it an id: {told}")
    items.sort(key=lambda item: groups.place(item.nodeid))
    for item in items:
        if groups.needs_a_system(item):
            item.add_marker(pytest.mark.system)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> groups.Groups:
    return groups.Groups(config, log)


@pytest.fixture(scope="session")
def proxies() -> Iterator[Proxies]:
    """What stands before the order system and the action server of `stack`, and passes everything on until it is told
    to break something."""
    made = Proxies()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, proxies: Proxies) -> Iterator[Stack]:
    """The whole system on SQLite, started once for all that talk to it."""
    system = Stack(tmp_path_factory.mktemp("stack"), between=proxies.between)
    try:
        system.start()
        yield system
    finally:
        system.stop()
