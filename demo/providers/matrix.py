"""A stand-in for a Matrix homeserver: people who have a chat with the shop's account there."""

import json
import time
from collections.abc import Callable
from typing import Any

from demo.providers.matrix_rooms import HOMESERVER, Json, Room
from demo.providers.matrix_server import BOT, TOKEN, ClientApi
from demo.providers.stand_in import Hook


class MatrixStandIn(ClientApi):
    """Nobody is called: what is said waits until the account asks. `is_anything_there`: whether it still does."""

    def __init__(self, token: str = TOKEN, clock: Callable[[], float] = time.time) -> None:
        super().__init__(token, clock)
        self._chats: dict[str, str] = {}

    # -- the customer -------------------------------------------------------------------------------------------------

    def say(self, address: str, text: str) -> Hook:
        return self.play(address, "m.text", text)

    def photo(self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg") -> Hook:
        named = {"filename": "kvittering æ.jpg"} if caption else {}
        return self.play(
            address,
            "m.image",
            caption or "kvittering æ.jpg",
            url=self.upload(raw, media_type),
            info={"mimetype": media_type, "size": len(raw)},
            **named,
        )

    def edit(self, address: str, event_id: str, text: str) -> Hook:
        new = {"msgtype": "m.text", "body": text}
        related = {"rel_type": "m.replace", "event_id": event_id}
        return self.play(address, "m.text", f" * {text}", **{"m.new_content": new, "m.relates_to": related})

    def delete(self, address: str, event_id: str) -> Hook:
        with self.lock:
            return self.hook(self.rooms.redact(self.chat(address), address, event_id))

    def play(self, address: str, msgtype: str, body: str, **content: Any) -> Hook:
        """Any message: the content of `m.room.message` as in its description."""
        return self.put(address, "m.room.message", {"msgtype": msgtype, "body": body, **content})

    def put(self, address: str, kind: str, content: Any, key: str | None = None, **more: Any) -> Hook:
        """Any event, of which nothing is checked."""
        with self.lock:
            return self.hook(self.rooms.put(self.chat(address), address, kind, content, key, **more))

    def chat(self, address: str, **room: str) -> Room:
        """The person's chat with the account, to which they invite it the first time."""
        with self.lock:
            if address not in self._chats:
                made = self.rooms.create(address, **room)
                self.rooms.become(made, address, BOT, "invite")
                self._chats[address] = made.id
            return self.rooms.rooms[self._chats[address]]

    def upload(self, raw: bytes, media_type: str) -> str:
        name = f"file{len(self.files)}"
        self.files[name] = (raw, media_type)
        return f"mxc://{HOMESERVER}/{name}"

    # -- the account --------------------------------------------------------------------------------------------------

    def hook(self, event: Json) -> Hook:
        return Hook(json.dumps(event).encode(), {})

    def deliver(self, hook: Hook, url: str = "") -> int | None:
        """The same event once more."""
        event = hook.document
        with self.lock:
            self.rooms.again(self.rooms.rooms[self._room_of(event["event_id"])], event)
        return None

    def put_in(self, _url: str) -> bool:
        """Nobody has to be told an address."""
        return True

    def is_anything_there(self) -> bool:
        with self.lock:
            waits = any(room.members.get(BOT) == "invite" for room in self.rooms.rooms.values())
            return waits or self.handed_out < self.rooms.at

    def _room_of(self, event_id: str) -> str:
        return next(
            room.id for room in self.rooms.rooms.values() if any(e.get("event_id") == event_id for _, e in room.events)
        )
