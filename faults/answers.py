"""Answers of HTTP as bytes: read whole, and made."""

import asyncio
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """`head` ends with the blank line."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.head + self.body

    def with_body(self, body: bytes) -> bytes:
        """The same with another body, of whatever length."""
        lines = [line for line in self.head.split(b"\r\n") if line and not line.lower().startswith(b"content-length:")]
        return b"\r\n".join([*lines, b"Content-Length: " + str(len(body)).encode(), b"", b""]) + body


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """One answer, whose connection ends with it."""
    head = await reader.readuntil(b"\r\n\r\n")
    return Answer(head, await reader.read())


def made(status: str, body: bytes, media_type: str = "application/json", *more: str) -> bytes:
    """`status` is the code with its phrase; `more` are header lines."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *more,
        "",
        "",
    ]
    return "\r\n".join(lines).encode("latin-1") + body


def problem(status: str, code: str, *more: str) -> bytes:
    """A refusal as docs/order-backend.yaml has it."""
    body = {"type": "about:blank", "status": int(status[:3]), "code": code, "detail": "as the run was told"}
    return made(status, json.dumps(body).encode(), "application/problem+json", *more)
