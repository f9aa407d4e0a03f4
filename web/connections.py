"""Connections that send a request by and by, or never to its end, hold a place for seconds only, and not one of all.

uvicorn waits for ever for the rest of a request. A reverse proxy in front does this better, and not every installation
has one. Where one is, it keeps connections for the next request, and web must not close one that the proxy still uses:
the request that crosses with the closing would fail.
"""

import asyncio
import re
import resource
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web import files

KEPT_S = 75
"""How long a connection is kept for a next request: longer than a proxy keeps its own, nginx and Caddy 60 seconds."""
HEAD_S = 10.0
BODY_S = 30.0
UPLOAD_S = 180.0
"""A picture over a slow mobile network."""
RESERVED = 100
"""File descriptors that are for the database, logs, and calls of our own."""
MOST = 10_000


def most_connections() -> int:
    """As many as the system lets this process have, less what it needs itself."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else min(MOST, max(20, soft - RESERVED))


def protocol(
    *, head_s: float = HEAD_S, body_s: float = BODY_S, most: int | None = None, uploads: re.Pattern[str] = files.UPLOAD
) -> type[HttpToolsProtocol]:
    """uvicorn's own protocol with an end to waiting: for `http=` of its configuration.

    With `most` connections there, a further one takes the place of the one that has waited longest with half a request
    or between two; where all are being answered, the new one is closed.
    """
    limit = most_connections() if most is None else most
    waiting: dict[Any, None] = {}  # in the order in which they began to

    class Patient(HttpToolsProtocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if len(self.connections) > limit:
                next(iter(waiting), self)._late()
            if not transport.is_closing():
                self._wait_at_most(head_s)

        def connection_lost(self, exc: Exception | None) -> None:
            self._whole()
            super().connection_lost(exc)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            if self._deadline is None:  # on a connection that is used again
                self._wait_at_most(head_s)

        def on_headers_complete(self) -> None:
            super().on_headers_complete()
            self._wait_at_most(UPLOAD_S if uploads.fullmatch(self.scope["path"]) else body_s)

        def on_message_complete(self) -> None:
            self._whole()
            super().on_message_complete()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if self.timeout_keep_alive_task is not None:
                waiting[self] = None

        def _wait_at_most(self, seconds: float) -> None:
            self._whole()
            waiting[self] = None
            self._deadline = asyncio.get_running_loop().call_later(seconds, self._late)

        def _whole(self) -> None:
            waiting.pop(self, None)
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

        def _late(self) -> None:
            self._whole()
            self.transport.abort()

    return Patient
