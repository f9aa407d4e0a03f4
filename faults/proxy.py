"""Stands between two processes of the system, passes everything on, and breaks the calls that it is told to.

It speaks HTTP/1.1 with one request a connection, on loopback, in a thread of its own.
"""

import asyncio
import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Self

from faults.answers import Answer, read_answer

PATIENCE_S = 120.0
"""Nobody of ours waits that long for an answer."""


@dataclass(frozen=True)
class Asked:
    """One request. `raw` is all of it, as it goes on."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    raw: bytes


@dataclass
class Rule:
    """Breaks the next `times` calls that `fits`, by `fault`. `broken` counts those that it broke, `hit` is set by the
    first."""

    fits: Callable[[Asked], bool]
    fault: Callable[["Broken"], Coroutine[None, None, None]]
    times: int = 1
    broken: int = 0
    hit: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Broken:
    """One call under a fault."""

    asked: Asked
    proxy: "Proxy"
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def forward(self) -> Answer:
        """Ask whoever is asked; what they answered. OSError where they do not."""
        return await self.proxy.ask(self.asked)

    async def send(self, answer: bytes) -> None:
        self.writer.write(answer)
        await self.writer.drain()

    def reset(self) -> None:
        """End the connection with a TCP reset."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def gone(self) -> None:
        """Wait until the caller has gone."""
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self.reader.read()


class Proxy:
    """Started when it is made, on a free port. `upstreams` are the ports of those who are really asked: of several each
    in its turn, and another one where that one takes no connection."""

    def __init__(self, *upstreams: int) -> None:
        self.upstreams = upstreams
        self._asked = 0
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._server: asyncio.Server
        self._loop = asyncio.new_event_loop()
        listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._serve, args=(listener,), daemon=True, name="fault proxy")
        self._ready = threading.Event()
        self._thread.start()
        self._ready.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Calls that are under way are dropped."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def add(self, rule: Rule) -> Rule:
        """From now on, before what was added earlier."""
        with self._lock:
            self._rules.insert(0, rule)
        return rule

    def remove(self, rule: Rule) -> None:
        with self._lock, contextlib.suppress(ValueError):
            self._rules.remove(rule)

    async def ask(self, asked: Asked) -> Answer:
        """Pass a request on."""
        reader, writer = await self._upstream()
        try:
            writer.write(asked.raw)
            await writer.drain()
            return await read_answer(reader)
        finally:
            writer.close()

    async def _upstream(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._asked += 1
        for at in range(len(self.upstreams) - 1):
            with contextlib.suppress(ConnectionRefusedError):
                return await asyncio.open_connection("127.0.0.1", self._turn(at))
        return await asyncio.open_connection("127.0.0.1", self._turn(-1))

    def _turn(self, at: int) -> int:
        return self.upstreams[(self._asked + at) % len(self.upstreams)]

    async def shut(self, seconds: float) -> None:
        """Nobody listens for so long: connections are refused. Nothing more happens where nobody does already."""
        if not self._server.is_serving():
            return
        self._server.close()
        await asyncio.sleep(seconds)
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)

    def _serve(self, listener: socket.socket) -> None:
        asyncio.set_event_loop(self._loop)

        async def start() -> None:
            self._server = await asyncio.start_server(self._connected, sock=listener)
            self._ready.set()

        self._loop.run_until_complete(start())
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._server.close()
        self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            asked = await _read(reader)
            rule = self._chosen(asked)
            if rule is None:
                answer = await self.ask(asked)
                writer.write(answer.raw)
                await writer.drain()
            else:
                rule.hit.set()
                await rule.fault(Broken(asked, self, reader, writer))
        with contextlib.suppress(OSError):
            writer.close()

    def _chosen(self, asked: Asked) -> Rule | None:
        with self._lock:
            for rule in self._rules:
                if rule.broken < rule.times and rule.fits(asked):
                    rule.broken += 1
                    return rule
        return None


class Proxies:
    """One before the order system and one before the action server; `between` is for the Stack."""

    def __init__(self) -> None:
        self._by_name: dict[str, Proxy] = {}

    def between(self, name: str, port: int) -> str:
        """Starts the proxy before that port; its address."""
        self._by_name[name] = Proxy(port)
        return self._by_name[name].url

    def __getitem__(self, name: str) -> Proxy:
        return self._by_name[name]

    def stop(self) -> None:
        for proxy in self._by_name.values():
            proxy.stop()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, path, _version = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    kept = [line for line in lines if not re.match(r"(?i)(connection|keep-alive):", line)]
    raw = "\r\n".join([first, *kept, "Connection: close", "", ""]).encode("latin-1") + body
    return Asked(method, path, headers, body, raw)


def json_of(asked: Asked) -> dict[str, object]:
    """The request's body, empty where it is no JSON object."""
    try:
        found = json.loads(asked.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
