"""A real web process on a free port of loopback, in a thread, and a customer's client to it."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from amends import clock
from amends.conversations.rasa import RasaInbox
from amends.db.session import Database
from amends.messages.say import Say
from tests.serving import Serving
from tests.web.stand_in import SECRET, StandInRasa
from web.app import create_app
from web.deps import Limits, Pace, WebDeps

WITHIN_S = 90.0
LATE_AFTER_S = 60
"""After so long customers are told of a delay in these tests. It is less than a turn is leased for."""
OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Shop:
    id: str
    name: str
    languages: tuple[str, ...]
    zone: ZoneInfo = OSLO
    support_email: str = "help@example.com"
    statute: str | None = "eu/withdrawal"


SHOPS = {
    "norrnet": Shop("norrnet", "NorrNet", ("en", "nb", "nl", "sv", "de")),
    "itnet": Shop("itnet", "iTNet", ("en", "nl")),
}


class NamedSentences:
    """Says the response's name and language, so that a test sees which sentence was meant."""

    def text(self, say: Say, language: str) -> str:
        return f"{say.response} [{language}] {json.dumps(say.args)}"

    def buttons(self, say: Say, language: str) -> list[tuple[str, str]]:
        person, withdraw = ("Talk to a person", "/talk_to_human"), ("Withdraw", "/withdraw")
        return {"utter_welcome": [person], "utter_window_buttons": [person, withdraw]}.get(say.response, [])


@dataclass
class Watch:
    """The real clock, which a test may put forward."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return clock.now() + self.ahead

    def forward(self, **amount: float) -> None:
        self.ahead += timedelta(**amount)


class Web:
    """Start and stop it as often as needed; the database stays."""

    def __init__(self, database: Database, rasa: StandInRasa, **changes: Any) -> None:
        self.watch = Watch()
        self.deps = WebDeps(
            database=database,
            merchants=SHOPS,
            sentences=NamedSentences(),
            dialogue=_inbox(rasa),
            clock=self.watch,
            address_key=b"key",
            limits=Limits(messages_per_minute=1000, conversations_per_hour=1000),
            pace=Pace(poll_s=0.05, lease_s=100.0, renew_s=0.1, heartbeat_s=1.0),
        )
        self.deps = replace(self.deps, **changes)
        self.rasa = rasa

    def start(self) -> "Web":
        self.deps = replace(self.deps, dialogue=_inbox(self.rasa))
        self._serving = Serving(self.app)
        self.url = self._serving.url
        return self

    def stop(self) -> None:
        self._serving.stop()

    @property
    def app(self) -> FastAPI:
        return create_app(self.deps)


def _inbox(rasa: StandInRasa) -> RasaInbox:
    return RasaInbox(rasa.url, SECRET)


class Customer:
    """One conversation through the public API."""

    def __init__(self, url: str, merchant: str = "norrnet", **opening: Any) -> None:
        self.http = httpx.Client(base_url=url, timeout=120, trust_env=False, verify=False)
        opened = self.http.post("/v1/conversations", json={"merchant": merchant, **opening})
        assert opened.status_code == 201, opened.text
        self.opened = opened.json()
        self.http.headers["Authorization"] = f"Bearer {self.opened['secret']}"
        self.path = f"/v1/conversations/{self.opened['id']}"
        self._numbers = itertools.count(1)

    def move_to(self, url: str) -> None:
        self.http.base_url = httpx.URL(url)

    def send(
        self, text: str | None = None, *, token: str | None = None, client_id: str | None = None
    ) -> httpx.Response:
        content = {"text": text} if token is None else {"token": token}
        return self.http.post(
            f"{self.path}/messages", json={**content, "client_id": client_id or f"c{next(self._numbers)}"}
        )

    def events(self, after: int = 0, **query: Any) -> list[dict[str, Any]]:
        return self.page(after, **query)["events"]

    def page(self, after: int = 0, **query: Any) -> dict[str, Any]:
        answer = self.http.get(f"{self.path}/events", params={"after": after, **query})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def replies(self) -> list[str]:
        return [event["body"]["text"] for event in self.events(1) if event["kind"] == "reply"]

    def notices(self) -> list[str]:
        return [event["body"]["text"].split()[0] for event in self.events() if event["kind"] == "notice"]

    def stream(self, last_event_id: int | None = None) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """(event, id, data) of the live stream, without heartbeats."""
        headers = {} if last_event_id is None else {"Last-Event-ID": str(last_event_id)}
        with self.http.stream("GET", f"{self.path}/stream", headers=headers) as answer:
            assert answer.status_code == 200
            fields: dict[str, str] = {}
            for line in answer.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = value
                elif "data" in fields:
                    yield fields.get("event", ""), fields.get("id", ""), json.loads(fields["data"])
                    fields = {}


def until(condition: Callable[[], Any], within_s: float = WITHIN_S) -> None:
    """Wait for what must come. The limit only ends a test that has failed already."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
