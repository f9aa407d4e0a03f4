"""The server of the stand-in for a Matrix homeserver: the client API's calls that a bot needs, as strict as their
description (https://spec.matrix.org/v1.16/client-server-api)."""

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.providers.matrix_media import Media
from demo.providers.matrix_rooms import EVENT_BYTES, HOMESERVER, Json, Room, Rooms, size, wanted
from demo.providers.stand_in import Refusal, Sent, StandIn

TOKEN = "syt_c3VwcG9ydA_of_nobody_at_all"  # noqa: S105 - the stand-in's, worth nothing elsewhere
PASSWORD = "correct horse battery staple"  # noqa: S105 - likewise
BOT = f"@support:{HOMESERVER}"
_LOOK_S = 0.02
_FILTER = {"presence", "account_data", "room", "event_fields", "event_format"}
_ROOM_FILTER = {"ephemeral", "account_data", "state", "timeline", "include_leave", "rooms", "not_rooms"}
_EVENTS_FILTER = {"types", "not_types", "limit", "senders", "not_senders", "lazy_load_members"}
_MESSAGES = {"m.text", "m.emote", "m.notice", "m.image", "m.file", "m.audio", "m.video", "m.location"}


class ClientApi(StandIn):
    """One homeserver, of which the account BOT is ours. `versions` is what it says of its age; `handed_out` is up to
    where its last answer told, `acknowledged` what the last question gave back."""

    def __init__(self, token: str = TOKEN, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.token, self.device, self.rooms = token, "ELEMENT", Rooms(clock)
        self.versions = ["v1.1", "v1.11", "v1.12"]
        self.media = Media()
        self.files = self.media.files
        self.at_sending: list[Response] = []
        self.handed_out = self.acknowledged = 0
        self.joins: list[str] = []
        self.syncs = 0
        self._done: dict[str, str] = {}

    def flood(self, seconds: float) -> Response:
        document = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests"}
        return JSONResponse({**document, "retry_after_ms": int(seconds * 1000)}, 429)

    def refusal(self) -> Response:
        return JSONResponse({"errcode": "M_FORBIDDEN", "error": f"User {BOT} not in room"}, 403)

    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        steps = [unquote(each) for each in request.scope["raw_path"].decode().partition("?")[0].split("/")][1:]
        method = request.method
        match (method, *steps):
            case ("GET", "_matrix", "client", "versions"):
                return JSONResponse({"versions": self.versions})
            case ("POST", "_matrix", "client", "v3", "login"):
                return JSONResponse(self._login(_object(body)))
        self._allowed(request)
        if (method, *steps) == ("POST", "_matrix", "media", "v3", "upload"):
            return self.media.upload(request, body)
        match (method, *steps[2:]):
            case ("GET", "v3", "account", "whoami"):
                return JSONResponse({"user_id": BOT, "device_id": self.device, "is_guest": False})
            case ("POST", "v3", "logout"):
                self.token = secrets.token_hex(8)
                return JSONResponse({})
            case ("GET", "v3", "sync"):
                return JSONResponse(await self._sync(request))
            case ("GET", "v1", "media", "download", str() as server, str() as name):
                return self.media.download(server, name)
        with self.lock:
            return self._in_rooms(method, steps[3:], request, body)

    def _in_rooms(self, method: str, steps: list[str], request: Request, body: bytes) -> Response:
        match (method, *steps):
            case ("POST", "createRoom"):
                return JSONResponse(self._create(_object(body)))
            case ("POST", "rooms", room_id, "join"):
                return JSONResponse(self._join(room_id))
            case ("GET", "rooms", room_id, "state"):
                return JSONResponse(list(self._mine(room_id).state.values()))
            case ("GET", "rooms", room_id, "messages"):
                return JSONResponse(self._messages(self._mine(room_id), request))
            case ("PUT", "rooms", room_id, "send", kind, key):
                return self._send(room_id, kind, key, _object(body))
            case ("PUT", "rooms", room_id, "typing", person) if person == BOT:
                return JSONResponse(self._type(self._mine(room_id), _object(body)))
            case ("POST", "rooms", room_id, "leave"):
                self.rooms.become(self._mine(room_id, {"join", "invite"}), BOT, BOT, "leave")
                return JSONResponse({})
            case ("POST", "rooms", room_id, "forget"):
                if self.rooms.rooms[room_id].members[BOT] == "join":
                    raise refused(400, "M_UNKNOWN", "User is in room")
                return JSONResponse({})
        raise refused(404, "M_UNRECOGNIZED", "Unrecognized request")

    def _allowed(self, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if not given:
            raise refused(401, "M_MISSING_TOKEN", "Missing access token")
        if given != f"Bearer {self.token}":
            raise refused(401, "M_UNKNOWN_TOKEN", "Unrecognised access token", soft_logout=False)

    def _login(self, asked: Json) -> Json:
        if asked.get("type") != "m.login.password" or asked.get("identifier", {}).get("type") != "m.id.user":
            raise refused(400, "M_UNKNOWN", "Unknown login type")
        user = asked["identifier"].get("user")
        if user not in {BOT, BOT[1:].partition(":")[0]} or asked.get("password") != PASSWORD:
            raise refused(403, "M_FORBIDDEN", "Invalid username or password")
        self.device = asked.get("device_id") or "GENERATED"
        return {"user_id": BOT, "access_token": self.token, "device_id": self.device}

    def _mine(self, room_id: str, memberships: set[str] | None = None) -> Room:
        room = self.rooms.rooms.get(room_id)
        if room is None or room.members.get(BOT) not in (memberships or {"join"}):
            raise refused(403, "M_FORBIDDEN", f"User {BOT} not in room {room_id}")
        return room

    def _create(self, asked: Json) -> Json:
        room = self.rooms.create(BOT)
        for person in asked.get("invite", []):
            self.rooms.become(room, BOT, person, "invite")
        return {"room_id": room.id}

    def _join(self, room_id: str) -> Json:
        room = self.rooms.rooms.get(room_id)
        public = room is not None and room.state["m.room.join_rules", ""]["content"]["join_rule"] == "public"
        if room is None or (room.members.get(BOT) not in {"invite", "join"} and not public):
            raise refused(403, "M_FORBIDDEN", "You are not invited to this room.")
        self.joins.append(room_id)
        if room.members.get(BOT) != "join":
            self.rooms.become(room, BOT, BOT, "join")
        return {"room_id": room_id}

    def _type(self, room: Room, asked: Json) -> Json:
        if not isinstance(asked.get("typing"), bool) or not isinstance(asked.get("timeout", 0), int):
            raise refused(400, "M_BAD_JSON", "typing is a boolean and timeout a number")
        self.typing += [person for person in room.of("join") if person != BOT]
        return {}

    def _send(self, room_id: str, kind: str, key: str, content: Json) -> Response:
        if self.at_sending:
            return self.at_sending.pop(0)
        room = self._mine(room_id)
        if key in self._done:
            return JSONResponse({"event_id": self._done[key]})
        if kind == "m.room.message" and (
            content.get("msgtype") not in _MESSAGES or not isinstance(content.get("body"), str)
        ):
            raise refused(400, "M_BAD_JSON", "Message without a msgtype that is known, or without a body")
        if _has_floats(content):
            raise refused(400, "M_BAD_JSON", "Event contains invalid values")
        if size(content) > EVENT_BYTES - 1000:
            raise refused(413, "M_TOO_LARGE", "event too large")
        event = self.rooms.put(room, BOT, kind, content, unsigned={"transaction_id": key})
        self._done[key] = event["event_id"]
        for person in room.of("join") + room.of("invite"):
            if person != BOT:
                said, raw = content.get("body", ""), self.media.of(content)
                self.sent.append(Sent(event["event_id"], person, said, (), content, raw))
        return JSONResponse({"event_id": event["event_id"]})

    def _messages(self, room: Room, request: Request) -> Json:
        asked = dict(request.query_params)
        if asked.get("dir") != "b":
            raise refused(400, "M_MISSING_PARAM", "Missing query parameter 'dir'")
        until, after = _place(asked.get("from", "")), _place(asked.get("to", "s0"))
        limit = int(asked.get("limit", "10"))
        found = room.between(after, until, _events_filter(json.loads(asked.get("filter", "{}"))).get("types"))
        chunk = found[-limit:][::-1]
        more = {"end": f"t{chunk[-1][0] - 1}"} if len(found) > limit else {}
        return {"chunk": [event for _, event in chunk], "start": asked["from"], **more}

    async def _sync(self, request: Request) -> Json:
        asked = dict(request.query_params)
        unknown = asked.keys() - {"since", "timeout", "filter", "set_presence", "full_state", "use_state_after"}
        if unknown or asked.get("set_presence", "online") not in {"offline", "online", "unavailable"}:
            raise refused(400, "M_INVALID_PARAM", f"unknown: {sorted(unknown)}")
        since = None if "since" not in asked else _place(asked["since"])
        chosen = _sync_filter(asked.get("filter", "{}"))
        until = time.monotonic() + int(asked.get("timeout", "0")) / 1000
        with self.lock:
            self.syncs += 1
            self.acknowledged = max(self.acknowledged, since or 0)
        while True:
            with self.lock:
                found = self._news(since, chosen)
                at = self.rooms.at
                if since is None or any(found.values()) or time.monotonic() >= until:
                    self.handed_out = max(self.handed_out, at) if since is not None else self.handed_out
                    return {"next_batch": f"s{at}", "rooms": found, "device_one_time_keys_count": {}}
            await asyncio.sleep(_LOOK_S)

    def _news(self, since: int | None, chosen: Json) -> Json:
        found: Json = {"join": {}, "invite": {}, "leave": {}}
        for room in self.rooms.rooms.values():
            changed = since is None or any(at > since for at, _ in room.events)
            membership = room.members.get(BOT)
            if not changed or membership is None:
                continue
            if membership == "invite":
                shown = [self.rooms_state(room, "m.room.create", ""), room.state["m.room.member", BOT]]
                found["invite"][room.id] = {"invite_state": {"events": [each for each in shown if each]}}
            elif membership == "join":
                news = self._joined(room, since, chosen)
                if news:
                    found["join"][room.id] = news
            elif since is not None:
                found["leave"][room.id] = {"timeline": {"events": []}}
        return found

    def rooms_state(self, room: Room, kind: str, key: str) -> Json:
        event = room.state.get((kind, key), {})
        return {name: event[name] for name in ("type", "sender", "content", "state_key") if name in event}

    def _joined(self, room: Room, since: int | None, chosen: Json) -> Json:
        timeline = chosen["timeline"]
        is_new = since is None or room.joined_at.get(BOT, 0) > since
        types = [] if "*" in timeline.get("not_types", ()) else timeline.get("types")
        events = room.between(0 if is_new else since or 0, self.rooms.at, types)
        limit = timeline.get("limit", 10)
        shown = events[-limit:]
        if not shown and not is_new:
            return {}
        state = chosen["state"]
        kinds = [] if "*" in state.get("not_types", ()) else state.get("types")
        known = [e for e in room.state.values() if is_new and wanted(e, kinds) and e not in [s for _, s in shown]]
        return {
            "timeline": {
                "events": [event for _, event in shown],
                "limited": len(events) > limit,
                "prev_batch": f"t{shown[0][0] - 1}" if shown else f"s{self.rooms.at}",
            },
            "state": {"events": known},
            "ephemeral": {"events": []},
            "account_data": {"events": []},
            "summary": {},
            "unread_notifications": {},
        }


def refused(status: int, code: str, said: str, **more: Any) -> Refusal:
    return Refusal(status, {"errcode": code, "error": said, **more})


def _object(body: bytes) -> Json:
    try:
        asked = json.loads(body)
    except ValueError:
        raise refused(400, "M_NOT_JSON", "Content not JSON.") from None
    if not isinstance(asked, dict):
        raise refused(400, "M_BAD_JSON", "Content must be a JSON object.")
    return asked


def _place(token: str) -> int:
    if not re.fullmatch(r"[st][0-9]+", token):
        raise refused(400, "M_INVALID_PARAM", "Invalid stream token")
    return int(token[1:])


def _sync_filter(given: str) -> Json:
    try:
        asked = json.loads(given)
    except ValueError:
        raise refused(400, "M_NOT_JSON", "Filter not JSON") from None
    room = asked.get("room", {})
    for found, known in ((asked, _FILTER), (room, _ROOM_FILTER)):
        if unknown := found.keys() - known:
            raise refused(400, "M_BAD_JSON", f"unknown in a filter: {sorted(unknown)}")
    for each in (asked.get("presence", {}), asked.get("account_data", {}), room.get("ephemeral", {})):
        _events_filter(each)
    return {name: _events_filter(room.get(name, {})) for name in ("state", "timeline")}


def _events_filter(given: Json) -> Json:
    if unknown := given.keys() - _EVENTS_FILTER:
        raise refused(400, "M_BAD_JSON", f"unknown in a filter: {sorted(unknown)}")
    if not isinstance(given.get("limit", 1), int) or given.get("limit", 1) < 1:
        raise refused(400, "M_BAD_JSON", "limit must be greater than 0")
    return given


def _has_floats(value: Any) -> bool:
    match value:
        case float():
            return True
        case dict():
            return any(_has_floats(each) for each in value.values())
        case list():
            return any(_has_floats(each) for each in value)
    return False
