"""The fault switch: makes the next calls of /v1 go wrong, and refunds fail afterwards, to show and to test what the
caller does then."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.orders.problems import problem

Mode = Literal["down", "slow", "html", "half", "error500", "after_commit_timeout"]
MODES = {
    "down": "503 with the code `unavailable`: nothing done",
    "slow": "waits `seconds`, then answers as ever",
    "html": "200 with a page instead of JSON: nothing done",
    "half": "done, but the connection ends in the middle of the answer",
    "error500": "500: nothing done",
    "after_commit_timeout": "done, but the answer comes `seconds` late",
}


class Fault(BaseModel):
    """`count`: for how many calls, None until told otherwise. `seconds`: how long the slow ones take."""

    model_config = ConfigDict(extra="forbid")
    mode: Mode | None
    count: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(ge=0, le=600)] = 30


@dataclass
class Switch:
    fault: Fault = field(default_factory=lambda: Fault(mode=None))

    def take(self) -> Fault:
        """The fault of this call, counted off."""
        fault = self.fault
        if fault.count is not None:
            left = fault.count - 1
            self.fault = fault.model_copy(update={"count": left}) if left else Fault(mode=None)
        return fault


router = APIRouter(prefix="/demo")


@router.post("/faults")
def set_fault(fault: Fault, request: Request) -> Fault:
    request.app.state.switch.fault = fault
    return fault


class FailedRefund(BaseModel):
    """Which refund fails: that of `key`, or the order's latest."""

    model_config = ConfigDict(extra="forbid")
    order: str
    key: str | None = None


@router.post("/refunds/fail", response_model=None)
def fail_refund(failed: FailedRefund, request: Request) -> dict[str, Any] | JSONResponse:
    """A bank sends the money back, days after the refund was made. The answer is the order as it is then."""
    try:
        document: dict[str, Any] = request.app.state.store.fail_refund(failed.order, failed.key)
    except ValueError as fault:
        return problem(404, "refund_not_found", str(fault))
    return document


class FaultMiddleware:
    """Applies the switch to /v1, its journal left out so that a test can always look at what was moved."""

    def __init__(self, app: ASGIApp, switch: Switch) -> None:
        self._app = app
        self._switch = switch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/v1/") or path == "/v1/journal":
            return await self._app(scope, receive, send)
        fault = self._switch.take()
        if fault.mode == "down":
            body = b'{"type":"about:blank","status":503,"code":"unavailable","detail":"down, as the demo was told"}'
            return await _answer(send, 503, "application/problem+json", body)
        if fault.mode == "html":
            return await _answer(send, 200, "text/html", b"<!doctype html><title>Maintenance</title>")
        if fault.mode == "error500":
            return await _answer(send, 500, "text/plain", b"Internal Server Error")
        if fault.mode == "slow":
            await asyncio.sleep(fault.seconds)
        if fault.mode == "after_commit_timeout":
            return await self._app(scope, receive, _late(send, fault.seconds))
        if fault.mode == "half":
            return await self._app(scope, receive, _halved(send))
        return await self._app(scope, receive, send)


async def _answer(send: Send, status: int, media_type: str, body: bytes) -> None:
    headers = [(b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _late(send: Send, seconds: float) -> Send:
    async def late(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return late


def _halved(send: Send) -> Send:
    async def halved(message: dict[str, Any] | Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": message["body"][: len(message["body"]) // 2]}
        await send(message)

    return halved
