"""A server that answers each connection as the next step of its script says, byte for byte."""

import json
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

Step = Callable[[socket.socket, threading.Event], None]


def answer(
    status: int, body: bytes | Any, media_type: str = "application/json", length: int | None = None, extra: str = ""
) -> Step:
    """A whole answer; `length` lies about its length."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\nContent-Length: {length or len(raw)}\r\n{extra}\r\n"
    return lambda connection, _over: connection.sendall(head.encode() + raw)


def problem(status: int, code: str, extra: str = "") -> Step:
    return answer(status, {"code": code, "detail": code}, "application/problem+json", extra=extra)


def silence(_connection: socket.socket, over: threading.Event) -> None:
    over.wait()


def drip(head: bytes) -> Step:
    """`head`, and then a byte every 20 ms for as long as anyone listens."""

    def step(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head)
        while not over.wait(0.02):
            connection.sendall(b"x")

    return step


def reset(connection: socket.socket, _over: threading.Event) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def hang_up(_connection: socket.socket, _over: threading.Event) -> None:
    return


class ScriptedServer:
    """The last step answers all further connections. `requests` has what came in, whole."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.requests: list[bytes] = []
        self._steps = list(steps)
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return  # closed: the test is over
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                self.requests.append(_request(connection))
            except ConnectionError:
                return  # it never sent a whole request
            step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
            try:
                step(connection, self._over)
            except OSError:
                return  # the client went away, as it may


def _request(connection: socket.socket) -> bytes:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += _some(connection)
    head, _, body = raw.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    wanted = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < wanted:
        body += _some(connection)
    return head + b"\r\n\r\n" + body


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("closed in the middle of a request")
    return received
