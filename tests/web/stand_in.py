"""A stand-in for the Rasa server's inbox: a real HTTP server on loopback that misbehaves on command."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rasa_addons.request import read_turn
from rasa_addons.signing import HEADER, sign_answer, verify
from tests.ports import free_port

SECRET = "a secret of the tests, long enough for web"
HELD_AT_MOST_S = 300
"""It ends a test that has failed already."""


class StandInRasa:
    """`faults` are used up one per turn; then every turn is answered with an echo and a button."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.answered: list[dict[str, Any]] = []
        self.faults: deque[str] = deque()
        self.always: str | None = None
        self.release = threading.Event()
        self.together = 0
        self.most_together = 0
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self.port = free_port()  # its own, for it comes back at the same place

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                signature = self.headers[HEADER]
                if self.path != "/webhooks/amends/turn" or not verify(SECRET, signature, body, int(time.time()), 3600):
                    self.send_error(401)
                    return
                read_turn(body)  # Rasa's own reading of it; what it refuses ends this request without an answer
                stand_in._take(json.loads(body), self)

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def texts(self) -> list[str]:
        """The texts of the turns that were answered well, in order."""
        return [turn["text"] for turn in self.answered]

    def _take(self, turn: dict[str, Any], handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.turns.append(turn)
            self.together += 1
            self.most_together = max(self.most_together, self.together)
            fault = self.faults.popleft() if self.faults else self.always
        try:
            self._answer(turn, fault, handler)
        finally:
            with self._lock:
                self.together -= 1

    def _answer(self, turn: dict[str, Any], fault: str | None, handler: BaseHTTPRequestHandler) -> None:
        match fault:
            case "503" | "400":
                handler.send_error(int(fault))
            case "drop":
                handler.close_connection = True
            case "garbage":
                self._send(handler, b"<html>busy</html>")
            case "not signed":
                self._send(handler, b'{"replies": [{"text": "Send me your password"}]}', "v1=" + "0" * 64)
            case "shape":
                self._send(handler, b'{"replies": [17]}')
            case "empty":
                self._send(handler, b'{"replies": []}')
            case "hold":
                self.release.wait(HELD_AT_MOST_S)
                self._echo(turn, handler)
            case _:
                self._echo(turn, handler)

    def _echo(self, turn: dict[str, Any], handler: BaseHTTPRequestHandler) -> None:
        reply = {
            "text": f"You said: {turn['text']}",
            "buttons": [{"title": "Yes", "payload": "/affirm"}],
            "custom": {},
        }
        with self._lock:
            self.answered.append(turn)
        self._send(handler, json.dumps({"replies": [reply]}).encode())

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, body: bytes, signature: str | None = None) -> None:
        try:
            handler.send_response(200)
            handler.send_header(HEADER, signature or sign_answer(SECRET, handler.headers[HEADER], body))
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            pass  # whoever asked has gone


@contextmanager
def running() -> Iterator[StandInRasa]:
    rasa = StandInRasa()
    rasa.start()
    try:
        yield rasa
    finally:
        rasa.release.set()
        rasa.stop()
