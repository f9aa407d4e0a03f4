"""The server of the stand-in for Slack: two methods of the Web API and the files, for one app in one workspace."""

import json
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.providers import slack_blocks as kit
from demo.providers.stand_in import Choice, Refusal, Sent, StandIn, faults_of

TEAM, APP, BOT_USER, BOT = "T0SHOP0001", "A0SHOP0001", "U0BOT00001", "B0BOT00001"
TOKEN = "xoxb-1000000001-2000000002-OfTheStandIn"  # noqa: S105 - nothing elsewhere
SCOPES = frozenset({"chat:write", "im:history", "files:read"})
NEEDS = {"auth.test": "", "chat.postMessage": "chat:write"}

Json = dict[str, Any]


class WebApi(StandIn):
    """`wrong` is the error that each call gets, whatever it asks for: token_revoked, account_inactive. `clock` tells
    seconds; times of messages are its. `archived` and `messages_tab` are what the workspace's pages set."""

    def __init__(self, token: str = TOKEN, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.token, self.clock = token, clock
        self.scopes = set(SCOPES)
        self.wrong = ""
        self.messages_tab = True
        self.archived: set[str] = set()
        self.met: set[str] = set()
        self.messages: dict[tuple[str, str], Json] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        self._numbers = count(1)

    def flood(self, seconds: float) -> Response:
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(int(seconds))})

    def refusal(self) -> Response:
        return JSONResponse({"ok": False, "error": "channel_not_found"})

    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        root, _, name = path.partition("/")
        if root == "files-pri":
            return self._download(request, name)
        if root != "api" or name not in NEEDS:
            raise refused("unknown_method", req_method=name)
        self._authorise(request, NEEDS[name])
        asked = _arguments(request, body)
        headers = {"x-oauth-scopes": ",".join(sorted(self.scopes)), "x-accepted-oauth-scopes": NEEDS[name]}
        if name == "auth.test":
            return JSONResponse(self._auth_test(asked), headers=headers)
        with self.lock:
            answer = self._post_message(asked)
        return JSONResponse(answer, headers=headers, background=BackgroundTask(self.posted, answer))

    def posted(self, answer: Json) -> None:
        """What follows a message of ours, once its sender has the answer."""

    def next_ts(self) -> str:
        return f"{int(self.clock())}.{next(self._numbers):06}"

    def _authorise(self, request: Request, needed: str) -> None:
        given = request.headers.get("authorization", "")
        if not given:
            raise refused("not_authed")
        if given != f"Bearer {self.token}":
            raise refused("invalid_auth")
        if self.wrong:
            raise refused(self.wrong)
        if needed and needed not in self.scopes:
            raise refused("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def _auth_test(self, asked: Json) -> Json:
        if asked:
            raise refused("invalid_arguments", messages=[f"[ERROR] unknown: {sorted(asked)}"])
        known = {"url": "https://shop.slack.com/", "team": "Shop", "user": "support", "team_id": TEAM}
        return {"ok": True, **known, "user_id": BOT_USER, "bot_id": BOT, "is_enterprise_install": False}

    def _post_message(self, asked: Json) -> Json:
        if said := faults_of(kit.POST, asked):
            raise refused("invalid_arguments", messages=[f"[ERROR] {said}"])
        address = self._chat(asked["channel"])
        blocks, text = asked.get("blocks", []), asked.get("text", "")
        if not blocks and not text.strip():
            raise refused("no_text")
        if len(text) > kit.TEXT:
            raise refused("msg_too_long")
        if found := kit.faults_of_kit(blocks):
            raise refused("invalid_blocks", messages=found)
        if kit.length(blocks) > kit.ALL_BLOCKS:
            raise refused("msg_blocks_too_long")
        message = {"type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "team": TEAM, "text": text}
        message |= {"ts": self.next_ts(), **{name: asked[name] for name in ("thread_ts", "blocks") if name in asked}}
        self.messages[address, message["ts"]] = message
        self.sent.append(Sent(message["ts"], address, _seen(text, blocks), _choices(blocks), asked))
        return {"ok": True, "channel": address, "ts": message["ts"], "message": message}

    def _chat(self, channel: str) -> str:
        """The chat with that id, or the one with the person of that id, which is opened."""
        address = f"D{channel[1:]}" if channel.startswith("U") else channel
        if address not in self.met:
            raise refused("channel_not_found")
        if address in self.archived:
            raise refused("is_archived")
        if not self.messages_tab:
            raise refused("messages_tab_disabled")
        return address

    def _download(self, request: Request, name: str) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}" or "files:read" not in self.scopes:
            return Response("<!doctype html><title>Sign in</title>", 401, media_type="text/html")
        if (found := self.files.get(unquote(name).partition("/")[0])) is None:
            return Response("<!doctype html><title>Not found</title>", 404, media_type="text/html")
        return Response(found[0], media_type=found[1])


def refused(error: str, messages: list[str] | None = None, **more: str) -> Refusal:
    """Slack says no with the status 200."""
    metadata = {"response_metadata": {"messages": messages}} if messages else {}
    return Refusal(200, {"ok": False, "error": error, **more, **metadata})


def _arguments(request: Request, body: bytes) -> Json:
    """From JSON with its types, or from a form, in which a list is JSON again."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if not body:
        return {}
    if kind == "application/x-www-form-urlencoded":
        given: Json = dict(parse_qsl(body.decode()))
        return given | ({"blocks": json.loads(given["blocks"])} if "blocks" in given else {})
    if kind != "application/json":
        raise refused("invalid_post_type")
    try:
        asked = json.loads(body)
    except ValueError:
        raise refused("invalid_json") from None
    if not isinstance(asked, dict):
        raise refused("json_not_object")
    return asked


def _seen(text: str, blocks: list[Json]) -> str:
    """What the phone shows: the blocks, where there are any."""
    shown = [block["text"]["text"] for block in blocks if block["type"] == "section"] or [text]
    return "\n".join(shown) if blocks else text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _choices(blocks: list[Json]) -> tuple[Choice, ...]:
    elements = [each for block in blocks for each in block.get("elements", ())]
    found = [option for each in elements for option in each.get("options", [each])]
    return tuple(Choice(each["value"], each["text"]["text"]) for each in found if "value" in each)
