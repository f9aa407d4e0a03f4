"""Two who do not wait for each other: a customer who writes without a pause, an agent who takes and gives the chat."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx

from amends.accounts import sessions
from amends.accounts.demo import PASSWORD
from web.desk import flash
from web.desk.guard import COOKIE

WITHIN_S = 90.0
REPEATED_EACH = 7


@dataclass
class Flood:
    """A customer's client that sends a numbered message at each beat; some twice, as after a lost connection."""

    url: str
    conversation_id: str
    secret: str
    every_s: float
    sent: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def __enter__(self) -> "Flood":
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        headers = {"Authorization": f"Bearer {self.secret}"}
        began = time.monotonic()
        with httpx.Client(base_url=self.url, headers=headers, timeout=WITHIN_S, trust_env=False) as client:
            for n in itertools.count(1):
                message = {"text": f"How long does a refund take? {n}", "client_id": f"flood-{n}"}
                self.sent.append(message["text"])
                for _ in range(2 if n % REPEATED_EACH == 0 else 1):
                    answer = client.post(f"/v1/conversations/{self.conversation_id}/messages", json=message)
                    self.statuses.append(answer.status_code)
                if self._end.wait(max(0.0, began + n * self.every_s - time.monotonic())):
                    return


class Hands:
    """An agent's forms without a browser, as fast as they go."""

    def __init__(self, url: str, who: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=WITHIN_S, trust_env=False)
        form = {"email": f"{who}@example.com", "password": PASSWORD, "next": "/desk"}
        answer = self._client.post("/desk/sign-in", data=form, headers={"Origin": url})
        token = answer.cookies[COOKIE]
        # The cookie is for encrypted pages; a browser counts loopback as one, this client does not.
        self._headers = {"Cookie": f"{COOKIE}={token}", "Origin": url, "X-CSRF": sessions.csrf_token(token)}

    def press(self, number: str, action: str) -> str:
        """The status, and what the page that it leads to would say."""
        answer = self._client.post(f"/desk/cases/{number}/{action}", headers=self._headers)
        said = unquote(answer.cookies.get(flash.COOKIE, "")).partition(" ")[0]
        return f"{answer.status_code} {said}"

    def close(self) -> None:
        self._client.close()
