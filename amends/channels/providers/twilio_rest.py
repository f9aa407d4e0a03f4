"""Calls to Twilio's REST API (version 2010-04-01) as one account, and the files that customers sent to it."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers import calling, twilio_errors
from amends.channels.providers.reading import Json, document, whole, words
from amends.errors import InvalidDocument

API = "https://api.twilio.com"
VERSION = "2010-04-01"
WHO = "Twilio"
FILE_HOSTS = ("mms.twiliocdn.com", "media.twiliocdn.com", "s3-external-1.amazonaws.com")
"""Where Twilio sends whoever asks for a file: an address that needs no credentials, and ends after hours."""
REDIRECTS = 3


class Rest:
    """Thread-safe."""

    def __init__(self, account: str, auth_token: str, api: str = API, client: httpx.Client | None = None) -> None:
        self._token = auth_token
        self._auth = httpx.BasicAuth(account, auth_token)
        self._api = api.rstrip("/")
        self._account = f"{self._api}/{VERSION}/Accounts/{account}"
        self._client = client or calling.new_client()

    def call(self, method: str, path: str = "", form: dict[str, str] | None = None, **query: str) -> Json:
        """The answer's document; `path` is below the account, and the account itself where it is empty.
        ChannelUnavailable, or the ChannelRefused that the code stands for."""
        url = f"{self._account}{f'/{path}' if path else ''}.json"
        content: dict[str, Any] = {} if form is None else {"data": form}
        reply = calling.exchange(self._client, method, url, who=WHO, params=query or None, auth=self._auth, **content)
        try:
            answer = document(reply.body, "answer")
        except InvalidDocument:
            raise ChannelUnavailable(
                f"{WHO} answered {reply.status} without JSON", calling.patience(reply.headers)
            ) from None
        if 200 <= reply.status < 300:
            return answer
        said = words(answer.get("message"))
        if self._token:
            said = said.replace(self._token, "…")
        raise twilio_errors.fault_of(whole(answer.get("code")), said, reply.status, reply.headers)

    def file(self, message: str, media: str, most: int) -> bytes:
        """The bytes of a file, of at most `most`. The credentials go to the API alone, never where it sends us."""
        url = f"{self._account}/Messages/{message}/Media/{media}"
        content: dict[str, Any] = {"auth": self._auth}
        for _ in range(REDIRECTS + 1):
            reply = calling.download(self._client, url, who=WHO, most=most, **content)
            if reply.status in {301, 302, 303, 307, 308}:
                url, content = self._led_to(url, reply), {"auth": None}
                continue
            if reply.status == 200:
                return reply.body
            if reply.status == 429 or reply.status >= 500:
                raise ChannelUnavailable(f"{WHO} answered {reply.status} for a file", calling.patience(reply.headers))
            raise ChannelRefused(f"{WHO} has this file no more.", str(reply.status))
        raise ChannelRefused(f"{WHO} sent us round in a circle for a file.", "redirects")

    def close(self) -> None:
        self._client.close()

    def _led_to(self, url: str, reply: calling.Reply) -> str:
        try:
            target = str(httpx.URL(url).join(reply.headers.get("location", "")))
            parts, own = urlsplit(target), urlsplit(self._api)
            is_known = parts.scheme == "https" and parts.netloc in FILE_HOSTS
            if is_known or (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
                return target
        except (httpx.InvalidURL, ValueError):
            pass
        raise ChannelRefused(f"{WHO} named an address of somebody else for a file.", "address")
