"""The way to the dialogue server's signed inbox. Anything but a well-formed answer means: the turn did not happen.

The server answers the same turn twice with the same replies, so a lost answer costs nothing.
"""

import asyncio
import json
from datetime import datetime
from typing import Any, Protocol

import httpx

from amends import tracing
from amends.conversations.delivery import Reply
from amends.conversations.turns import Due
from amends.errors import DialogueRefused, DialogueUnavailable
from rasa_addons.signing import HEADER, sign

INBOX = "/webhooks/amends/turn"
TIMEOUT_S = 20.0
FINAL = (httpx.codes.BAD_REQUEST, httpx.codes.REQUEST_ENTITY_TOO_LARGE)


class Dialogue(Protocol):
    """What answers a turn: RasaInbox, or a test's stand-in."""

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """The replies, in order. DialogueUnavailable: the turn did not happen; DialogueRefused: it never will."""
        ...


class RasaInbox:
    """`url` is the Rasa server's, `secret` what both sides sign with; `timeout_s` bounds a whole turn."""

    def __init__(self, url: str, secret: str, http: httpx.AsyncClient, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url.rstrip("/") + INBOX
        self._secret = secret
        self._http = http
        self._timeout_s = timeout_s

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        """Send one turn, signed at the instant `at`."""
        body = json.dumps(_as_json(due)).encode()
        headers = {"Content-Type": "application/json", HEADER: sign(self._secret, body, int(at.timestamp()))}
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._http.post(self._url, content=body, headers=headers, timeout=self._timeout_s)
        except TimeoutError:
            raise DialogueUnavailable(f"no answer within {self._timeout_s:g} s") from None
        except httpx.HTTPError as fault:
            raise DialogueUnavailable(f"{type(fault).__name__} at {self._url}") from fault
        if response.status_code in FINAL:
            raise DialogueRefused(f"status {response.status_code}")
        if response.status_code != httpx.codes.OK:
            raise DialogueUnavailable(f"status {response.status_code}")
        return _replies(response)


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
