"""The way to the dialogue server's signed inbox. Anything but a well-formed answer means: the turn did not happen.

The server answers the same turn twice with the same replies, so a lost answer costs nothing.
"""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from amends.conversations.delivery import Reply
from amends.conversations.turns import Due
from amends.errors import DialogueRefused, DialogueUnavailable
from rasa_addons.signing import HEADER, sign

INBOX = "/webhooks/amends/turn"
TIMEOUT_S = 20.0
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


class RasaInbox:
    """`url` is the Rasa server's, `secret` what both sides sign with; `timeout_s` bounds a whole turn. For one loop at
    a time."""

    def __init__(self, url: str, secret: str, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url.rstrip("/") + INBOX
        self._secret = secret
        self._timeout_s = timeout_s
        self._http: ClientSession | None = None

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """Send one turn, signed at the instant `at`."""
        body = json.dumps(_as_json(due)).encode()
        headers = {"Content-Type": "application/json", HEADER: sign(self._secret, body, int(at.timestamp()))}
        try:
            async with self._session().post(self._url, data=body, headers=headers, allow_redirects=False) as response:
                status, content = response.status, await response.read()
        except TimeoutError:
            raise DialogueUnavailable(f"no answer within {self._timeout_s:g} s") from None
        except ClientError as fault:
            raise DialogueUnavailable(f"{type(fault).__name__} at {self._url}") from fault
        if status in FINAL:
            raise DialogueRefused(f"status {status}")
        if status != HTTPStatus.OK:
            raise DialogueUnavailable(f"status {status}")
        return _replies(content)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    def _session(self) -> ClientSession:
        if self._http is None:
            connector = TCPConnector(keepalive_timeout=KEPT_S)
            self._http = ClientSession(connector=connector, timeout=ClientTimeout(total=self._timeout_s))
        return self._http


def _as_json(due: Due) -> dict[str, Any]:
    return {
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
