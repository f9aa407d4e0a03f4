"""The guard of tests/conftest.py itself."""

import socket
import urllib.request

import pytest


def test_a_look_up_fails_the_test():
    with pytest.raises(pytest.fail.Exception, match=r"reaches out to 'example\.com'"):
        urllib.request.urlopen("http://example.com/", timeout=1)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_a_connection_by_number_fails_the_test(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as out, pytest.raises(pytest.fail.Exception, match="reaches out"):
        out.connect(address)


def test_this_machine_is_near():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as near:
        assert near.getpeername() == server.getsockname()
