"""What WhatsApp and Messenger have in common: the handshake, the signature, and calls to Meta's Graph API."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import Field, SecretStr

from amends.channels.channel import Arrived
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, NotGenuine, WindowClosed
from amends.channels.providers import calling
from amends.channels.providers.reading import Json, an_object, document, objects, whole, words
from amends.channels.received import Answer, Call
from amends.errors import ChannelError, EvidenceRejected, Fault, InvalidDocument
from amends.evidence.enclosed import Enclosed
from amends.random_ids import random_id

API = "https://graph.facebook.com"
VERSION = "v23.0"
SIGNATURE = "x-hub-signature-256"
HOSTS = (".facebook.com", ".fbsbx.com", ".fbcdn.net", ".whatsapp.net")
"""Where Meta keeps files. Nothing else is fetched from, whatever an address in a call says."""
REDIRECTS = 3
USAGE = "x-business-use-case-usage"
LONGEST_WAIT_MINUTES = 24 * 60
RECEIVED = Answer(200, "EVENT_RECEIVED")
OPEN = "Open your app at developers.facebook.com"

_SIGNED = re.compile(r"sha256=([0-9a-fA-F]{64})", re.ASCII)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}", re.ASCII)

PATIENCE = frozenset({1, 2, 4, 17, 32, 341, 613, 80006, 80007, 130429, 131000, 131016, 131048, 131056, 133004, 133016})
"""Codes that mean: the same again, later."""
WINDOW = frozenset({131047})
GONE = frozenset({551, 131026})
ACCESS = frozenset({0, 3, 102, 190, 131005})
_WINDOW_SUBCODES = frozenset({2018278, 2018065})
_GONE_SUBCODES = frozenset({1545041, 2018001, 2018108})
_NOTHING_THERE = "100/33"
_MOST_OF_A_REASON = 300


AppSecret = Annotated[SecretStr, Field(description="the app's secret, under App settings > Basic")]
VerifyToken = Annotated[
    SecretStr,
    Field(
        default_factory=lambda: SecretStr(random_id()), description="a word that Meta repeats once; made up if empty"
    ),
]
Address = Annotated[
    str,
    Field(default=API, pattern=calling.ADDRESS, description="the Graph API's address; another one for a stand-in"),
]


@dataclass(frozen=True)
class Proof:
    """What proves that a call is Meta's: the app's secret, and the word of the handshake."""

    app_secret: str
    verify_token: str

    def handshake(self, call: Call) -> Arrived:
        """The challenge, repeated, where the call knows the verify token."""
        asked = parse_qs(urlsplit(call.url).query, max_num_fields=20)
        mode, token, challenge = (asked.get(f"hub.{name}", []) for name in ("mode", "verify_token", "challenge"))
        if len(token) != 1 or not _equal(token[0], self.verify_token):
            raise NotGenuine("the verify token is missing or another")
        if mode != ["subscribe"] or len(challenge) != 1 or not _CHALLENGE.fullmatch(challenge[0]):
            raise NotGenuine("a handshake without a challenge")
        return Arrived(answer=Answer(200, challenge[0]))

    def check(self, call: Call) -> None:
        """NotGenuine unless the app's secret signs the raw body."""
        given = _SIGNED.fullmatch(call.headers.get(SIGNATURE, ""))
        if given is None or not self.app_secret:
            raise NotGenuine("the signature is missing, or no SHA-256")
        right = hmac.new(self.app_secret.encode(), call.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given[1].lower(), right):
            raise NotGenuine("the signature is another's")


def entries(call: Json, kind: str) -> Iterator[Json]:
    """The entries of a call about objects of one kind. InvalidDocument where it is no such call."""
    if call.get("object") != kind or not isinstance(call.get("entry"), list):
        raise InvalidDocument("call", [Fault("$", f"is not a list of entries of {kind}")])
    return objects(call["entry"])


def is_handshake(call: Call) -> bool:
    return call.method.upper() == "GET"


def _equal(given: str, wanted: str) -> bool:
    return bool(wanted) and hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


class Graph:
    """Calls with one access token. `who` names the product in what is said about a fault."""

    def __init__(self, who: str, token: str, api: str = API, client: httpx.Client | None = None) -> None:
        self._who = who
        self._token = token
        self._api = api.rstrip("/")
        self._client = client or calling.new_client()

    def call(self, method: str, path: str, body: Json | None = None, **query: str) -> Json:
        """The answer's document. ChannelUnavailable, or the ChannelRefused that the code stands for."""
        content: dict[str, Any] = {} if body is None else {"content": json.dumps(body).encode()}
        headers = self._headers() | ({} if body is None else {"Content-Type": "application/json"})
        return self._asked(method, path, query or None, headers, calling.SECONDS, content)

    def _asked(self, method: str, path: str, query: Json | None, headers: Json, seconds: float, content: Json) -> Json:
        url = f"{self._api}/{VERSION}/{path}"
        reply = calling.exchange(
            self._client, method, url, who=self._who, seconds=seconds, params=query, headers=headers, **content
        )
        try:
            answer = document(reply.body, "answer")
        except InvalidDocument:
            raise ChannelUnavailable(f"{self._who} answered {reply.status} without JSON") from None
        if 200 <= reply.status < 300 and "error" not in answer:
            return answer
        raise self._fault(reply, an_object(answer.get("error")))

    def upload(self, path: str, form: Json, file: Enclosed, field: str = "file") -> Json:
        """The same with a file in that `field`, as a form."""
        content = {"data": form, "files": {field: (file.name, file.read(), file.media_type)}}
        return self._asked("POST", path, None, self._headers(), calling.FILE_SECONDS, content)

    def close(self) -> None:
        self._client.close()

    def who_am_i(self, path: str, fields: str, app_secret: str) -> Json:
        """What Meta calls us. Proves the app's secret too, which nothing else would before a call comes."""
        proof = hmac.new(app_secret.encode(), self._token.encode(), hashlib.sha256).hexdigest()
        try:
            return self.call("GET", path, fields=fields, appsecret_proof=proof)
        except ChannelRefused as fault:
            if "appsecret_proof" in str(fault):
                wrong = (
                    "The app's secret is not that of the app whose token this is; copy it from App settings > Basic."
                )
                raise ChannelRefused(wrong, fault.code) from None
            raise

    def file(self, url: str, most: int, *, with_token: bool) -> bytes:
        """The bytes at an address that Meta gave."""
        for _ in range(REDIRECTS + 1):
            if not self._is_ours(url):
                raise ChannelRefused(f"{self._who} named an address of somebody else for a file.", "address")
            headers = self._headers() if with_token else {}
            reply = calling.download(self._client, url, who=self._who, most=most, headers=headers)
            if reply.status in {301, 302, 303, 307, 308}:
                url = str(httpx.URL(url).join(reply.headers.get("location", "")))
                continue
            if reply.status == 200:
                return reply.body
            if reply.status == 429 or reply.status >= 500:
                raise ChannelUnavailable(f"{self._who} answered {reply.status} for a file")
            raise ChannelRefused(f"{self._who} has this file no more.", str(reply.status))
        raise ChannelRefused(f"{self._who} sent us round in a circle for a file.", "redirects")

    def _headers(self) -> dict[str, str]:
        # What no header can hold is no token of Meta's either; it is answered as one, never by an error of the client.
        return {"Authorization": "Bearer " + self._token.encode("ascii", "replace").decode()}

    def _is_ours(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            own, host = urlsplit(self._api), f".{parts.hostname or ''}"
            return (parts.scheme == "https" and host.endswith(HOSTS)) or (
                (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
            )
        except ValueError:
            return False

    def _fault(self, reply: calling.Reply, error: Json) -> ChannelError:
        code, subcode = whole(error.get("code")), whole(error.get("error_subcode"))
        details = words(an_object(error.get("error_data")).get("details")) or words(error.get("message"))
        said = f"{self._who}: {(details.replace(self._token, '…') or f'status {reply.status}')[:_MOST_OF_A_REASON]}"
        return fault_of(self._who, code, subcode, said, reply, transient=error.get("is_transient") is True)


@contextmanager
def looked_up(what: str, where: str) -> Iterator[None]:
    """Says where the id of `what` is found, where Meta has nothing under it that the token may see."""
    try:
        yield
    except ChannelRefused as fault:
        if fault.code != _NOTHING_THERE:
            raise
        said = f"Meta has no {what} under this id, or the token may not use it; copy the id from {where}."
        raise ChannelRefused(said, fault.code) from None


def fault_of(
    who: str, code: int | None, subcode: int | None, said: str, reply: calling.Reply, *, transient: bool = False
) -> ChannelError:
    """What an error of the Graph API means for us."""
    named = str(code) if subcode is None else f"{code}/{subcode}"
    if code in WINDOW or (code == 10 and subcode in _WINDOW_SUBCODES):
        return WindowClosed("The customer's last message is more than 24 hours ago.", named)
    if code in GONE or (code in {10, 100, 200, 551} and subcode in _GONE_SUBCODES):
        return AddressGone(f"The customer cannot be reached any more. {said}", named)
    if code in PATIENCE or transient or reply.status == 429 or reply.status >= 500:
        return ChannelUnavailable(said, calling.patience(reply.headers) or _regained_s(reply.headers))
    if code in ACCESS:
        return ChannelRefused(f"{who} does not take the access token; make a new one in Meta's dashboard.", named)
    if code == 10 or (code is not None and 200 <= code < 300):
        return ChannelRefused(f"The access token lacks a permission; grant it in Meta's dashboard. {said}", named)
    return ChannelRefused(f"It was refused. {said}", named)


def _regained_s(headers: httpx.Headers) -> float | None:
    """Seconds until an account that called too often may call again, which Meta tells in minutes. None for nothing."""
    try:
        usage = document(headers.get(USAGE, "").encode(), "usage")
    except InvalidDocument:
        return None
    told = [whole(each.get("estimated_time_to_regain_access")) for uses in usage.values() for each in objects(uses)]
    return max((60.0 * minutes for minutes in told if minutes and 0 < minutes <= LONGEST_WAIT_MINUTES), default=None)


def too_large(size: int | None, most: int) -> None:
    if size is not None and size > most:
        raise EvidenceRejected("too_large")
