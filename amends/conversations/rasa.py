"""The way to the dialogue server's signed inbox. Anything but a well-formed answer means: the turn did not happen.

The server answers the same turn twice with the same replies, so a lost answer costs nothing. Both sides sign, with the
same secret: what comes from elsewhere than our Rasa is no answer.
"""

import asyncio
import contextlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import httpx

from amends import tracing
from amends.conversations import shards
from amends.conversations.delivery import Reply
from amends.conversations.turns import Due
from amends.errors import DialogueRefused, DialogueUnavailable
from rasa_addons.signing import HEADER, sign, verify_answer

INBOX = "/webhooks/amends/turn"
TIMEOUT_S = 20.0
CONNECT_S = 2.0
"""A server that takes no connection for so long is passed over, where there is another."""
FINAL = (httpx.codes.BAD_REQUEST, httpx.codes.REQUEST_ENTITY_TOO_LARGE)


class Dialogue(Protocol):
    """What answers a turn: RasaInbox, or a test's stand-in."""

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """The replies, in order. DialogueUnavailable: the turn did not happen; DialogueRefused: it never will."""
        ...


class RasaInbox:
    """`urls` are those of Rasa servers, with commas between; `secret` is what both sides sign with; `timeout_s`
    bounds a whole turn.

    A conversation goes to one server for as long as that one can be reached, which then knows it already; any other
    begins it anew from our database, so that the next takes its turns meanwhile.
    """

    def __init__(self, urls: str, secret: str, http: httpx.AsyncClient, timeout_s: float = TIMEOUT_S) -> None:
        self._urls = tuple(url.strip().rstrip("/") + INBOX for url in urls.split(","))
        self._secret = secret
        self._http = http
        self._timeout_s = timeout_s

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """Send one turn, signed at the instant `at`."""
        body = json.dumps(_as_json(due)).encode()
        signature = sign(self._secret, body, int(at.timestamp()))
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._posted(shards.order(self._urls, due.conversation_id), body, signature)
        except TimeoutError:
            raise DialogueUnavailable(f"no answer within {self._timeout_s:g} s") from None
        except httpx.HTTPError as fault:
            raise DialogueUnavailable(f"{type(fault).__name__} at {fault.request.url}") from fault
        if response.status_code in FINAL:
            raise DialogueRefused(f"status {response.status_code}")
        if response.status_code != httpx.codes.OK:
            raise DialogueUnavailable(f"status {response.status_code}")
        if not verify_answer(self._secret, response.headers.get(HEADER, ""), signature, response.content):
            raise DialogueUnavailable(f"the answer is not signed by our Rasa: {response.url}")
        return _replies(response)

    async def _posted(self, urls: Sequence[str], body: bytes, signature: str) -> httpx.Response:
        """By the first of `urls` that takes a connection."""
        headers = {"Content-Type": "application/json", HEADER: signature}
        *others, last = urls
        for url in others:
            with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await self._http.post(url, content=body, headers=headers, timeout=self._timeout(CONNECT_S))
        return await self._http.post(last, content=body, headers=headers, timeout=self._timeout())

    def _timeout(self, connect_s: float | None = None) -> httpx.Timeout:
        return httpx.Timeout(self._timeout_s, connect=connect_s or self._timeout_s)


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


def _replies(response: httpx.Response) -> list[Reply]:
    try:
        replies = [_reply(entry) for entry in response.json()["replies"]]
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
