"""A customer with an app for Matrix: what they say waits on the homeserver until the worker has asked for it."""

import time
from typing import Any

from demo.providers.matrix import MatrixStandIn
from demo.providers.matrix_server import BOT
from demo.providers.stand_in import Hook

TAKEN_WITHIN_S = 120.0


class MatrixApp(MatrixStandIn):
    """As the other providers' stand-ins are to a customer with a phone: what is said was taken when the call ends."""

    def put(self, address: str, kind: str, content: Any, key: str | None = None, **more: Any) -> Hook:
        hook = super().put(address, kind, content, key, **more)
        self._taken(address)
        return hook

    def deliver(self, hook: Hook, url: str = "") -> int | None:
        super().deliver(hook)
        self._taken(hook.document["sender"])
        return self.statuses[-1]

    def _taken(self, address: str) -> None:
        """Once the account has joined, and asked for what comes after it."""
        room, at = self.chat(address), self.rooms.at
        until = time.monotonic() + TAKEN_WITHIN_S
        while BOT not in room.joined_at or self.acknowledged < max(at, room.joined_at[BOT]):
            assert time.monotonic() < until, "nobody took the message"
            time.sleep(0.02)
        self.statuses.append(200)
