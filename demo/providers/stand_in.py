"""What the stand-ins have in common: a server, faults on demand, signed calls, and what the customer's phone shows."""

import asyncio
import json
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from amends.channels.received import Call

DELIVERY_S = 30.0
NOBODY = 0
"""The status of a delivery that met no answer."""
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Fault(StrEnum):
    """What the next calls run into, instead of being carried out."""

    FLOOD = "flood"
    REFUSED = "refused"
    DOWN = "down"
    SLOW = "slow"
    PAGE = "page"


@dataclass(frozen=True)
class Choice:
    token: str
    title: str


@dataclass(frozen=True)
class Sent:
    """One message of ours as the phone shows it; that of a file has its name as text. `raw` is the request as it came,
    `file` what was sent."""

    id: str
    address: str
    text: str
    choices: tuple[Choice, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)
    file: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Hook:
    """A call of the provider's, signed. It may be delivered as often as one likes."""

    body: bytes
    headers: Mapping[str, str]

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.body)
        return document

    def call(self, at: datetime, url: str = "https://shop.example.com/hook") -> Call:
        """As the web process hands it to a channel."""
        return Call("POST", url, dict(self.headers), self.body, at)


class Refusal(Exception):
    """The provider's no, in its own shape."""

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        self.status, self.document = status, document
        super().__init__(str(document))


class StandIn(ABC):
    """`url` is where it answers, once it is started; `hook_url` is where it delivers, and nothing is delivered while
    that is empty. `sent` and `typing` are what arrived on phones, `statuses` what deliveries were answered with."""

    def __init__(self) -> None:
        self.url = ""
        self.hook_url = ""
        self.sent: list[Sent] = []
        self.typing: list[str] = []
        self.statuses: list[int] = []
        self.lock = threading.RLock()
        self.app = Starlette(routes=[Route("/{path:path}", self._respond, methods=METHODS)])
        self._faults: list[tuple[Fault, float]] = []
        self._server: uvicorn.Server | None = None

    @abstractmethod
    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        """One call, carried out; Refusal for what the provider would refuse."""

    @abstractmethod
    def flood(self, seconds: float) -> Response:
        """How it asks for patience."""

    @abstractmethod
    def refusal(self) -> Response:
        """How it says that the customer cannot be reached any more."""

    def sent_to(self, address: str) -> list[Sent]:
        with self.lock:
            return [each for each in self.sent if each.address == address]

    def fail(self, fault: Fault | str, times: int = 1, seconds: float = 3.0) -> None:
        """The next calls run into `fault`. `seconds`: how long the patience or the silence lasts."""
        with self.lock:
            self._faults += [(Fault(fault), seconds)] * times

    def put_in(self, _url: str) -> bool:
        """What is clicked at the provider once a channel is added; whether it calls the channel now. Most are told the
        address by a call of ours, and nothing is left to click."""
        return bool(self.hook_url)

    def deliver(self, hook: Hook, url: str = "") -> int | None:
        """Calls the webhook. The status that it answers; None where there is none to call."""
        if not (url := url or self.hook_url):
            return None
        try:
            with httpx.Client(timeout=DELIVERY_S, trust_env=False) as client:
                status = client.post(url, content=hook.body, headers=dict(hook.headers)).status_code
        except httpx.TransportError:
            status = NOBODY
        self.statuses.append(status)
        return status

    def start(self, port: int = 0) -> Self:
        """Serves on loopback, in a thread."""
        listener = socket.create_server(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(self.app, log_level="critical", lifespan="off", timeout_graceful_shutdown=0)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the stand-in did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        if self._server is not None:
            self._server.should_exit = True
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def _respond(self, request: Request) -> Response:
        body = await request.body()
        with self.lock:
            fault, seconds = self._faults.pop(0) if self._faults else (None, 0.0)
        match fault:
            case Fault.FLOOD:
                return self.flood(seconds)
            case Fault.REFUSED:
                return self.refusal()
            case Fault.DOWN:
                return PlainTextResponse("Bad Gateway", 502)
            case Fault.PAGE:
                return Response("<!doctype html><title>Maintenance</title>", media_type="text/html")
            case Fault.SLOW:
                await asyncio.sleep(seconds)
        try:
            return await self.answer(request, request.path_params["path"], body)
        except Refusal as refusal:
            return JSONResponse(refusal.document, refusal.status)


def faults_of(validator: Any, document: Any) -> str:
    """What breaks the schema, in one line; empty where nothing does."""
    found = [
        f"{'.'.join(str(step) for step in error.instance_path)}: {error.message}"
        for error in validator.iter_errors(document)
    ]
    return "; ".join(found)
