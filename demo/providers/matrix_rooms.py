"""The rooms of the stand-in for a Matrix homeserver: their events in one stream, and what is visible of it to one."""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

HOMESERVER = "matrix.example.com"
EVENT_BYTES = 65_536

Json = dict[str, Any]


@dataclass
class Room:
    """`events` are with their places in the stream; `members` are memberships by person."""

    id: str
    events: list[tuple[int, Json]] = field(default_factory=list)
    state: dict[tuple[str, str], Json] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    joined_at: dict[str, int] = field(default_factory=dict)

    def of(self, membership: str) -> list[str]:
        return [person for person, each in self.members.items() if each == membership]

    def between(self, after: int, until: int, types: list[str] | None) -> list[tuple[int, Json]]:
        return [(at, e) for at, e in self.events if after < at <= until and wanted(e, types)]


class Rooms:
    """`at` is the newest place in the stream of all rooms."""

    def __init__(self, clock: Any = time.time) -> None:
        self.clock = clock
        self.at = 0
        self.rooms: dict[str, Room] = {}
        self.left: dict[str, int] = {}

    def create(self, creator: str, *, rule: str = "invite", visibility: str = "shared", kind: str = "") -> Room:
        room = Room(f"!{secrets.token_urlsafe(12)}:{HOMESERVER}")
        self.rooms[room.id] = room
        self.put(room, creator, "m.room.create", {"room_version": "10", **({"type": kind} if kind else {})}, "")
        self.become(room, creator, creator, "join")
        self.put(room, creator, "m.room.join_rules", {"join_rule": rule}, "")
        self.put(room, creator, "m.room.history_visibility", {"history_visibility": visibility}, "")
        return room

    def become(self, room: Room, sender: str, person: str, membership: str) -> Json:
        """Invite, join, leave, or be put out."""
        name = person[1:].partition(":")[0].capitalize()
        before = room.state.get(("m.room.member", person))
        content = {"membership": membership, "displayname": name}
        unsigned = {"prev_content": before["content"]} if before else {}
        event = self.put(room, sender, "m.room.member", content, person, unsigned=unsigned)
        room.members[person] = membership
        if membership == "join":
            room.joined_at.setdefault(person, self.at)
        else:
            room.joined_at.pop(person, None)
        return event

    def put(self, room: Room, sender: str, kind: str, content: Json, key: str | None = None, **more: Any) -> Json:
        """One event, in the room and the stream. Nothing is checked here: a hostile server may send anything."""
        event = {
            "type": kind,
            "sender": sender,
            "content": content,
            "event_id": f"${secrets.token_urlsafe(32)}",
            "origin_server_ts": int(self.clock() * 1000),
            "unsigned": {"age": 1},
            **({} if key is None else {"state_key": key}),
        }
        event |= {name: value for name, value in more.items() if name != "unsigned"}
        event["unsigned"] |= more.get("unsigned", {})
        return self.again(room, event)

    def again(self, room: Room, event: Json) -> Json:
        """The same event at the end of the stream, as after a restart that forgot where it was."""
        self.at += 1
        room.events.append((self.at, event))
        if isinstance(event.get("state_key"), str):
            room.state[event["type"], event["state_key"]] = event
        return event

    def redact(self, room: Room, sender: str, event_id: str) -> Json:
        redaction = self.put(room, sender, "m.room.redaction", {"redacts": event_id}, redacts=event_id)
        for _, event in room.events:
            if event.get("event_id") == event_id and event is not redaction:
                event["content"] = {}
                event["unsigned"] = {"redacted_because": redaction}
        return redaction


def wanted(event: Json, types: list[str] | None) -> bool:
    return types is None or event.get("type") in types


def size(event: Json) -> int:
    return len(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
