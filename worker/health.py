"""The worker's health check: 200 while its loop turns, 503 when it hangs."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STALE_S = 10.0


class Health:
    """Counts the time since `turned` was last set. `GET /health` on loopback; port 0 picks a free one."""

    def __init__(self, turned: threading.Event, port: int, stale_s: float = STALE_S) -> None:
        self._turned = turned
        self._stale_s = stale_s
        self._last = time.monotonic()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def start(self) -> None:
        threading.Thread(target=self._watch, name="turns", daemon=True).start()
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def is_well(self) -> bool:
        return time.monotonic() - self._last < self._stale_s

    def _watch(self) -> None:
        while True:
            self._turned.wait()
            self._turned.clear()
            self._last = time.monotonic()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        health = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                well = health.is_well and self.path == "/health"
                status = 200 if well else 404 if self.path != "/health" else 503
                body = json.dumps({"status": "ok" if well else "stalled"}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Health checks are not news."""

        return Answer
