"""Calls to Slack's Web API and its files with one bot's token, and what its errors mean for us."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.providers import calling
from amends.channels.providers.reading import Json, an_object, document, words
from amends.errors import ChannelError, InvalidDocument

API = "https://slack.com"
HOSTS = (".slack.com", ".slack-gov.com")
"""Where Slack keeps files. The token goes nowhere else, whatever an address in an event says."""
APPS = "Open your app at api.slack.com/apps"

PATIENCE = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
"""Errors of Slack's own: the same again, later."""
GONE = frozenset(
    {"channel_not_found", "is_archived", "user_not_found", "user_disabled", "cannot_dm_bot", "is_inactive"}
)
TOKEN = {
    "invalid_auth": "copy it anew from OAuth & Permissions",
    "not_authed": "copy it anew from OAuth & Permissions",
    "account_inactive": "the app was taken out of the workspace: press Install App there, and add the channel again",
    "token_revoked": "it was revoked: press Install App there, and add the channel again",
    "token_expired": "it ends by itself: token rotation cannot be used, so make an app without it",
}
_MEANS = {
    "messages_tab_disabled": f"Nobody can be written to. {APPS}, App Home, and switch on the Messages Tab.",
    "msg_blocks_too_long": "The choices of the message are too long for Slack in all.",
    "msg_too_long": "The message is too long for Slack.",
}
_MOST_OF_A_REASON = 300


@dataclass(frozen=True)
class Who:
    """Whose token it is. `scopes` is None where Slack did not tell them."""

    team_id: str
    team: str
    user_id: str
    user: str
    scopes: frozenset[str] | None


class Web:
    """Calls with one token. Threads may share it."""

    def __init__(self, token: str, api: str = API, client: httpx.Client | None = None) -> None:
        self._token = token
        self._api = api.rstrip("/")
        self._client = client or calling.new_client()

    def call(self, method: str, body: Json) -> Json:
        """The answer's document. ChannelUnavailable, or the ChannelRefused that its error stands for."""
        return self._call(method, body, calling.SECONDS)[0]

    def who_am_i(self, seconds: float = calling.SECONDS) -> Who:
        """`seconds`: how long Slack may take to answer."""
        known, headers = self._call("auth.test", {}, seconds)
        told = headers.get("x-oauth-scopes")
        scopes = None if told is None else frozenset(each.strip() for each in told.split(","))
        team_id, team, user_id, user = (words(known.get(name)) for name in ("team_id", "team", "user_id", "user"))
        return Who(team_id, team, user_id, user, scopes)

    def file(self, url: str, most: int) -> bytes:
        """The bytes at an address that an event named. Slack shows its page for signing in to a token that may not."""
        if not self._is_slacks(url):
            raise ChannelRefused("An address of somebody else was named for a file.", "address")
        reply = calling.download(self._client, url, who="Slack", most=most, headers=self._headers())
        is_page = reply.headers.get("content-type", "").startswith("text/html")
        if reply.status == 200 and not is_page:
            return reply.body
        if reply.status == 429 or reply.status >= 500:
            raise ChannelUnavailable(f"Slack answered {reply.status} for a file", calling.patience(reply.headers))
        if is_page or reply.status in {301, 302, 303, 307, 308, 401, 403}:
            raise ChannelRefused("Slack does not give this file out to the token; it wants files:read.", "files:read")
        raise ChannelRefused("Slack has this file no more.", str(reply.status))

    def close(self) -> None:
        self._client.close()

    def _call(self, method: str, body: Json, seconds: float) -> tuple[Json, httpx.Headers]:
        reply = calling.exchange(
            self._client,
            "POST",
            f"{self._api}/api/{method}",
            who="Slack",
            seconds=seconds,
            content=json.dumps(body).encode(),
            headers=self._headers() | {"Content-Type": "application/json; charset=utf-8"},
        )
        if reply.status == 429 or reply.status >= 500:
            raise ChannelUnavailable(f"Slack answered {reply.status}", calling.patience(reply.headers))
        try:
            answer = document(reply.body, "answer")
        except InvalidDocument:
            raise ChannelUnavailable(f"Slack answered {reply.status} without JSON") from None
        if answer.get("ok") is True:
            return answer, reply.headers
        raise self._fault(answer, reply)

    def _headers(self) -> dict[str, str]:
        # What no header can hold is no token of Slack's either; it is answered as one, never by an error of the client.
        return {"Authorization": "Bearer " + self._token.encode("ascii", "replace").decode()}

    def _is_slacks(self, url: str) -> bool:
        try:
            parts, own = urlsplit(url), urlsplit(self._api)
            return (parts.scheme == "https" and f".{parts.hostname or ''}".endswith(HOSTS)) or (
                (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
            )
        except ValueError:
            return False

    def _fault(self, answer: Json, reply: calling.Reply) -> ChannelError:
        told = an_object(answer.get("response_metadata")).get("messages")
        why = "; ".join(words(each) for each in (told if isinstance(told, list) else ()))
        said = f"{words(answer.get('error')) or f'status {reply.status}'}{f': {why}' if why else ''}"
        return fault_of(
            words(answer.get("error")),
            said.replace(self._token, "…")[:_MOST_OF_A_REASON],
            needed=words(answer.get("needed")),
            retry_after_s=calling.patience(reply.headers),
        )


def fault_of(code: str, said: str, needed: str = "", retry_after_s: float | None = None) -> ChannelError:
    """What an error of the Web API means for us. `needed`: the scope that lacks."""
    if code in PATIENCE or code in PASSING or not code:
        return ChannelUnavailable(f"Slack: {said}", retry_after_s)
    if code in GONE:
        return AddressGone(f"The customer cannot be reached on Slack any more: {said}.", code)
    if code in TOKEN:
        return ChannelRefused(f"Slack does not take the bot's token. {APPS}: {TOKEN[code]}.", code)
    if code == "missing_scope":
        return ChannelRefused(lacking(needed), code)
    return ChannelRefused(_MEANS.get(code) or f"Slack refused it: {said}.", code)


def lacking(scope: str) -> str:
    """What to do about a scope that the token lacks."""
    return f"The token lacks {scope}. {APPS}, OAuth & Permissions, add it under Bot Token Scopes, and press Reinstall."
