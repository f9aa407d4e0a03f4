"""The way to the dialogue server's signed inbox. Anything but a well-formed answer means: the turn did not happen.

The server answers the same turn twice with the same replies, so a lost answer costs nothing. Both sides sign, with the
same secret: what comes from elsewhere than our Rasa is no answer.
"""

import asyncio
import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    TCPConnector,
)

from amends import tracing
from amends.conversations import shards
from amends.conversations.delivery import Reply
from amends.conversations.due_turns import Due
from amends.errors import DialogueRefused, DialogueUnavailable
from rasa_addons.signing import HEADER, sign, verify_answer

INBOX = "/webhooks/amends/turn"
TIMEOUT_S = 20.0
CONNECT_S = 2.0
"""A server that takes no connection for so long is passed over, where there is another."""
KEPT_S = 3.0
"""Shorter than Sanic keeps an idle connection, which is 5 s: none is used that the other side is just closing."""
FINAL = (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class Dialogue(Protocol):
    """What answers a turn: RasaInbox, or a test's stand-in."""

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """The replies, in order. DialogueUnavailable: the turn did not happen; DialogueRefused: it never will."""
        ...

    async def close(self) -> None:
        """Let go of connections, when the loop ends that asked."""
        ...


@dataclass(frozen=True)
class _Answer:
    url: str
    status: int
    signature: str
    content: bytes


class RasaInbox:
    """`urls` are those of Rasa servers, with commas between; `secret` is what both sides sign with; `timeout_s`
    bounds a whole turn. For one loop at a time.

    A conversation goes to one server for as long as that one can be reached, which then knows it already; any other
    begins it anew from our database, so that the next takes its turns meanwhile.
    """

    def __init__(self, urls: str, secret: str, timeout_s: float = TIMEOUT_S) -> None:
        self._urls = tuple(url.strip().rstrip("/") + INBOX for url in urls.split(","))
        self._secret = secret
        self._timeout_s = timeout_s
        self._http: ClientSession | None = None

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """Send one turn, signed at the instant `at`."""
        body = json.dumps(_as_json(due)).encode()
        signature = sign(self._secret, body, int(at.timestamp()))
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._posted(shards.order(self._urls, due.conversation_id), body, signature)
        except TimeoutError:
            raise DialogueUnavailable(f"no answer within {self._timeout_s:g} s") from None
        except ClientError as fault:
            raise DialogueUnavailable(f"{type(fault).__name__}: {fault}") from fault
        if answer.status in FINAL:
            raise DialogueRefused(f"status {answer.status}")
        if answer.status != HTTPStatus.OK:
            raise DialogueUnavailable(f"status {answer.status}")
        if not verify_answer(self._secret, answer.signature, signature, answer.content):
            raise DialogueUnavailable(f"the answer is not signed by our Rasa: {answer.url}")
        return _replies(answer.content)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    def _session(self) -> ClientSession:
        if self._http is None:
            connector = TCPConnector(keepalive_timeout=KEPT_S)
            self._http = ClientSession(connector=connector, timeout=ClientTimeout(total=self._timeout_s))
        return self._http

    async def _posted(self, urls: Sequence[str], body: bytes, signature: str) -> _Answer:
        """By the first of `urls` that takes a connection."""
        *others, last = urls
        for url in others:
            with contextlib.suppress(ClientConnectorError, ConnectionTimeoutError):
                return await self._post(url, body, signature, CONNECT_S)
        return await self._post(last, body, signature)

    async def _post(self, url: str, body: bytes, signature: str, connect_s: float | None = None) -> _Answer:
        headers = {"Content-Type": "application/json", HEADER: signature}
        within = ClientTimeout(total=self._timeout_s, sock_connect=connect_s)
        asked = self._session().post(url, data=body, headers=headers, allow_redirects=False, timeout=within)
        async with asked as answer:
            return _Answer(url, answer.status, answer.headers.get(HEADER, ""), await answer.read())


def _as_json(due: Due) -> dict[str, Any]:
    traced = {} if (told := tracing.current()) is None else {"traceparent": told}
    return {
        **traced,
        "conversation": due.conversation_id,
        "turn": str(due.event_id),
        "text": due.text,
        "payload": due.payload,
        "merchant": due.merchant,
        "language": due.language,
        "sent_at": due.sent_at.isoformat(),
    }


def _replies(content: bytes) -> list[Reply]:
    try:
        replies = [_reply(entry) for entry in json.loads(content)["replies"]]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DialogueUnavailable("the answer is not in the agreed shape") from fault
    return [reply for reply in replies if reply.text or reply.buttons or reply.data]


def _reply(entry: dict[str, Any]) -> Reply:
    text = entry.get("text") or ""
    data = entry.get("custom") or None
    if not isinstance(text, str) or not isinstance(data, dict | None):
        raise TypeError("text is a string and custom an object")
    buttons = tuple((str(button["title"]), str(button["payload"])) for button in entry.get("buttons") or ())
    return Reply(text=text, buttons=buttons, data=data)
