"""Runs an ASGI application as a real HTTP server on a free port of loopback, in a thread of the test."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
import uvicorn.server

ENDS_WITHIN_S = 60
"""It ends what has failed already."""


class _Watchful:
    """asyncio for uvicorn, which looks ten times a second whether it is to stop, and whether all is over: hundreds of
    servers of the tests would wait for that three times each."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)


uvicorn.server.asyncio = _Watchful()  # type: ignore[assignment, attr-defined]


class Serving:
    """Started when it is made, with more of uvicorn's configuration. `url` has no slash at its end."""

    def __init__(self, app: Any, **config: Any) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, proxy_headers=False, **config)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(ENDS_WITHIN_S)
        assert not self._thread.is_alive()


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The URL of `app`, while the block runs."""
    server = Serving(app)
    try:
        yield server.url
    finally:
        server.stop()
