"""JSON calls to a helpdesk: to the configured address only, no redirects, within 3 seconds a call and 8 in all."""

import json
import time
from typing import Any

from amends.errors import BackendInvalid, BackendUnavailable, BackendUncertain, HelpdeskRefused, HelpdeskUnavailable
from amends.orders import wire

CALL_S, TOTAL_S = 3.0, 8.0
AGAIN = frozenset({408, 409, 425, 429})


class Calls:
    """The calls of one verb: they share TOTAL_S."""

    def __init__(self, base_url: str, headers: dict[str, str]) -> None:
        self._base_url = base_url.rstrip("/")
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        self._deadline = time.monotonic() + TOTAL_S

    def call(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> Any:
        """The JSON that it answers; None where there is none. `raw` is a body that was written already."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise HelpdeskUnavailable(f"{method} {path}: out of time")
        sent = raw if raw is not None else None if body is None else json.dumps(body).encode()
        full = self._headers | ({"Content-Type": "application/json"} if sent is not None else {}) | headers
        try:
            answer = wire.exchange(method, self._base_url + path, headers=full, seconds=min(CALL_S, left), body=sent)
        except (BackendUnavailable, BackendUncertain, BackendInvalid) as fault:
            raise HelpdeskUnavailable(f"the helpdesk gave no answer: {fault}") from fault
        if answer.status in AGAIN or answer.status >= 500:
            raise HelpdeskUnavailable(f"{method} {path}: the helpdesk answered {answer.status}")
        if not 200 <= answer.status < 300:
            raise HelpdeskRefused(f"{method} {path}: the helpdesk answered {answer.status}", answer.status)
        if answer.media_type != "application/json" or not answer.body.strip():
            return None
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as fault:
            raise HelpdeskUnavailable(f"{method} {path}: the answer is not JSON") from fault
