"""A customer with a stopwatch, over web's public API. Waits by long polling, so no pause of ours is in the times."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

ANSWER_WITHIN_S = 60.0
LONG_POLL_S = 25


class NoAnswer(Exception):
    """The bot said nothing within ANSWER_WITHIN_S: a measurement with gaps is none."""


@dataclass(frozen=True)
class Taken:
    """Seconds from just before `POST` until 202 was here, and until the first event of the bot was here."""

    accepted: float
    replied: float


class TimedCustomer:
    """One conversation. `url` is web's; `id` and `path` are the conversation's."""

    def __init__(self, url: str, merchant: str, language: str = "en") -> None:
        self.http = httpx.Client(base_url=url, timeout=ANSWER_WITHIN_S, trust_env=False)
        body = {"merchant": merchant, "language": language}
        opened = self.http.post("/v1/conversations", json=body).raise_for_status().json()
        self.id: str = opened["id"]
        self.path = f"/v1/conversations/{self.id}"
        self.http.headers["Authorization"] = f"Bearer {opened['secret']}"
        self._buttons: dict[str, str] = {}

    def say(self, text: str) -> Taken:
        return self._ask({"text": text})

    def press(self, title: str) -> Taken:
        """Press the newest button of that title."""
        return self._ask({"token": self._buttons[title]})

    def settle(self, after: int) -> None:
        """Return when nothing is owed any more. Reads on from event `after`."""
        until = time.monotonic() + ANSWER_WITHIN_S
        while self._page(after, wait=0)["waiting"]:
            if time.monotonic() > until:
                raise NoAnswer(self.id)
            time.sleep(0.02)

    def close(self) -> None:
        self.http.close()

    def _ask(self, message: dict[str, str]) -> Taken:
        started = time.perf_counter()
        answer = self.http.post(f"{self.path}/messages", json={**message, "client_id": uuid4().hex})
        accepted = time.perf_counter() - started
        answer.raise_for_status()
        seen: int = answer.json()["seq"]
        while time.perf_counter() - started < ANSWER_WITHIN_S:
            page = self._page(seen, wait=LONG_POLL_S)
            if any(event["author"] == "bot" for event in page["events"]):
                replied = time.perf_counter() - started
                self._learn(page["events"])
                if page["waiting"]:  # of a message before this one: it costs no time of the figure
                    self.settle(page["events"][-1]["seq"])
                return Taken(accepted, replied)
            seen = page["events"][-1]["seq"] if page["events"] else seen
        raise NoAnswer(self.id)

    def _page(self, after: int, wait: int) -> dict[str, Any]:
        params = {"after": after, "wait": wait}
        page: dict[str, Any] = self.http.get(f"{self.path}/events", params=params).raise_for_status().json()
        return page

    def _learn(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            self._buttons |= {button["title"]: button["token"] for button in event["body"].get("buttons") or ()}
