"""Calls to a Matrix homeserver with one account's access token (https://spec.matrix.org/v1.16/client-server-api).

What customers write comes in documents of the server's, so one hostile message must not make a whole document
unreadable: what is nested too deep in it, or no number, is left out, and the rest is read.
"""

import json
import re
from typing import Any
from urllib.parse import quote

import httpx

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.providers import calling
from amends.channels.providers.reading import Json, an_object, whole, words
from amends.errors import ChannelError, EvidenceRejected
from amends.evidence.enclosed import Enclosed

WHO = "the Matrix homeserver"
MEDIA = re.compile(r"mxc://([A-Za-z0-9\[][A-Za-z0-9.:\]-]{0,254})/([A-Za-z0-9_-]{1,255})", re.ASCII)
"""How Matrix names a file: a server, and the file's name there."""

_DEEPEST = 60
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')
_MOST_OF_A_REASON = 300
_ACCOUNT = frozenset({"M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED", "M_EXPIRED_ACCOUNT"})
_TOKEN = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})
_MEANS = {
    "M_CONSENT_NOT_GIVEN": "The homeserver wants its terms accepted: sign in once as the account, and accept them.",
    "M_TOO_LARGE": "The message is too long for Matrix.",
    "M_RESOURCE_LIMIT_EXCEEDED": "The homeserver takes no more: it has reached a limit of its own.",
}


class Server:
    """Threads may share it."""

    def __init__(self, url: str, token: str, client: httpx.Client | None = None) -> None:
        self._url, self._token = url.rstrip("/"), token.strip()
        self._client = client or calling.new_client()

    def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        query: dict[str, str] | None = None,
        seconds: float = calling.SECONDS,
        most: int = calling.ANSWER_BYTES,
    ) -> Any:
        """The answer's document. ChannelUnavailable, or the ChannelRefused that its error stands for."""
        content: dict[str, Any] = {"headers": self._headers()}
        if body is not None:
            content["content"] = json.dumps(body).encode()
            content["headers"]["Content-Type"] = "application/json"
        if query:
            content["params"] = query
        reply = calling.exchange(
            self._client, method, f"{self._url}/_matrix/client/{path}", who=WHO, seconds=seconds, most=most, **content
        )
        answer = lenient(reply.body)
        if reply.status == 200:
            if answer is None:
                raise ChannelUnavailable(f"{WHO} answered without JSON")
            return answer
        raise fault_of(reply.status, an_object(answer), calling.patience(reply.headers), self._token)

    def file(self, mxc: str, most: int) -> bytes:
        """The bytes of a file, which the server fetches from another one where it lies there."""
        found = MEDIA.fullmatch(mxc)
        if found is None:
            raise ChannelRefused("The message names no file of Matrix.", "address")
        url = f"{self._url}/_matrix/client/{path('v1', 'media', 'download', *found.groups())}"
        reply = calling.download(self._client, url, who=WHO, most=most, headers=self._headers())
        if reply.status == 200:
            return reply.body
        if reply.status == 413:
            raise EvidenceRejected("too_large")
        if 300 <= reply.status < 400:
            raise ChannelRefused("The homeserver keeps files elsewhere, which is not followed.", str(reply.status))
        fault = fault_of(reply.status, an_object(lenient(reply.body)), calling.patience(reply.headers), self._token)
        if isinstance(fault, AddressGone):
            raise ChannelRefused("The homeserver does not give this file out.", fault.code)
        raise fault

    def upload(self, file: Enclosed) -> str:
        """Put the file there; how Matrix names it."""
        headers = {**self._headers(), "Content-Type": file.media_type}
        reply = calling.exchange(
            self._client, "POST", f"{self._url}/_matrix/media/v3/upload", who=WHO, seconds=calling.FILE_SECONDS,
            params={"filename": file.name}, headers=headers, content=file.read(),
        )  # fmt: skip
        answer = an_object(lenient(reply.body))
        if reply.status != 200:
            raise fault_of(reply.status, answer, calling.patience(reply.headers), self._token)
        if MEDIA.fullmatch(found := words(answer.get("content_uri"))) is None:
            raise ChannelUnavailable(f"{WHO} took a file and named none")
        return found

    def close(self) -> None:
        self._client.close()

    def _headers(self) -> dict[str, str]:
        if not self._token:
            return {}
        # What no header can hold is no token either; the server says so, never an error of the client.
        token = self._token.encode("ascii", "replace").decode()
        return {"Authorization": f"Bearer {''.join(each if each.isprintable() else '?' for each in token)}"}


def path(*steps: str) -> str:
    """Of the client API, each step whole: what stands in a room's or a person's name leads nowhere else."""
    return "/".join(quote(each, safe="") for each in steps)


def lenient(body: bytes) -> Any:
    """The document; None where there is none."""
    text = body.decode("utf-8", "replace")
    try:
        return _loaded(text)
    except RecursionError:
        text = shallow(text)
    except ValueError:
        return None
    try:
        return _loaded(text)
    except (ValueError, RecursionError):
        return None


def shallow(text: str, most: int = _DEEPEST) -> str:
    """JSON without what is nested deeper than `most`: null stands for it."""
    kept, depth, at = [], 0, 0
    for sign in _SIGN.finditer(text):
        if sign[0] in "[{":
            depth += 1
            if depth == most + 1:
                kept.append(text[at : sign.start()])
        elif sign[0] in "]}":
            if depth == most + 1:
                kept.append("null")
                at = sign.end()
            depth -= 1
    return "".join([*kept, text[at:]])


def fault_of(status: int, said: Json, retry_after_s: float | None = None, token: str = "") -> ChannelError:
    """What an error of the homeserver's means for us."""
    code = words(said.get("errcode"))[:60] or str(status)
    told = words(said.get("error")).replace(token or "\0", "…")[:_MOST_OF_A_REASON] or f"status {status}"
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        waits = whole(said.get("retry_after_ms"))
        return ChannelUnavailable(f"Matrix: {told}", retry_after_s if waits is None else max(0.0, waits / 1000))
    if status >= 500:
        return ChannelUnavailable(f"Matrix: {told}")
    if code in _TOKEN:
        return ChannelRefused(
            "The homeserver does not take the access token: sign in anew as the account, and add the channel again.",
            code,
        )
    if code in _ACCOUNT:
        return ChannelRefused(f"The homeserver has closed the account: {told}.", code)
    if status == 404 and code in {"M_UNRECOGNIZED", "404"}:
        return ChannelRefused("There is no Matrix homeserver at this address, or it is too old.", code)
    if status == 403 and code not in _MEANS:
        return AddressGone(f"The customer cannot be reached in this Matrix room any more: {told}.", code)
    return ChannelRefused(_MEANS.get(code) or f"Matrix refused it: {told}.", code)


def _loaded(text: str) -> Any:
    return json.loads(text, parse_constant=lambda _name: None, parse_int=_number)


def _number(digits: str) -> int | None:
    """No number of Matrix has more digits."""
    return int(digits) if len(digits) <= 20 else None
