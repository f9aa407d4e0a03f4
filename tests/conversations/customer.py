"""A customer at the chat window: says things, presses buttons, reads what comes back. Over web's public API only."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

ANSWERED_WITHIN_S = 300.0


@dataclass(frozen=True)
class Line:
    """One entry of the log, as the customer reads it: who wrote it, the words, the titles of its buttons."""

    author: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(title for title, _token in self.buttons)


class Customer:
    """One conversation. `lines` is everything so far, the customer's own words too."""

    def __init__(
        self, url: str, merchant: str, language: str | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._client = httpx.Client(base_url=url, timeout=120.0, trust_env=False, verify=False, transport=transport)
        body = {"merchant": merchant} | ({"language": language} if language else {})
        opened = self._client.post("/v1/conversations", json=body).raise_for_status().json()
        self.id: str = opened["id"]
        self.secret: str = opened["secret"]
        self._client.headers["Authorization"] = f"Bearer {self.secret}"
        self._seen = 0
        self.lines: list[Line] = []
        self.read()

    def say(self, text: str, *, times: int = 1) -> list[Line]:
        """Send a message, `times` over as the same message (a client that lost the answer), and wait for the reply."""
        self.send(text, times=times)
        return self.reply()

    def send(self, text: str, *, times: int = 1) -> None:
        """Send without waiting for the reply."""
        message = {"text": text, "client_id": uuid4().hex}
        for _ in range(times):
            self.post(message)

    def press(self, title: str) -> list[Line]:
        """Press the newest button of that title, however old it is, and wait for the reply."""
        offered = [button for line in self.lines for button in line.buttons if button[0] == title]
        assert offered, f"no button {title!r}; the last are {self._last_titles()}"
        self.post({"token": offered[-1][1]})
        return self.reply()

    def photo(self, raw: bytes, caption: str) -> list[Line]:
        """Say some words, send a picture after what they are answered, and wait for the reply."""
        answered = self.say(caption)
        given, file = {"client_id": uuid4().hex}, {"file": ("photo.jpg", raw)}
        self._client.post(f"/v1/conversations/{self.id}/files", data=given, files=file).raise_for_status()
        return [*answered, *self.reply()]

    def reply(self) -> list[Line]:
        """What was written since the last look, once nothing is owed any more."""
        before = len(self.lines)
        until = time.monotonic() + ANSWERED_WITHIN_S
        while self.read():
            assert time.monotonic() < until, "no answer"
        return [line for line in self.lines[before:] if line.author != "customer"]

    def read(self) -> bool:
        """Take in what is new; whether an answer is still owed."""
        params = {"after": self._seen, "wait": 0}
        page = self._client.get(f"/v1/conversations/{self.id}/events", params=params).raise_for_status().json()
        for event in page["events"]:
            self._seen = event["seq"]
            self.lines.append(_line(event))
        if page["waiting"]:
            time.sleep(0.02)
        return bool(page["waiting"] or page["more"])

    def close(self) -> None:
        self._client.close()

    def post(self, message: dict[str, str]) -> None:
        """Send what the API takes, as a message of its own where it has no `client_id`."""
        message = {"client_id": uuid4().hex, **message}
        self._client.post(f"/v1/conversations/{self.id}/messages", json=message).raise_for_status()

    def _last_titles(self) -> list[tuple[str, ...]]:
        return [line.titles for line in self.lines if line.buttons][-2:]


def _line(event: dict[str, Any]) -> Line:
    body = event["body"]
    buttons = tuple((button["title"], button["token"]) for button in body.get("buttons") or ())
    return Line(event["author"], body.get("text") or f"[{event['kind']}]", buttons)
