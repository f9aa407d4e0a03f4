"""One HTTP call to a provider: bounded in time and size, no redirect followed, no address in any error or log line.

Addresses of calls hold secrets (Telegram's token is a part of the path), so what httpx would say of them is not said.
"""

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import SecretStr

from amends.channels.errors import ChannelUnavailable
from amends.channels.providers.silence import why
from amends.errors import EvidenceRejected

SECONDS = 10.0
"""For one call and its whole answer."""
FILE_SECONDS = 30.0
ANSWER_BYTES = 2 * 1024 * 1024
ADDRESS = r"^https?://[^/?#\s]+/?$"
"""Of a provider's API: a host, and nothing behind it."""
TIMEOUT = httpx.Timeout(SECONDS, connect=5.0)

_TOKEN = re.compile(r"(/bot)[0-9]+:[^/\s\"]+")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: httpx.Headers
    body: bytes = field(repr=False)


class _WithoutTokens(logging.Filter):
    """Takes the token out of the line that httpx writes for each call."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(each) for each in record.args)
        return True


def _masked(value: object) -> object:
    return _TOKEN.sub(r"\1…", str(value)) if isinstance(value, httpx.URL | str) else value


_QUIET = _WithoutTokens()


def new_client() -> httpx.Client:
    """A client for one account. Proxies are those of the environment."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)


def plain(secret: SecretStr | str) -> str:
    return secret.get_secret_value() if isinstance(secret, SecretStr) else secret


class AnswerTooLarge(ChannelUnavailable):
    """The provider answered more bytes than were asked for; smaller questions may help."""


def exchange(
    client: httpx.Client,
    method: str,
    url: str,
    *,
    who: str,
    seconds: float = SECONDS,
    most: int = ANSWER_BYTES,
    **content: Any,
) -> Reply:
    """What `who` answers, in at most `most` bytes. ChannelUnavailable where nothing clear comes in time."""
    try:
        return _exchange(client, method, url, who, most, seconds, content)
    except _TooLarge:
        raise AnswerTooLarge(f"{who} answered more than {most} bytes") from None


def download(client: httpx.Client, url: str, *, who: str, most: int, **content: Any) -> Reply:
    """The same for a file. EvidenceRejected("too_large") past `most` bytes."""
    try:
        return _exchange(client, "GET", url, who, most, FILE_SECONDS, content)
    except _TooLarge:
        raise EvidenceRejected("too_large") from None


def patience(headers: httpx.Headers) -> float | None:
    """The seconds of a Retry-After; None where there is none, or a date."""
    given = headers.get("retry-after", "").strip()
    return float(given) if given.isascii() and given.isdigit() and len(given) < 6 else None


class _TooLarge(Exception):
    """The answer has more bytes than were asked for."""


def _exchange(
    client: httpx.Client, method: str, url: str, who: str, most: int, seconds: float, content: dict[str, Any]
) -> Reply:
    logging.getLogger("httpx").addFilter(_QUIET)  # the same filter is added once only
    until = time.monotonic() + seconds
    timeout = httpx.Timeout(seconds, connect=min(seconds, 5.0))
    headers = {"Accept-Encoding": "identity", **content.pop("headers", {})}
    try:
        with client.stream(method, url, headers=headers, timeout=timeout, follow_redirects=False, **content) as answer:
            return Reply(answer.status_code, answer.headers, b"".join(_bounded(answer, most, until)))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as fault:
        raise ChannelUnavailable(f"{who} gave no answer: {why(fault)}") from None


def _bounded(answer: httpx.Response, most: int, until: float) -> Iterator[bytes]:
    taken = 0
    for chunk in answer.iter_bytes():
        taken += len(chunk)
        if taken > most:
            raise _TooLarge
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the answer takes too long")
        yield chunk
