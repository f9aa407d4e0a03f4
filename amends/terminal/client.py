"""A client of the public chat API, as any customer's channel could be."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

import httpx

from amends.errors import ChatUnavailable

TIMEOUT_S = 40.0
SEND_TRIES = 10
SEND_PAUSE_S = 1.0


@dataclass(frozen=True)
class Ticket:
    """What proves that a conversation is one's own."""

    id: str
    secret: str
    merchant: str
    language: str


@dataclass(frozen=True)
class Page:
    """Events as the API gives them. `waiting`: the bot still owes an answer; `more`: further events are there."""

    events: list[dict[str, Any]]
    waiting: bool
    more: bool


class ChatClient:
    """Every call raises ChatUnavailable, with a sentence that says what to do, when it comes to nothing."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._http = httpx.Client(base_url=self._url, timeout=TIMEOUT_S, trust_env=False)

    def open(self, merchant: str, language: str | None) -> Ticket:
        """A new conversation, of which this client speaks from now on."""
        wanted = {"merchant": merchant} | ({"language": language} if language else {})
        answer = self._call("POST", "/v1/conversations", json=wanted)
        ticket = Ticket(answer["id"], answer["secret"], answer["merchant"], answer["language"])
        self.resume(ticket)
        return ticket

    def resume(self, ticket: Ticket) -> None:
        """Speak of a conversation that was opened before."""
        self._path = f"/v1/conversations/{ticket.id}"
        self._http.headers["Authorization"] = f"Bearer {ticket.secret}"

    def send(self, content: dict[str, str]) -> int:
        """Send {"text": ...} or {"token": ...}; the `seq` it was kept under. A lost connection is tried again: the
        message has one client_id, so it is kept once."""
        body = {**content, "client_id": uuid.uuid4().hex}
        for _ in range(SEND_TRIES - 1):
            try:
                return int(self._call("POST", f"{self._path}/messages", json=body)["seq"])
            except ChatUnavailable as fault:
                if not fault.worth_another_try:
                    raise
                time.sleep(SEND_PAUSE_S)
        return int(self._call("POST", f"{self._path}/messages", json=body)["seq"])

    def events(self, after: int, wait_s: int) -> Page:
        """The events after number `after`; waits for one, at most `wait_s` seconds."""
        page = self._call("GET", f"{self._path}/events", params={"after": after, "wait": wait_s})
        return Page(page["events"], page["waiting"], page["more"])

    def _call(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, **content)
        except httpx.TransportError as fault:
            message = f"Nothing answers at {self._url}. Start it with `make run`, or name another with --url."
            raise ChatUnavailable(message, worth_another_try=True) from fault
        try:
            body: dict[str, Any] = answer.json()
        except ValueError:
            raise ChatUnavailable(f"What answers at {self._url} is not the chat API. Name it with --url.") from None
        if answer.is_success:
            return body
        detail = str(body.get("detail", f"Status {answer.status_code} from {self._url}."))
        raise ChatUnavailable(detail, worth_another_try=answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR)
