"""A customer's client that does not give up: it sends the same again until it is taken, and notes what it heard."""

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx

PATIENCE_S = 300.0
"""Longer than any process takes to start, on a machine that is busy besides."""
AGAIN_S = 0.1
LATER = frozenset({408, 429, 500, 502, 503, 504})
_CONVERSATION = re.compile(r"/v1/conversations/(cv_\w+)/(messages|events)")

Sending = Callable[[dict[str, Any]], None]


class Transcript:
    """A file of JSON lines, as `amends verify --transcripts` reads it. Threads may share it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        file.touch()

    def heard(self, conversation: str, event: dict[str, Any]) -> None:
        self._write({"conversation": conversation, "event": event})

    def canary(self, conversation: str, word: str) -> None:
        """A word of this customer's alone."""
        self._write({"conversation": conversation, "canary": word})

    def _write(self, line: dict[str, Any]) -> None:
        with self._lock, self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Persistent(httpx.BaseTransport):
    """Tries again what met no answer, or one that says later; a message under the same `client_id`. `acknowledged` is
    called with each message that was taken, before its client hears of it; `errors` counts the tries that failed. Each
    try goes to the next of `ports`."""

    def __init__(
        self, transcript: Transcript, ports: Sequence[int], acknowledged: Callable[[], None] = lambda: None
    ) -> None:
        self._inner = httpx.HTTPTransport(verify=False, trust_env=False)
        self._transcript = transcript
        self._ports = cycle(ports)
        self._acknowledged = acknowledged
        self.errors = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        until = time.monotonic() + PATIENCE_S
        while True:
            request.url = request.url.copy_with(port=next(self._ports))
            try:
                response = self._inner.handle_request(request)
                response.read()
            except httpx.TransportError:
                self.errors += 1
                if time.monotonic() > until:
                    raise
            else:
                if response.status_code not in LATER or time.monotonic() > until:
                    return self._noted(request, response)
                self.errors += 1
            time.sleep(AGAIN_S)

    def close(self) -> None:
        self._inner.close()

    def _noted(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        place = _CONVERSATION.match(request.url.path)
        if place is None or response.is_error:
            return response
        conversation, what = place.groups()
        document = json.loads(response.content)
        for event in [document] if what == "messages" else document["events"]:
            self._transcript.heard(conversation, event)
        if what == "messages":
            self._acknowledged()
        return response
