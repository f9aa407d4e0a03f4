"""The worker's health check: 200 while each of its loops turns, 503 when one hangs or fails, and which. `/live` is 503
only where one hangs or has ended, which is when a new process helps."""

import json
import socket
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from amends.errors import DatabaseUnavailable
from amends.settings_inside import LOOPBACK
from rasa_addons.loops import Loop, report
from worker import metrics


class Quiet(ThreadingHTTPServer):
    """A request that breaks off costs nobody anything: not even a line on a standard error that may be full."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Quiet6(Quiet):
    address_family = socket.AF_INET6


def _listening(host: str) -> type[Quiet]:
    return Quiet6 if ":" in host else Quiet


class Health:
    """Asks these loops how they are. `GET /health` at `host`, and `GET /metrics`, which `metrics` writes; port 0 is a
    free one."""

    def __init__(self, loops: Sequence[Loop], port: int, metrics: Callable[[], bytes], host: str = LOOPBACK) -> None:
        self._loops = loops
        self._metrics = metrics
        self._server = _listening(host)((host, port), self._handler())
        self.port: int = self._server.server_address[1]

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def is_well(self) -> bool:
        return all(loop.is_well for loop in self._loops)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        health = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                match self.path:
                    case "/health":
                        well, loops = health.is_well, report(health._loops)
                        body = json.dumps({"status": "ok" if well else "failing", "loops": loops}).encode()
                        self._send(200 if well else 503, "application/json", body)
                    case "/live":
                        alive = all(loop.is_alive for loop in health._loops)
                        body = json.dumps({"status": "ok" if alive else "failing"}).encode()
                        self._send(200 if alive else 503, "application/json", body)
                    case "/metrics":
                        try:
                            self._send(200, metrics.CONTENT_TYPE, health._metrics())
                        except DatabaseUnavailable:
                            self._send(503, "text/plain", b"the database does not answer\n")
                    case _:
                        self._send(404, "text/plain", b"")

            def _send(self, status: int, media_type: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Health checks are not news."""

        return Answer
