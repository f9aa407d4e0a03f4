"""Calls of a provider's web API, and what may be said of them: readings are repeated, what moves money is not."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from amends.errors import BackendInvalid, BackendUnavailable, BackendUncertain, SettingError
from amends.orders import wire
from amends.orders.wire import Answer

PAUSES = (0.2, 0.5, 1.0)
NOT_ALLOWED = frozenset({401, 403})
TOO_MANY = 429


@dataclass(frozen=True)
class Reply:
    """An answer whose body was JSON: `body` is None where it was none."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


def _is_an_object(body: Any) -> bool:
    return isinstance(body, dict)


class Api:
    """One provider's API. `who` is its name, for people; `headers` go with each call. Durations are seconds.

    `absent` knows by its body a 404 that is the provider's own word that there is no such thing. Any other comes from a
    wrong address, or from what stands in between, and says nothing.
    """

    def __init__(
        self,
        who: str,
        url: str,
        headers: Mapping[str, str],
        timeout: float = 3.0,
        total: float = 8.0,
        absent: Callable[[Any], bool] = _is_an_object,
    ) -> None:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
            raise SettingError(f"{url} is not an address of {who}. Write https://host/path")
        if any(not re.fullmatch(r"[ -~]*", value) for value in headers.values()):
            raise SettingError(f"the key for {who} may hold visible ASCII characters only")
        self.who = who
        self._url = url.rstrip("/")
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        self._timeout = timeout
        self._total = total
        self._absent = absent

    def get(self, path: str, query: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON there; None where the provider says that there is no such thing (404)."""
        where = f"{path}?{urlencode(query, errors='replace')}" if query else path
        reply = self.read("GET", where, headers=headers)
        if reply.status == 404 and self._absent(reply.body):
            return None
        if not reply.ok or reply.body is None:
            raise BackendInvalid(f"{self.who} answered {reply.status} where a record was asked for")
        return reply.body

    def listed(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """A page of a list. One that is not there is not empty: a refund that is not seen is made twice."""
        page = self.get(path, query)
        if page is None:
            raise BackendInvalid(f"{self.who} has no list {path}")
        return page

    def read(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """A call that changes nothing, made again until it is answered or its time is over."""
        deadline = time.monotonic() + self._total
        for pause in (*PAUSES, None):
            try:
                answer = self._exchange(method, path, body, None, headers, deadline - time.monotonic())
            except (BackendUnavailable, BackendUncertain):
                fault, wait = f"{self.who} cannot be reached", 0.0
            else:
                if answer.status != TOO_MANY and answer.status < 500:
                    return self._reply(answer)
                fault, wait = f"{self.who} answered {answer.status}", answer.retry_after
            if pause is None or time.monotonic() + max(pause, wait) >= deadline:
                break
            time.sleep(max(pause, wait))
        raise BackendUnavailable(fault)

    def send(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """A call that may move money, made once. BackendUnavailable: it was not taken. BackendUncertain: it may have
        been. What the provider's answer means otherwise, its connector knows."""
        try:
            answer = self._exchange(method, path, body, form, headers, self._timeout)
        except BackendInvalid as fault:
            raise BackendUncertain(str(fault)) from fault
        if answer.status == TOO_MANY:
            raise BackendUnavailable(f"{self.who} takes no more calls at the moment")
        reply = self._reply(answer)
        if reply.ok and reply.body is None:
            raise BackendUncertain(f"{self.who} answered {answer.status} with what is no JSON")
        return reply

    def unclear(self, reply: Reply) -> BackendUncertain:
        """For an answer after which nobody knows what was done."""
        return BackendUncertain(f"{self.who} answered {reply.status}")

    def _exchange(
        self,
        method: str,
        path: str,
        body: Any,
        form: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        seconds: float,
    ) -> Answer:
        all_headers = self._headers | dict(headers or {})
        raw = None
        if form is not None:
            raw = urlencode(form).encode()
            all_headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif body is not None:
            raw = json.dumps(body).encode()
            all_headers["Content-Type"] = "application/json"
        seconds = max(0.01, min(self._timeout, seconds))
        return wire.exchange(method, self._url + path, headers=all_headers, seconds=seconds, body=raw)

    def _reply(self, answer: Answer) -> Reply:
        if answer.status in NOT_ALLOWED:
            raise BackendUnavailable(
                f"{self.who} refuses our key ({answer.status}): see its rights in docs/connectors.md"
            )
        try:
            body = json.loads(answer.body.decode("utf-8")) if answer.body.strip() else None
        except (ValueError, RecursionError):
            body = None
        return Reply(answer.status, body)
