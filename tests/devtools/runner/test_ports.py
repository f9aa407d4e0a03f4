"""Ports are looked at before anything is started."""

import socket
from pathlib import Path

import pytest

from amends.errors import CannotRun
from amends.settings import Settings
from devtools.runner import ports
from devtools.runner.table import processes
from tests.ports import free_ports

PORTS = (
    "web_port", "orders_port", "rasa_port", "worker_port", "mailbox_port", "actions_port", "smtp_port", "phones_port",
)  # fmt: skip


@pytest.fixture
def chosen() -> dict[str, int]:
    return dict(zip(PORTS, free_ports(len(PORTS)), strict=True))


def test_free_ports_pass(chosen):
    settings = Settings(**chosen)
    ports.check(settings, processes(settings, Path("models/x.tar.gz")))


@pytest.mark.parametrize("name", PORTS)
def test_a_taken_port_is_named_with_its_setting(chosen, name):
    settings = Settings(**chosen)
    refused = pytest.raises(CannotRun, match=rf"Port {chosen[name]} .* AMENDS_{name.upper()}=")
    with socket.create_server(("127.0.0.1", chosen[name])), refused:
        ports.check(settings, processes(settings, Path("models/x.tar.gz")))


def test_one_port_for_two_processes_is_refused(chosen):
    settings = Settings(**chosen | {"web_port": chosen["orders_port"]})
    with pytest.raises(CannotRun, match="AMENDS_WEB_PORT and AMENDS_ORDERS_PORT are both"):
        ports.check(settings, processes(settings, Path("models/x.tar.gz")))
