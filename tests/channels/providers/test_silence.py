"""Whoever sets a channel up reads in plain words why its provider gave no answer."""

import socket
import threading
from contextlib import contextmanager

import httpx
import pytest

from amends.channels.connecting import explained
from amends.channels.errors import ChannelUnavailable
from amends.channels.providers import calling
from tests.ports import free_port


@contextmanager
def listening(answer):
    """Takes connections, and does `answer` with each."""

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            answer(connection)

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def said(url):
    with httpx.Client(trust_env=False) as client, pytest.raises(ChannelUnavailable) as fault:
        calling.exchange(client, "GET", url, who="Telegram", seconds=1.0)
    return str(fault.value)


def test_a_name_that_nobody_has():
    def unknown(_request):
        raise httpx.ConnectError("bot1:secret") from socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with httpx.Client(transport=httpx.MockTransport(unknown)) as client, pytest.raises(ChannelUnavailable) as fault:
        calling.exchange(client, "GET", "https://api.telegram.org/bot1:secret/getMe", who="Telegram")
    assert str(fault.value) == "Telegram gave no answer: its name is not known here"


def test_a_port_on_which_nobody_listens():
    assert said(f"http://127.0.0.1:{free_port()}/") == "Telegram gave no answer: nobody listens there"


def test_a_server_that_is_silent():
    kept = []
    with listening(kept.append) as port:
        assert said(f"http://127.0.0.1:{port}/") == "Telegram gave no answer: it took too long"


def test_a_server_that_hangs_up():
    with listening(lambda connection: connection.close()) as port:
        assert said(f"http://127.0.0.1:{port}/") == "Telegram gave no answer: the connection broke off"


def test_a_server_that_speaks_no_tls():
    def plain(connection):
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()

    with listening(plain) as port:
        assert said(f"https://127.0.0.1:{port}/") in {
            "Telegram gave no answer: it does not speak TLS there",
            "Telegram gave no answer: the connection broke off",
        }


def test_the_command_says_where_to_look():
    assert explained(ChannelUnavailable("Telegram gave no answer: it took too long")) == (
        "Telegram gave no answer: it took too long. Look at the way from this machine to the provider, and try again."
    )
